//! Byar's approximation to the exact interval.

use super::Events;
use crate::{estimate::Estimate, quantity::Level, special::normal};

/// Byar's interval of a Poisson rate, as public health indicators use it.
///
/// Lower: `x (1 - 1/(9 x) - z/(3 sqrt(x)))^3`; upper: the same formula with `x + 1` and a plus; over the time; unit: events per unit of
/// time. The lower limit is 0 at `x = 0`. Not cut: a negative lower limit, as for one event at levels above about 0.992, says
/// that the approximation has broken down there; take [`exact_garwood`](super::exact_garwood) for few events, as [`phe`](super::phe) does.
///
/// Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, equation 2.13; PHEindicatormethods.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, byar}};
/// let estimate = byar(Events::new(Count(65), 1.0)?, Level::P95);
/// assert!((estimate.lower - 50.163_187_710_459_44).abs() < 1e-11);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn byar(events: Events, level: Level) -> Estimate {
    over_time(events, limits(events.events().0, level), level, "rate.byar")
}

/// The interval of Rothman and Boice, which some software calls Byar's: `x + 1/2` in both limits.
///
/// `y (1 - 1/(9 y) -+ z/(3 sqrt(y)))^3` with `y = x + 1/2`, over the time; unit: events per unit of time. Not cut: a negative lower limit, as
/// at `x = 0`, says that the approximation has broken down there.
///
/// Source: Rothman and Boice (1979), Epidemiologic Analysis with a Programmable Calculator, NIH Publication 79-1649.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, byar_rothman}};
/// let estimate = byar_rothman(Events::new(Count(10), 100.0)?, Level::P95);
/// assert!((estimate.lower - 0.051_337_533_160_128_84).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn byar_rothman(events: Events, level: Level) -> Estimate {
    let (z, y) = (normal::critical(level), events.events().0 as f64 + 0.5);
    over_time(events, (cube(y, -z), cube(y, z)), level, "rate.byar_rothman")
}

/// Byar's limits of the expected number of events; the lower may be negative.
pub(super) fn limits(events: u64, level: Level) -> (f64, f64) {
    let (z, x) = (normal::critical(level), events as f64);
    let lower = if events == 0 { 0.0 } else { cube(x, -z) };
    (lower, cube(x + 1.0, z))
}

/// `y (1 - 1/(9 y) + z/(3 sqrt(y)))^3`, the cube root of a Poisson variable being nearly normal.
fn cube(y: f64, z: f64) -> f64 {
    y * (1.0 - 1.0 / (9.0 * y) + z / (3.0 * y.sqrt())).powi(3)
}

pub(super) fn over_time(events: Events, (lower, upper): (f64, f64), level: Level, method: &'static str) -> Estimate {
    let time = events.time();
    Estimate { value: events.rate(), lower: lower / time, upper: upper / time, p_value: None, level, method }
}
