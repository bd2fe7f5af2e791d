//! The exact interval with half the probability of the observed count.

use super::complement;
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::{beta, root},
};

/// The mid-P interval: each limit is the `p` at which the more extreme counts and half of the observed one have probability
/// `alpha / 2`.
///
/// Lower: `P(X > x) + P(X = x) / 2 = alpha / 2`; upper likewise with `P(X < x)`; unit: proportion. 0 at `x = 0`, where the upper
/// limit is `1 - alpha^(1/n)`, and 1 at `x = n`. Covers close to the level on average, less than it at some proportions.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Berry and Armitage (1995), The
/// Statistician 44, 417-423; Newcombe (1998), Statistics in Medicine 17, 857-872, method 6.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::mid_p};
/// // Newcombe (1998), table I: 1 of 29.
/// let estimate = mid_p(Binomial::of(1, 29)?, Level::P95)?;
/// assert!((estimate.lower - 0.0017).abs() < 5e-5 && (estimate.upper - 0.1585).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mid_p(group: Binomial, level: Level) -> Result<Estimate> {
    let tail = 0.5 * level.alpha();
    complement::estimate(group, level, "proportion.mid_p", |cases, others| {
        let (x, y) = (cases as f64, others as f64);
        if cases == 0 {
            return (0.0, -((2.0 * tail).ln() / y).exp_m1());
        }
        (lower(x, y, tail), upper(x, y, tail))
    })
}

/// The lower limit for `x > 0` cases and `y > 0` others.
///
/// `P(X >= x)` and `P(X > x)` are beta tails; the limit lies between the points where the first and the second is `tail`.
fn lower(x: f64, y: f64, tail: f64) -> f64 {
    let excess = |p: f64| 0.5 * (beta::cdf(p, x, y + 1.0) + beta::cdf(p, x + 1.0, y)) / tail - 1.0;
    let (low, high) = (beta::quantile(tail, x, y + 1.0), beta::quantile(tail, x + 1.0, y));
    root::bracketed(excess, low, high).unwrap_or(low)
}

/// The upper limit likewise, from `P(X <= x)` and `P(X < x)`.
fn upper(x: f64, y: f64, tail: f64) -> f64 {
    let excess = |p: f64| 0.5 * (beta::sf(p, x, y + 1.0) + beta::sf(p, x + 1.0, y)) / tail - 1.0;
    let (low, high) = (beta::upper_quantile(tail, x, y + 1.0), beta::upper_quantile(tail, x + 1.0, y));
    root::bracketed(excess, low, high).unwrap_or(high)
}

/// The odds at the lower limit for `x > 0` cases and `y` others; from the limit of whichever is rarer, so that they keep their
/// digits at both ends.
pub(crate) fn lower_odds(x: f64, y: f64, tail: f64) -> f64 {
    if y == 0.0 {
        let ln_limit = (2.0 * tail).ln() / x;
        ln_limit.exp() / -ln_limit.exp_m1()
    } else if x <= y {
        let limit = lower(x, y, tail);
        limit / (1.0 - limit)
    } else {
        let limit = upper(y, x, tail);
        (1.0 - limit) / limit
    }
}
