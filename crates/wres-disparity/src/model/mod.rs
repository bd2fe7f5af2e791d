//! Disparities adjusted for covariates: regression from grouped counts.

mod methods;

pub use methods::METHODS;
