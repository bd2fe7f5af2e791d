//! Pay gaps: medians, means, quantiles and their intervals.

mod methods;

pub use methods::METHODS;
