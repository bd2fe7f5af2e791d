//! From replicates to limits.

use super::plan::Plan;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};
use serde::Serialize;

/// A bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BootstrapInterval {
    /// The estimate with percentile limits.
    pub estimate: Estimate,
    /// Bias-corrected and accelerated limits; `None` where the correction is undefined (all replicates on one side of the
    /// estimate).
    pub bca: Option<(f64, f64)>,
    /// Standard deviation of the replicates; `None` where some are infinite.
    pub std_err: Option<f64>,
    /// Replicates used.
    pub replicates: u32,
    /// Replicates left out because the statistic was undefined for them (no cases in either group, say).
    pub undefined: u32,
}

/// Reads the limits off the replicates, which it reorders.
///
/// Percentile: the values of rank `k` and `R + 1 - k`, `k = floor((R + 1) alpha / 2)`. BCa: of the ranks at the normal
/// probabilities of `z0 + (z0 + z) / (1 - a (z0 + z))`, with `z0` the normal quantile of the share of replicates below the
/// estimate (half of those equal to it) and `a` the acceleration. Source: Efron & Tibshirani 1993, An Introduction to the
/// Bootstrap, sections 13.3 and 14.3.
pub(super) fn read(
    value: f64,
    acceleration: Option<f64>,
    replicates: &mut [f64],
    plan: Plan,
    level: Level,
    method: &'static str,
) -> Result<BootstrapInterval> {
    plan.rank(level)?;
    let used = replicates.len();
    // Limits of the other replicates would describe a different quantity.
    if used == 0 || 2 * used < plan.replicates as usize {
        return Err(NotEstimable::Undefined.into());
    }
    let used = Plan { replicates: used as u32, ..plan };
    let rank = used.rank(level)?;
    let std_err = spread(replicates);
    let bca = acceleration.and_then(|acceleration| bca_ranks(value, acceleration, replicates, level));
    let size = replicates.len();
    let (lower, upper) = (select(replicates, rank), select(replicates, size + 1 - rank));
    let bca = bca.map(|(lower, upper)| (select(replicates, lower), select(replicates, upper)));
    Ok(BootstrapInterval {
        estimate: Estimate { value, lower, upper, p_value: None, level, method },
        bca,
        std_err,
        replicates: used.replicates,
        undefined: plan.replicates - used.replicates,
    })
}

/// The replicate of this rank, 1 being the least.
fn select(replicates: &mut [f64], rank: usize) -> f64 {
    let last = replicates.len() - 1;
    *replicates.select_nth_unstable_by((rank - 1).min(last), f64::total_cmp).1
}

fn spread(replicates: &[f64]) -> Option<f64> {
    let count = replicates.len() as f64;
    let mean = replicates.iter().sum::<f64>() / count;
    let squares: f64 = replicates.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((squares / (count - 1.0)).sqrt()).filter(|spread| spread.is_finite())
}

fn bca_ranks(value: f64, acceleration: f64, replicates: &[f64], level: Level) -> Option<(usize, usize)> {
    let count = replicates.len() as f64;
    let below = replicates.iter().filter(|replicate| **replicate < value).count() as f64;
    let equal = replicates.iter().filter(|replicate| **replicate == value).count() as f64;
    let bias = normal::quantile((below + 0.5 * equal) / count);
    let z = normal::upper_quantile(level.alpha() / 2.0);
    let rank = |z: f64| {
        let moved = bias + z;
        let stretch = 1.0 - acceleration * moved;
        (bias.is_finite() && stretch > 0.0).then(|| normal::cdf(bias + moved / stretch) * (count + 1.0))
    };
    let within = |rank: f64| (rank.max(1.0) as usize).min(replicates.len());
    // Outwards on both sides, as the percentile interval is.
    Some((within(rank(-z)?.floor()), within(rank(z)?.ceil())))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::{bootstrap::Plan, error::NotEstimable, quantity::Level};

    #[test]
    fn the_limits_are_the_ranked_replicates() {
        let plan = Plan { replicates: 999, seed: 1 };
        let mut replicates: Vec<f64> = (1..=999).rev().map(f64::from).collect();
        let interval = read(500.0, Some(0.0), &mut replicates, plan, Level::P95, "test").unwrap();
        assert_eq!((interval.estimate.lower, interval.estimate.upper), (25.0, 975.0));
        // Centred and not accelerated, BCa is the percentile interval.
        assert_eq!(interval.bca, Some((25.0, 975.0)));
    }

    #[test]
    fn a_bias_moves_the_bca_limits_against_it() {
        let plan = Plan { replicates: 999, seed: 1 };
        let mut replicates: Vec<f64> = (1..=999).map(f64::from).collect();
        let (lower, upper) = read(400.0, Some(0.0), &mut replicates, plan, Level::P95, "test").unwrap().bca.unwrap();
        assert!(lower < 25.0 && upper < 975.0);
        let outside = read(0.0, Some(0.0), &mut replicates, plan, Level::P95, "test").unwrap();
        assert_eq!(outside.bca, None);
    }

    #[test]
    fn mostly_undefined_replicates_are_no_distribution() {
        let plan = Plan { replicates: 1000, seed: 1 };
        let mut replicates = vec![1.0; 499];
        let read = read(1.0, None, &mut replicates, plan, Level::P95, "test");
        assert_eq!(read.unwrap_err(), NotEstimable::Undefined.into());
    }
}
