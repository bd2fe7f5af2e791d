//! One common effect over strata: Mantel-Haenszel, stratified score, and their tests.

mod methods;

pub use methods::METHODS;
