//! The interval on the log scale.

use super::{super::Events, pair::plain};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};

/// The log interval `r exp(-+ z sqrt(1/x1 + 1/x2))` of a rate ratio; unit: ratio. For large counts only.
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has an event, [`NotEstimable::Undefined`] if one has none; no 0.5 is added.
///
/// Source: Rothman and Greenland (1998), Modern Epidemiology, 2nd edition, chapter 14.
///
/// ```
/// use wres_disparity::{Count, Level, rate::{Events, ratio::wald_log}};
/// let (one, two) = (Events::new(Count(7), 1203.0)?, Events::new(Count(2), 164.0)?);
/// let estimate = wald_log(one, two, Level::P95)?;
/// assert!((estimate.lower - 0.099_121_238_628_182_95).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wald_log(one: Events, two: Events, level: Level) -> Result<Estimate> {
    let value = plain(one, two)?;
    if one.events().0 == 0 || two.events().0 == 0 {
        return Err(NotEstimable::Undefined.into());
    }
    let variance = 1.0 / one.events().0 as f64 + 1.0 / two.events().0 as f64;
    let factor = (normal::critical(level) * variance.sqrt()).exp();
    Ok(Estimate {
        value,
        lower: value / factor,
        upper: value * factor,
        p_value: None,
        level,
        method: "rate_ratio.wald_log",
    })
}
