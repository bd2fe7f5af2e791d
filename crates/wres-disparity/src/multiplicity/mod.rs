//! Adjustment of p-values for many comparisons.

mod methods;

pub use methods::METHODS;
