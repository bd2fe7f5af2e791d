//! Disparities adjusted for covariates: regression from grouped counts.
//!
//! People with the same covariates (and, for pay, the same outcome) are one [`Pattern`] or [`Observation`] with a count, so
//! ten million people in a few hundred patterns cost no more than a few hundred rows. [`Terms`] say what is made of the
//! covariates. Every fit ends in an estimate or in a [`NotEstimable`](crate::NotEstimable) with its reason: separation,
//! linear dependence, no cases.
//!
//! | question | function |
//! |---|---|
//! | the adjusted ratio of two groups' risks, fitted as the counts allow | [`adjusted_ratio`] |
//! | odds ratios | [`logistic()`], [`logistic_profile_limits`], [`logistic_cluster_robust`], [`firth()`], [`firth_profile`] |
//! | risk ratios | [`marginal_standardisation`], [`modified_poisson()`], [`log_binomial()`] |
//! | pay | [`ols()`], [`ols_cluster_robust`], [`oaxaca_blinder()`], [`adjusted_gap()`] |
//! | an ordered outcome such as a pay band | [`ordinal_logit`] |

mod adapter;
mod adjusted;
mod adjusted_gap;
mod cluster;
mod coefficients;
mod contrast;
mod design;
mod firth;
mod least_squares;
mod likelihood;
pub(crate) mod linear_algebra;
mod log_binomial;
mod logistic;
mod logistic_profile;
mod marginal;
mod methods;
mod modified_poisson;
mod oaxaca_blinder;
mod ols;
mod ols_cluster;
mod ordinal;

pub use adjusted::{EVENTS_PER_COEFFICIENT, FittedBy, MarginalRatio, adjusted_ratio};
pub use adjusted_gap::{AdjustedGap, adjusted_gap};
pub use cluster::logistic_cluster_robust;
pub use coefficients::Coefficients;
pub use contrast::Contrast;
pub use design::{Factor, Observation, Pattern, Term, Terms};
pub use firth::{FirthFit, firth, firth_profile};
pub use linear_algebra::Square;
pub use log_binomial::{LogBinomialFit, log_binomial};
pub use logistic::{LogisticFit, logistic};
pub use logistic_profile::{Limits, logistic_profile_limits};
pub use marginal::{StandardisedRisks, marginal_standardisation};
pub use methods::METHODS;
pub use modified_poisson::modified_poisson;
pub use oaxaca_blinder::{Decomposition, TwoFold, oaxaca_blinder};
pub use ols::{OlsFit, ols};
pub use ols_cluster::{ClusteredOls, ols_cluster_robust};
pub use ordinal::{OrdinalFit, ordinal_logit};
