//! One proportion: cases out of a base.

mod methods;

pub use methods::METHODS;
