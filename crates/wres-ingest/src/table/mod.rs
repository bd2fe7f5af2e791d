//! Rows of text to typed columns.

mod block;
mod builder;
mod cache;
mod column;
mod finish;
mod identifier;
mod origin;
mod plan;
mod repeats;
mod totals;

pub(crate) use block::{BlockReader, BlockRows};
pub(crate) use finish::{ReadyBatch, TableReading};
pub(crate) use origin::Unit;
pub(crate) use plan::{PlanSettings, TablePlan, plan, undeclared_list};
pub(crate) use repeats::Repeats;
