//! A share of people who do not all count alike: survey weights.
//!
//! Everything here is a function of six sums of one group: respondents, cases, weights of all and of cases, squared weights of all
//! and of cases. They add up over sites and groups, so no questionnaire is needed once they are known.

mod interval;
mod methods;
mod ratio;
mod share;
mod sums;

pub use interval::wilson_effective;
pub use methods::METHODS;
pub use ratio::log_ratio;
pub use share::WeightedShare;
pub use sums::WeightedSums;
