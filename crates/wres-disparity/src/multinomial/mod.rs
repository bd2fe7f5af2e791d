//! Simultaneous intervals for shares over several groups.

mod methods;

pub use methods::METHODS;
