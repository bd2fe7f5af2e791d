//! The interval on the log scale, as most published work has it.

use super::group_pair::{both_present, plain};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The Katz interval `r exp(-+ z sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2))` of `r = p1 / p2`; unit: ratio.
///
/// Offered for parity with published work: with few cases it covers far less than its level and often does not exist (see
/// `docs/coverage.md`).
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case; [`NotEstimable::Undefined`] if one group has none, or if everybody in
/// both groups is a case; no 0.5 is added. [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Katz, Baptista, Azen and Pike (1978), Biometrics 34, 469-474, method C.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::katz_log};
/// let estimate = katz_log(Binomial::of(20, 100)?, Binomial::of(1000, 5000)?, Level::P95)?;
/// assert!((estimate.lower - 0.673_078_496_917_390_3).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn katz_log(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    both_present(one, two)?;
    let value = plain(one, two).ok_or(NotEstimable::NoCases)?;
    // 1/x - 1/n = (n - x)/(x n), which does not cancel.
    let variance = |group: Binomial| {
        let (cases, base) = group.as_f64();
        group.others().0 as f64 / cases / base
    };
    let total = variance(one) + variance(two);
    if !(total > 0.0 && total < f64::INFINITY) {
        return Err(NotEstimable::Undefined.into());
    }
    let factor = (normal::critical(level) * total.sqrt()).exp();
    Ok(Estimate { value, lower: value / factor, upper: value * factor, p_value: None, level, method: "rr.katz_log" })
}
