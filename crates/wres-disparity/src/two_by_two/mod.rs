//! Tests of no association between two groups and an outcome.
//!
//! [`chi_squared`] with its `N - 1` p-value matches the score intervals; [`Margins`] has Fisher's exact tests, given all margins;
//! [`barnard_pooled`] and [`boschloo`] are exact without that condition.

mod barnard;
mod boschloo;
mod chi_squared;
mod expected;
mod margins;
mod methods;
mod nuisance;

pub use barnard::barnard_pooled;
pub use boschloo::boschloo;
pub use chi_squared::{ChiSquared, chi_squared, yates};
pub use expected::smallest_expected;
pub use margins::{Fisher, Margins};
pub use methods::METHODS;
