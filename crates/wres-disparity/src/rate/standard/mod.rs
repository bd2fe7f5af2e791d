//! Rates of populations of unlike make-up, made comparable.
//!
//! Direct standardisation applies the rates of a population to a standard make-up; indirect standardisation applies standard rates
//! to the make-up of a population, and is the one for small populations.

mod direct;
mod indirect;

pub use direct::{DirectStratum, dobson_byar, fay_feuer_gamma};
pub use indirect::{Indirect, IndirectStratum, indirect_rate, indirect_ratio};
