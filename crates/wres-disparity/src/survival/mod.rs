//! Retention: time from start of service to leaving.

mod methods;

pub use methods::METHODS;
