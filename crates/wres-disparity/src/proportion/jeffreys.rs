//! Intervals from Jeffreys' prior.

use super::complement;
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::beta,
};

/// The equal-tailed interval of the posterior Beta(x + 1/2, n - x + 1/2), with the lower limit 0 at `x = 0` and the upper
/// limit 1 at `x = n`.
///
/// Unit: proportion. The two exceptions keep the coverage from collapsing at proportions close to 0 and 1.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, section 3.1.3, equation 7.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::jeffreys};
/// let estimate = jeffreys(Binomial::of(5, 10)?, Level::P95)?;
/// assert!((estimate.lower - 0.223_528_670_252_705_2).abs() < 1e-13);
/// assert_eq!(jeffreys(Binomial::of(0, 10)?, Level::P95)?.lower, 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn jeffreys(group: Binomial, level: Level) -> Result<Estimate> {
    let tail = 0.5 * level.alpha();
    complement::estimate(group, level, "proportion.jeffreys", |cases, others| {
        let (lower, upper) = quantiles(cases, others, tail);
        (if cases == 0 { 0.0 } else { lower }, upper)
    })
}

/// The equal-tailed interval of the posterior Beta(x + 1/2, n - x + 1/2), without exception.
///
/// Unit: proportion. At `x = 0` the lower limit is above 0, so the interval does not contain the estimate.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, section 3.1.3, equation 6.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::jeffreys_equal_tailed};
/// let estimate = jeffreys_equal_tailed(Binomial::of(2, 17)?, Level::P95)?;
/// assert!((estimate.upper - 0.326_842_012_657_679_04).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn jeffreys_equal_tailed(group: Binomial, level: Level) -> Result<Estimate> {
    let tail = 0.5 * level.alpha();
    complement::estimate(group, level, "proportion.jeffreys_equal_tailed", |cases, others| {
        quantiles(cases, others, tail)
    })
}

fn quantiles(cases: u64, others: u64, tail: f64) -> (f64, f64) {
    let (a, b) = (cases as f64 + 0.5, others as f64 + 0.5);
    (beta::quantile(tail, a, b), beta::upper_quantile(tail, a, b))
}
