//! From counts by group to what is said about them.

mod context;
mod discoveries;
mod estimators;
mod outcomes;
mod pooled;
mod sentence;
mod terms;

pub use context::OutcomeContext;
pub use outcomes::outcomes;
pub use pooled::pooled_outcomes;
