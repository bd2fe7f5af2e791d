//! The interval of English public health indicators.

use super::{Events, byar, exact};
use crate::{estimate::Estimate, quantity::Level};

/// Events below which the exact interval is used.
const EXACT_BELOW: u64 = 10;

/// The interval of a rate as the Office for Health Improvement and Disparities publishes it: exact (Garwood) below 10 events, Byar's
/// from 10; unit: events per unit of time.
///
/// Source: PHEindicatormethods, `phe_rate`; Public Health England (2018), Technical Guide: Confidence Intervals.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, byar, exact_garwood, phe}};
/// let (nine, ten) = (Events::new(Count(9), 100.0)?, Events::new(Count(10), 100.0)?);
/// assert_eq!(phe(nine, Level::P95).lower, exact_garwood(nine, Level::P95).lower);
/// assert_eq!(phe(ten, Level::P95).lower, byar(ten, Level::P95).lower);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn phe(events: Events, level: Level) -> Estimate {
    byar::over_time(events, limits(events.events().0, level), level, "rate.phe")
}

/// Limits of the expected number of events.
pub(super) fn limits(events: u64, level: Level) -> (f64, f64) {
    if events < EXACT_BELOW {
        return exact::limits(events, level);
    }
    let (lower, upper) = byar::limits(events, level);
    // Ten events and a level beyond 0.999999999: the approximation has no lower limit, the exact method has.
    if lower < 0.0 { exact::limits(events, level) } else { (lower, upper) }
}
