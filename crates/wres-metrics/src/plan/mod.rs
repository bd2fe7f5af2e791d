//! What is to be counted, as structured nodes that any engine can run. Nothing but integers comes out.

mod count_plan;
mod nodes;
mod predicate;
mod print;
mod problem;
mod quantities;
mod resolve;
mod resolve_filter;
mod sql;
mod time_bands;

pub use count_plan::CountPlan;
pub use nodes::UNMAPPED;
pub(crate) use nodes::{BandNode, ConditionNode, CountNode, Division, LinkNode, Measure, PopulationNode, StrataNode};
pub(crate) use predicate::{Predicate, Test};
pub(crate) use problem::Problem;
pub(crate) use resolve::{FULL_TIME_PAY, indicator as resolve_indicator, population as resolve_population};
pub use sql::Shape;
pub use time_bands::TimeBands;
