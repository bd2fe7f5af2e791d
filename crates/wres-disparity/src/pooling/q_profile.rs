//! An interval for the variance between sites.

use super::effect::{Effect, Interval};
use super::tau_squared::where_q_is;
use super::weighted::Sorted;
use crate::error::{NotEstimable, Result};
use crate::quantity::Level;
use crate::special::chi_squared;

/// The Q-profile interval of tau squared: where the generalised Q crosses the quantiles of the chi-squared distribution with
/// `k - 1` degrees of freedom.
///
/// Exact under normality. A limit is 0 where Q starts below the quantile; where even the upper one does, the sites are more
/// alike than chance would have them, and both limits are 0. Unit: the square of that of the effects.
///
/// Source: Viechtbauer (2007), Statistics in Medicine 26, 37-52, section 2.2.
///
/// # Errors
/// [`NotEstimable::TooFew`] for fewer than two sites.
///
/// ```
/// # use wres_disparity::{Level, pooling::{effects, q_profile}};
/// // Equal variances: (sum of squares / quantile) - v.
/// let limits = q_profile(&effects(&[0.0, 2.0, 4.0], &[0.25; 3])?, Level::P95)?;
/// assert!((limits.lower - (8.0 / 7.377_758_908_227_871 - 0.25)).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn q_profile(effects: &[Effect], level: Level) -> Result<Interval> {
    if effects.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    Ok(interval(&Sorted::new(effects), level))
}

pub(super) fn interval(sorted: &Sorted, level: Level) -> Interval {
    let df = sorted.degrees_of_freedom();
    let tail = 0.5 * level.alpha();
    Interval {
        lower: where_q_is(sorted, chi_squared::upper_quantile(tail, df)),
        upper: where_q_is(sorted, chi_squared::quantile(tail, df)),
    }
}
