//! Binomial and multinomial draws.

mod alias;
mod one_off;
mod prepared;
mod rejection;

pub use one_off::{binomial, multinomial};
pub use prepared::BinomialSampler;
