//! Checks of leadership: do two raters agree beyond chance, what is the score, which levels are reached?

mod kappa;
mod methods;
mod score;

pub use kappa::weighted_kappa;
pub use methods::METHODS;
pub use score::{Gates, gates, score};
