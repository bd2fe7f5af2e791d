//! Exact intervals, given the events of both groups together.

use super::{
    super::Events,
    pair::{limits, plain, share_of_time},
};
use crate::{
    error::Result,
    estimate::Estimate,
    proportion,
    quantity::Level,
    special::{beta, binomial, two_sided::Unimodal},
    sum::total,
};

/// The exact conditional interval of a rate ratio (Clopper-Pearson for the share of events in the first group), with the exact
/// p-value by minimum likelihood.
///
/// Limits: `o time2/time1` with `o` the odds at the limits of the share; unit: ratio. 0 and infinity where a group has no events.
///
/// # Errors
/// [`crate::NotEstimable::NoCases`] if neither group has an event; [`crate::StatError::Domain`] if the events do not fit in 64 bits together.
///
/// Source: Przyborowski and Wilenski (1940), Biometrika 31, 313-323; R's `poisson.test`.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, ratio::exact_conditional}};
/// let (one, two) = (Events::new(Count(12), 3.5)?, Events::new(Count(15), 2.25)?);
/// let estimate = exact_conditional(one, two, Level::new(0.99)?)?;
/// assert!((estimate.lower - 0.169_610_362_385_959).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn exact_conditional(one: Events, two: Events, level: Level) -> Result<Estimate> {
    let value = plain(one, two)?;
    let tail = 0.5 * level.alpha();
    let (lower, upper) = limits(one, two, |x, y| beta::inverse(tail, x, y + 1.0));
    let p_value = Some(p_value(one, two, |distribution, observed| distribution.minimum_likelihood(observed))?);
    Ok(Estimate { value, lower, upper, p_value, level, method: "rate_ratio.exact_conditional" })
}

/// The mid-P interval of a rate ratio, with the central mid-P p-value; unit: ratio. The estimate is the plain ratio.
///
/// # Errors
/// As for [`exact_conditional`].
///
/// Source: Rothman and Greenland (1998), Modern Epidemiology, 2nd edition, chapter 14.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, ratio::mid_p}};
/// let (one, two) = (Events::new(Count(0), 10.0)?, Events::new(Count(1), 10.0)?);
/// let estimate = mid_p(one, two, Level::new(0.99)?)?;
/// assert!((estimate.upper - 99.0).abs() < 1e-10);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mid_p(one: Events, two: Events, level: Level) -> Result<Estimate> {
    let value = plain(one, two)?;
    let tail = 0.5 * level.alpha();
    let (lower, upper) = limits(one, two, |x, y| proportion::mid_p_lower_odds(x, y, tail));
    let p_value = Some(p_value(one, two, |distribution, observed| distribution.central_mid_p(observed))?);
    Ok(Estimate { value, lower, upper, p_value, level, method: "rate_ratio.mid_p" })
}

/// A p-value of equal rates from the distribution of the events of the first group.
fn p_value(one: Events, two: Events, of: impl Fn(&Conditional<'_>, u64) -> f64) -> Result<f64> {
    let events = total("x1 + x2", [one.events().0, two.events().0])?;
    let (share, rest) = share_of_time(one, two);
    let pmf = |k: u64| binomial::pmf(k, events, share);
    let lower_tail = |k: u64| binomial::cdf(k, events, share);
    let upper_tail = |k: u64| if k == 0 { 1.0 } else { binomial::sf(k - 1, events, share) };
    if share == 0.0 || rest == 0.0 {
        let certain = if share == 0.0 { 0 } else { events };
        return Ok(if one.events().0 == certain { 1.0 } else { 0.0 });
    }
    let distribution = Unimodal {
        low: 0,
        high: events,
        mode: ((events as f64 + 1.0) * share) as u64,
        pmf: &pmf as &dyn Fn(u64) -> f64,
        lower_tail: &lower_tail as &dyn Fn(u64) -> f64,
        upper_tail: &upper_tail as &dyn Fn(u64) -> f64,
    };
    Ok(of(&distribution, one.events().0))
}

type Conditional<'a> = Unimodal<&'a dyn Fn(u64) -> f64, &'a dyn Fn(u64) -> f64, &'a dyn Fn(u64) -> f64>;
