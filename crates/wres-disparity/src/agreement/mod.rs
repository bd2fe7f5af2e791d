//! Do two raters agree beyond chance?

mod kappa;
mod methods;

pub use kappa::weighted_kappa;
pub use methods::METHODS;
