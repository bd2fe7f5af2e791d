//! The log interval with a correction in every table.

use super::group_pair::{both_present, plain};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// Walter's adjusted log interval: 1/2 is added to cases and base of both groups, in every table.
///
/// `s exp(-+ z sqrt(1/(x1 + 1/2) - 1/(n1 + 1/2) + 1/(x2 + 1/2) - 1/(n2 + 1/2)))` with `s` the ratio of `(x + 1/2)/(n + 1/2)`; unit: ratio. The
/// estimate is the plain ratio, which may lie outside the interval (0 or infinite at a zero cell).
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case, [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Walter (1975), Biometrika 62, 371-374.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::adjusted_log};
/// let estimate = adjusted_log(Binomial::of(0, 100)?, Binomial::of(5, 100)?, Level::P95)?;
/// assert_eq!(estimate.value, 0.0);
/// assert!((estimate.upper - 1.622_438_311_704_853).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn adjusted_log(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (lower, upper) = adjusted_log_limits(one, two, level)?;
    let value = plain(one, two).ok_or(NotEstimable::NoCases)?;
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "rr.adjusted_log" })
}

/// The limits of [`adjusted_log`] alone, which exist also where the ratio does not.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
pub fn adjusted_log_limits(one: Binomial, two: Binomial, level: Level) -> Result<(f64, f64)> {
    both_present(one, two)?;
    let part = |group: Binomial| {
        let (cases, base) = (group.cases().0 as f64 + 0.5, group.base().0 as f64 + 0.5);
        (cases, base, group.others().0 as f64 / cases / base)
    };
    let ((x1, n1, v1), (x2, n2, v2)) = (part(one), part(two));
    let shifted = (x1 * n2) / (x2 * n1);
    let factor = (normal::critical(level) * (v1 + v2).sqrt()).exp();
    Ok((shifted / factor, shifted * factor))
}
