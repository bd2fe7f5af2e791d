//! Is a site unusual? Control limits, significance and overdispersion.

mod methods;

pub use methods::METHODS;
