//! The mean effect where some studies belong together.

use super::effect::{Effect, Interval};
use super::tau_squared::{Estimator, tau_squared};
use crate::error::{NotEstimable, Result, StatError};
use crate::quantity::Level;
use crate::special::student;
use std::collections::BTreeMap;

/// The random-effects mean with a standard error that holds if studies of one cluster are correlated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterRobust {
    /// The mean, as [`super::random_effects`] gives it.
    pub value: f64,
    /// The robust standard error.
    pub standard_error: f64,
    /// The interval, by t with clusters less 1 degrees of freedom.
    pub interval: Interval,
    /// P-value of a mean of 0.
    pub p_value: f64,
    /// How many clusters there are.
    pub clusters: usize,
}

/// The random-effects mean with the sandwich variance over clusters: `m / (m - 1) sum_c (sum_(i in c) w_i e_i)^2 / (sum w)^2` for `m`
/// clusters, and t with `m - 1` degrees of freedom.
///
/// Unit: that of the effects. With few clusters the interval is still too short: below ten say so.
///
/// Source: Hedges, Tipton and Johnson (2010), Research Synthesis Methods 1, 39-65, equation 6, with the factor of metafor's `robust`.
///
/// # Errors
/// [`StatError::Lengths`], [`StatError::Empty`]; [`NotEstimable::TooFew`] for fewer than two clusters.
///
/// ```
/// # use wres_disparity::{Level, pooling::{Estimator, cluster_robust, effects}};
/// let sites = effects(&[0.0, 1.0, 2.0], &[0.25; 3])?;
/// let own = cluster_robust(&sites, &[0, 1, 2], Estimator::Reml, Level::P95)?;
/// // Each study for itself and equal weights: the standard error of a mean.
/// assert!((own.standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cluster_robust(
    effects: &[Effect],
    clusters: &[usize],
    estimator: Estimator,
    level: Level,
) -> Result<ClusterRobust> {
    if effects.len() != clusters.len() {
        return Err(StatError::Lengths {
            left: "y",
            left_len: effects.len(),
            right: "cluster",
            right_len: clusters.len(),
        });
    }
    let tau_squared = tau_squared(effects, estimator)?;
    let weight = |effect: &Effect| 1.0 / (effect.variance() + tau_squared);
    let total: f64 = effects.iter().map(weight).sum();
    let value = effects.iter().map(|effect| weight(effect) * effect.value()).sum::<f64>() / total;
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (effect, cluster) in effects.iter().zip(clusters) {
        *sums.entry(*cluster).or_default() += weight(effect) * (effect.value() - value);
    }
    let m = sums.len() as f64;
    if sums.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    let standard_error = (m / (m - 1.0) * sums.values().map(|sum| sum * sum).sum::<f64>()).sqrt() / total;
    let t = student::upper_quantile(0.5 * level.alpha(), m - 1.0);
    let p_value = if standard_error > 0.0 { student::two_sided(value / standard_error, m - 1.0) } else { 0.0 };
    Ok(ClusterRobust {
        value,
        standard_error,
        interval: Interval::around(value, t * standard_error),
        p_value: if value == 0.0 { 1.0 } else { p_value },
        clusters: sums.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pooling::effects;

    #[test]
    fn studies_that_repeat_one_another_count_once() {
        let sites = effects(&[0.0, 0.0, 1.0, 1.0, 2.0, 2.0], &[0.25; 6]).unwrap();
        let once = cluster_robust(&sites, &[0, 0, 1, 1, 2, 2], Estimator::Reml, Level::P95).unwrap();
        let alone = cluster_robust(&sites, &[0, 1, 2, 3, 4, 5], Estimator::Reml, Level::P95).unwrap();
        assert!((once.standard_error - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!(once.standard_error > 1.3 * alone.standard_error);
        assert_eq!(cluster_robust(&sites, &[1; 6], Estimator::Reml, Level::P95), Err(NotEstimable::TooFew.into()));
    }
}
