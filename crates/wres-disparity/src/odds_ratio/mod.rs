//! The odds ratio of two proportions.

mod methods;

pub use methods::METHODS;
