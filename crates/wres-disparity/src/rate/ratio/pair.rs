//! Two groups with events.

use super::super::Events;
use crate::error::{NotEstimable, Result};

/// The ratio of the rates: 0 or infinite where one group has no events.
pub(super) fn plain(one: Events, two: Events) -> Result<f64> {
    if one.events().0 == 0 && two.events().0 == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    Ok((one.events().0 as f64 / two.events().0 as f64) * (two.time() / one.time()))
}

/// Limits of the ratio from limits of the odds that an event happened in the first group; `lower_odds` gives the lower limit of
/// the odds for the events of one group and of the other.
pub(super) fn limits(one: Events, two: Events, lower_odds: impl Fn(f64, f64) -> f64) -> (f64, f64) {
    let (x1, x2) = (one.events().0 as f64, two.events().0 as f64);
    let below = |x: f64, y: f64| if x == 0.0 { 0.0 } else { lower_odds(x, y) };
    let lower = below(x1, x2) * (two.time() / one.time());
    let upper = 1.0 / (below(x2, x1) * (one.time() / two.time()));
    (lower, upper)
}

/// The probability that an event happened in the first group if the rates are equal, and its complement.
pub(super) fn share_of_time(one: Events, two: Events) -> (f64, f64) {
    let odds = one.time() / two.time();
    (odds / (1.0 + odds), 1.0 / (1.0 + odds))
}
