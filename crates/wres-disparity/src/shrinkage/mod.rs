//! Small sites: what can be said of one by letting it lean on the others, or on next to nothing.
//!
//! A shrunken value is a better guess of a site's own value than what the site saw, and no replacement for it: both are shown,
//! and both are labelled.

mod beta_binomial;
mod empirical_bayes;
mod jeffreys;
mod methods;
mod prior;
mod rising;

pub use beta_binomial::{BetaBinomial, ShrunkenProportion, beta_binomial};
pub use empirical_bayes::{
    EmpiricalBayes, ShrunkenEffect, ShrunkenRatio, empirical_bayes, empirical_bayes_ratio, rounded_ratios,
};
pub use jeffreys::{Posterior, jeffreys_posterior};
pub use methods::METHODS;
pub use prior::BetaPrior;
