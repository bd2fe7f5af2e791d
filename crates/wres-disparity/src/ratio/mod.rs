//! The ratio of two proportions: the relative likelihood, the headline of every standard.

mod methods;

pub use methods::METHODS;
