//! Tables of counts larger than two by two.

mod methods;

pub use methods::METHODS;
