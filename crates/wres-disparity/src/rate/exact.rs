//! The exact interval of a rate.

use super::Events;
use crate::{estimate::Estimate, quantity::Level, special::gamma};

/// Garwood's exact interval of a Poisson rate: each limit is the rate at which the observed count or a more extreme one has
/// probability `alpha / 2`.
///
/// Lower: the `alpha/2` quantile of Gamma(x); upper: the `1 - alpha/2` quantile of Gamma(x + 1), over the time; unit: events per unit
/// of time. The lower limit is 0 at `x = 0`.
///
/// Source: Garwood (1936), Biometrika 28, 437-442.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, exact_garwood}};
/// let estimate = exact_garwood(Events::new(Count(4), 7.5)?, Level::P95);
/// assert!((estimate.lower - 0.145_315_383_150_176_64).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn exact_garwood(events: Events, level: Level) -> Estimate {
    let (lower, upper) = limits(events.events().0, level);
    let time = events.time();
    Estimate {
        value: events.rate(),
        lower: lower / time,
        upper: upper / time,
        p_value: None,
        level,
        method: "rate.exact_garwood",
    }
}

/// Limits of the expected number of events.
pub(super) fn limits(events: u64, level: Level) -> (f64, f64) {
    let (tail, x) = (0.5 * level.alpha(), events as f64);
    let lower = if events == 0 { 0.0 } else { gamma::quantile(tail, x) };
    (lower, gamma::upper_quantile(tail, x + 1.0))
}
