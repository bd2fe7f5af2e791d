//! Funnel limits of observed over expected counts.

use crate::error::{Result, StatError};
use crate::pooling::Interval;
use crate::quantity::{Count, Level};
use crate::special::gamma;

/// The limits of observed over expected, drawn at the expected count: `chi2(alpha/2, 2 E) / (2 E)` and
/// `chi2(1 - alpha/2, 2 E + 2) / (2 E)`.
///
/// The exact Poisson limits of a count of `E`, over `E`; the form in which most funnels of ratios are drawn. Unit: a ratio. `E` is
/// positive and need not be whole.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, appendix A.1.1 (the continuous form).
///
/// # Errors
/// [`StatError::Domain`] unless the expected count is positive and at most 1e15.
///
/// ```
/// # use wres_disparity::{Level, funnel::ratio_limits_by_expected};
/// let limits = ratio_limits_by_expected(5.0, Level::P95)?;
/// assert!((limits.lower - 0.324_697_278_023_684).abs() < 1e-13 && (limits.upper - 2.333_666_415_864_534).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ratio_limits_by_expected(expected: f64, level: Level) -> Result<Interval> {
    if !(expected > 0.0 && expected <= 1e15) {
        return Err(StatError::Domain {
            what: "expected",
            given: expected.to_string(),
            must: "it must be a positive number of at most 1e15",
        });
    }
    let tail = 0.5 * level.alpha();
    Ok(Interval {
        lower: gamma::quantile(tail, expected) / expected,
        upper: gamma::upper_quantile(tail, expected + 1.0) / expected,
    })
}

/// The limits of observed over expected, drawn at the observed count: `O / U` and `O / L`, where `L` to `U` is the exact (Garwood)
/// interval of `O`.
///
/// A site lies outside exactly when its expected count is not in the exact interval of its observed count. Unit: a ratio.
///
/// Source: Public Health England, Technical Guide: Funnel plots (Poisson limits); interval: Garwood (1936), Biometrika 28,
/// 437-442.
///
/// # Errors
/// [`StatError::Domain`] unless the observed count is between 1 and 10^15: with no events the ratio is 0 whatever was expected.
///
/// ```
/// # use wres_disparity::{Count, Level, funnel::ratio_limits_by_observed};
/// let limits = ratio_limits_by_observed(Count(2), Level::P95)?;
/// assert!((limits.lower - 0.276_828_576_124_464).abs() < 1e-13 && (limits.upper - 8.257_321_982_142_678).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ratio_limits_by_observed(observed: Count, level: Level) -> Result<Interval> {
    if !(1..=1_000_000_000_000_000).contains(&observed.0) {
        return Err(StatError::Domain {
            what: "observed",
            given: observed.0.to_string(),
            must: "it must be a count between 1 and 10^15",
        });
    }
    let (tail, observed) = (0.5 * level.alpha(), observed.0 as f64);
    Ok(Interval {
        lower: observed / gamma::upper_quantile(tail, observed + 1.0),
        upper: observed / gamma::quantile(tail, observed),
    })
}
