//! Pooling of site estimates: fixed and random effects.

mod methods;

pub use methods::METHODS;
