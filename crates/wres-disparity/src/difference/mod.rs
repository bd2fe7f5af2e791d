//! The difference of two proportions.

mod methods;

pub use methods::METHODS;
