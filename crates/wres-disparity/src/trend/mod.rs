//! Trend of a proportion over ordered groups.

mod methods;

pub use methods::METHODS;
