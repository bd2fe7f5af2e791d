//! Events over time at risk, ratios of such rates, and standardised rates.

mod methods;

pub use methods::METHODS;
