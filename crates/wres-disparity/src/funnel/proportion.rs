//! Funnel limits of a proportion.

use crate::error::{Result, StatError};
use crate::pooling::Interval;
use crate::quantity::{Level, Proportion};
use crate::special::normal;

/// The limits `target +- z sqrt(target (1 - target) / base)`: the proportions whose Wilson interval ends at the target.
///
/// Not cut to [0, 1]: for small bases a limit beyond says that no proportion would stand out on that side. Unit: proportions.
/// `base` is positive and need not be whole (a full-time equivalent).
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 2.3; as drawn by Public Health England, Technical
/// Guide: Funnel plots.
///
/// # Errors
/// [`StatError::Domain`] unless the base is positive and finite.
///
/// ```
/// # use wres_disparity::{Level, Proportion, funnel::proportion_limits};
/// let limits = proportion_limits(Proportion::new(0.5)?, 100.0, Level::P95)?;
/// assert!((limits.upper - 0.5 - 0.05 * 1.959_963_984_540_054).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn proportion_limits(target: Proportion, base: f64, level: Level) -> Result<Interval> {
    if !(base > 0.0 && base.is_finite()) {
        return Err(StatError::Domain { what: "n", given: base.to_string(), must: "it must be a positive number" });
    }
    let p = target.value();
    let half = normal::upper_quantile(0.5 * level.alpha()) * (p * (1.0 - p) / base).sqrt();
    Ok(Interval { lower: p - half, upper: p + half })
}
