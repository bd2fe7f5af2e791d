//! Tests of no association between two groups and an outcome.

mod methods;

pub use methods::METHODS;
