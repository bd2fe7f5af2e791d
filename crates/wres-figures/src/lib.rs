//! Every published figure: a method of the catalogue asked of the counts of a row, with its unit and its sentence.
//!
//! ```text
//!   protected counts by group ──▶ outcomes      rate, ratio, difference of each group in each place
//!                             ──▶ comparisons   sites together, each among its peers, each period beside the one before
//!                             ──▶ measures      figures of many counts: survival, waiting, ladders, pay, agreement
//! ```
//!
//! The crate is pure: it opens no file and reads no clock, and takes nothing but counts that may be seen.

mod changes;
mod comparisons;
mod context;
mod discoveries;
mod estimators;
mod measures;
mod outcomes;
mod pooled;
mod questions;
mod sentence;
mod standings;
mod terms;

pub use changes::changes;
pub use comparisons::comparisons;
pub use context::OutcomeContext;
pub use measures::{exact_pay_measures, measures, pay_measures, weighted_measures};
pub use outcomes::outcomes;
pub use pooled::pooled_outcomes;
pub use standings::standings;
