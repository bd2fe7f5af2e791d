//! From counts by group to what is said about them.

mod changes;
mod comparisons;
mod context;
mod discoveries;
mod estimators;
mod measures;
mod outcomes;
mod pooled;
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
