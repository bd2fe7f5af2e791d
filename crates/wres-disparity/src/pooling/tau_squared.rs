//! How much sites differ: the variance of their true effects.

use super::effect::Effect;
use super::reml::reml;
use super::weighted::Sorted;
use crate::error::{Result, StatError};
use crate::special::root;
use serde::{Deserialize, Serialize};

/// How the variance between sites is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Estimator {
    /// Restricted maximum likelihood: the default.
    #[default]
    Reml,
    /// Paule and Mandel: the variance at which Q equals its degrees of freedom.
    PauleMandel,
    /// DerSimonian and Laird: one moment equation, for comparison with published work.
    DerSimonianLaird,
}

impl Estimator {
    /// Name of the method in the catalogue.
    #[must_use]
    pub fn method(self) -> &'static str {
        match self {
            Self::Reml => "re.reml",
            Self::PauleMandel => "re.pm",
            Self::DerSimonianLaird => "re.dl",
        }
    }
}

/// The variance between sites, never below 0, and 0 for a single site.
///
/// - REML: the highest restricted likelihood over all `tau2 >= 0`; see the source for the likelihood. It can have several
///   maxima, and its highest can lie at 0: all are looked for.
/// - Paule-Mandel: the root of `sum (y - m)^2 / (v + tau2) = k - 1`, 0 where there is none.
/// - DerSimonian-Laird: `(Q - (k - 1)) / (sum w - sum w^2 / sum w)`, cut at 0.
///
/// Unit: the square of that of the effects.
///
/// Source: Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293, equation 16 for REML; Paule and Mandel
/// (1982), Journal of Research of the National Bureau of Standards 87, 377-385; DerSimonian and Laird (1986), Controlled
/// Clinical Trials 7, 177-188, equation 8.
///
/// # Errors
/// [`StatError::Empty`] without sites.
///
/// ```
/// # use wres_disparity::pooling::{Estimator, effects, tau_squared};
/// // With equal variances all estimators are the sample variance less the sampling variance.
/// let sites = effects(&[0.0, 1.0, 2.0], &[0.25, 0.25, 0.25])?;
/// for estimator in [Estimator::Reml, Estimator::PauleMandel, Estimator::DerSimonianLaird] {
///     assert!((tau_squared(&sites, estimator)? - 0.75).abs() < 1e-13);
/// }
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn tau_squared(effects: &[Effect], estimator: Estimator) -> Result<f64> {
    if effects.is_empty() {
        return Err(StatError::Empty { what: "y" });
    }
    Ok(estimate(&Sorted::new(effects), estimator))
}

pub(super) fn estimate(sorted: &Sorted, estimator: Estimator) -> f64 {
    if sorted.len() < 2 {
        return 0.0;
    }
    match estimator {
        Estimator::Reml => reml(sorted),
        Estimator::PauleMandel => where_q_is(sorted, sorted.degrees_of_freedom()),
        Estimator::DerSimonianLaird => {
            let at_zero = sorted.at(0.0);
            ((at_zero.q - sorted.degrees_of_freedom()) / at_zero.spread).max(0.0)
        }
    }
}

/// The `tau2 >= 0` at which the generalised Q, which falls with it, has come down to `target`; 0 where it starts below.
pub(super) fn where_q_is(sorted: &Sorted, target: f64) -> f64 {
    if sorted.at(0.0).q <= target {
        return 0.0;
    }
    // Q is at most the sum of squares over (smallest variance + tau2).
    let highest = sorted.sum_of_squares() / target;
    let rest = |tau_squared: f64| sorted.at(tau_squared).q - target;
    root::bracketed(rest, 0.0, highest * (1.0 + 1e-9)).unwrap_or(highest)
}
