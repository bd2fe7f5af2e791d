//! From counts by group to what is said about them.

mod context;
mod outcomes;

pub use context::OutcomeContext;
pub use outcomes::outcomes;
