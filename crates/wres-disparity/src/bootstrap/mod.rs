//! Multinomial draws on cells of counts.

mod methods;

pub use methods::METHODS;
