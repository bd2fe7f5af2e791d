//! The posterior of a proportion under Jeffreys's prior.

use crate::error::{NotEstimable, Result};
use crate::pooling::Interval;
use crate::quantity::{Binomial, Level, Proportion};
use crate::special::beta;

/// A beta posterior of a proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posterior {
    /// First parameter: cases plus the prior's.
    pub a: f64,
    /// Second parameter: those who are not cases plus the prior's.
    pub b: f64,
    /// Mean, `a / (a + b)`.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Equal-tailed interval.
    pub interval: Interval,
}

impl Posterior {
    pub(super) fn new(a: f64, b: f64, level: Level) -> Self {
        let tail = 0.5 * level.alpha();
        Self {
            a,
            b,
            mean: a / (a + b),
            median: beta::quantile(0.5, a, b),
            interval: Interval { lower: beta::quantile(tail, a, b), upper: beta::upper_quantile(tail, a, b) },
        }
    }

    /// The probability that the proportion exceeds a benchmark.
    #[must_use]
    pub fn probability_above(&self, benchmark: Proportion) -> f64 {
        beta::sf(benchmark.value(), self.a, self.b)
    }
}

/// The posterior of a proportion under Jeffreys's prior: beta with parameters `x + 1/2` and `n - x + 1/2`.
///
/// The prior is worth one person, half a case. Unit: proportions. The interval never touches 0 or 1.
///
/// Source: Jeffreys (1961), Theory of Probability, third edition, section 3.10; Brown, Cai and DasGupta (2001), Statistical Science
/// 16, 101-133, section 3.1.3.
///
/// # Errors
/// [`NotEstimable::NoBase`] where nobody is at risk.
///
/// ```
/// # use wres_disparity::{Binomial, Level, Proportion, shrinkage::jeffreys_posterior};
/// let posterior = jeffreys_posterior(Binomial::of(2, 9)?, Level::P95)?;
/// assert_eq!(posterior.mean, 0.25);
/// assert!(posterior.probability_above(Proportion::new(0.05)?) > 0.97);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn jeffreys_posterior(group: Binomial, level: Level) -> Result<Posterior> {
    if group.base().0 == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    Ok(Posterior::new(group.cases().0 as f64 + 0.5, group.others().0 as f64 + 0.5, level))
}
