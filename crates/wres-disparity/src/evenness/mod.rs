//! How evenly groups are spread over grades.

mod methods;

pub use methods::METHODS;
