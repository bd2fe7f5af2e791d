//! Questions beyond the interval: unknown ethnicity, excess events, detectable ratios, under-reporting, time to parity.

mod methods;

pub use methods::METHODS;
