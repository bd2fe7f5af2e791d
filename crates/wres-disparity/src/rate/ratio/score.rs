//! The score interval of a rate ratio.

use super::{
    super::Events,
    pair::{limits, plain, share_of_time},
};
use crate::{error::Result, estimate::Estimate, quantity::Level, special::normal};

/// The score interval of a rate ratio, with its p-value: Wilson's interval for the share of events in the first group.
///
/// Limits: `o time2/time1` with `o` the odds at Wilson's limits; p-value: `z = (x1 - n p)/sqrt(n p (1 - p))` with `n = x1 + x2` and `p` the share of
/// the time; unit: ratio. `[0, u]` and `[l, infinity]` where a group has no events; no correction.
///
/// # Errors
/// [`crate::NotEstimable::NoCases`] if neither group has an event.
///
/// Source: Graham, Mengersen and Morton (2003), Statistics in Medicine 22, 2071-2083; Gart and Nam (1988), Biometrics 44, 323-338.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, ratio::score}};
/// let (one, two) = (Events::new(Count(3), 57.0)?, Events::new(Count(0), 402.0)?);
/// let estimate = score(one, two, Level::P95)?;
/// assert!((estimate.lower - 5.507_776_010_213_489).abs() < 1e-13);
/// assert_eq!(estimate.upper, f64::INFINITY);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn score(one: Events, two: Events, level: Level) -> Result<Estimate> {
    let value = plain(one, two)?;
    let square = normal::critical(level).powi(2);
    let (lower, upper) = limits(one, two, |x, y| lower_odds(x, y, square));
    let (x1, x2) = (one.events().0 as f64, two.events().0 as f64);
    let (share, rest) = share_of_time(one, two);
    let z = (x1 * rest - x2 * share) / ((x1 + x2) * share * rest).sqrt();
    let p_value = Some(if z.is_nan() { 1.0 } else { normal::two_sided(z) });
    Ok(Estimate { value, lower, upper, p_value, level, method: "rate_ratio.score" })
}

/// The odds at Wilson's lower limit for `x` events here and `y` elsewhere: the smaller root of
/// `y^2 o^2 - (2 x y + z^2 n) o + x^2 = 0`, without subtraction.
fn lower_odds(x: f64, y: f64, square: f64) -> f64 {
    let noise = square * (x + y);
    let product = x * y;
    2.0 * x * x / (2.0 * product + noise + (noise * (4.0 * product + noise)).sqrt())
}
