//! The exact interval with half the probability of the observed count.

use super::{Events, byar::over_time};
use crate::{
    estimate::Estimate,
    quantity::Level,
    special::{gamma, root},
};

/// The mid-P interval of a Poisson rate: `P(X > x) + P(X = x)/2 = alpha / 2` at the lower limit, likewise `P(X < x)` at the upper.
///
/// Unit: events per unit of time. At `x = 0` the limits are 0 and `-ln(alpha)`, over the time.
///
/// Source: Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Cohen and Yang (1994), Statistics in
/// Medicine 13, 2189-2203.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, mid_p}};
/// let estimate = mid_p(Events::new(Count(65), 1.0)?, Level::P95);
/// assert!((estimate.lower - 50.576_562_233_486_67).abs() < 1e-11);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn mid_p(events: Events, level: Level) -> Estimate {
    let (tail, x) = (0.5 * level.alpha(), events.events().0 as f64);
    let limits = if x == 0.0 { (0.0, -(2.0 * tail).ln()) } else { (lower(x, tail), upper(x, tail)) };
    over_time(events, limits, level, "rate.mid_p")
}

/// `P(X >= x)` and `P(X > x)` are gamma tails; the limit lies between the points where the first and the second is `tail`.
fn lower(x: f64, tail: f64) -> f64 {
    let excess = |mean: f64| 0.5 * (gamma::lower(x, mean) + gamma::lower(x + 1.0, mean)) / tail - 1.0;
    let (low, high) = (gamma::quantile(tail, x), gamma::quantile(tail, x + 1.0));
    root::bracketed(excess, low, high).unwrap_or(low)
}

/// The same with `P(X <= x)` and `P(X < x)`.
fn upper(x: f64, tail: f64) -> f64 {
    let excess = |mean: f64| 0.5 * (gamma::upper(x, mean) + gamma::upper(x + 1.0, mean)) / tail - 1.0;
    let (low, high) = (gamma::upper_quantile(tail, x), gamma::upper_quantile(tail, x + 1.0));
    root::bracketed(excess, low, high).unwrap_or(high)
}
