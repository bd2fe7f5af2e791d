//! The hybrid of two Wilson intervals.

use super::group_pair::{both_present, in_order, plain};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    proportion::wilson_distances,
    quantity::{Binomial, Level},
    special::normal,
};

/// The interval of `p1 / p2` recovered from the Wilson limits of the two proportions (method of variance estimates recovery).
///
/// Lower: `(p1 p2 - sqrt((p1 p2)^2 - l1 u2 (2 p1 - l1)(2 p2 - u2))) / (u2 (2 p2 - u2))`; upper: the same with `u1`, `l2` and a plus;
/// unit: ratio. Evaluated without subtraction, so that it also serves where `u2 > 2 p2`. Without cases in the first group the
/// lower limit is 0, without cases in the second the upper is infinite.
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case, [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Donner and Zou (2012), Statistical Methods in Medical Research 21, 347-359, equation 9; Fagerland, Lydersen and Laake
/// (2015), Statistical Methods in Medical Research 24, 224-254.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::mover_wilson};
/// let estimate = mover_wilson(Binomial::of(56, 70)?, Binomial::of(48, 80)?, Level::P95)?;
/// assert!((estimate.lower - 1.078_294_613_240_295_3).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mover_wilson(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (lower, upper) = mover_wilson_limits(one, two, level)?;
    let value = plain(one, two).ok_or(NotEstimable::NoCases)?;
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "rr.mover_wilson" })
}

/// The limits of [`mover_wilson`] alone: `[0, infinity]` if neither group has a case.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
pub fn mover_wilson_limits(one: Binomial, two: Binomial, level: Level) -> Result<(f64, f64)> {
    both_present(one, two)?;
    let z = normal::critical(level);
    Ok(in_order(lower_limit(one, two, z), 1.0 / lower_limit(two, one, z)))
}

/// With `e1 = p1 - l1` and `e2 = u2 - p2`, and numerator and denominator multiplied by the conjugate:
/// `l1 (2 p1 - l1) / (p1 p2 + sqrt(e2^2 l1 (2 p1 - l1) + p2^2 e1^2))`.
fn lower_limit(one: Binomial, two: Binomial, z: f64) -> f64 {
    if one.cases().0 == 0 {
        return 0.0;
    }
    let share = |group: Binomial| group.cases().0 as f64 / group.base().0 as f64;
    let (p1, p2) = (share(one), share(two));
    let (below, above) = (wilson_distances(one, z).0, wilson_distances(two, z).1);
    // l1 (2 p1 - l1), where l1 + e1 = p1.
    let product = (p1 - below) * (p1 + below);
    product / (p1 * p2 + (above * above * product + p2 * p2 * below * below).sqrt())
}
