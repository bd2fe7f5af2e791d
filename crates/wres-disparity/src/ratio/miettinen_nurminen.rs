//! Koopman's interval with the variance of Miettinen and Nurminen.

use super::{
    group_pair::{both_present, plain},
    score,
};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
    two_by_two,
};

/// The score interval of `p1 / p2` with the variance increased by `N / (N - 1)`.
///
/// `|p1 - t p2| <= z sqrt((q1 (1 - q1)/n1 + t^2 q2 (1 - q2)/n2) N / (N - 1))` at the most likely `q1 = t q2`; unit: ratio. The p-value is
/// that of the `N - 1` chi-squared test (1 where it is not defined because everybody is a case). Zero cells as for
/// [`super::koopman`].
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case, [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 10 and 11 and appendix 1.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::miettinen_nurminen};
/// let estimate = miettinen_nurminen(Binomial::of(10, 75)?, Binomial::of(12, 225)?, Level::P95)?;
/// assert!((estimate.lower - 1.137_589_661_285_601_4).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn miettinen_nurminen(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (lower, upper) = miettinen_nurminen_limits(one, two, level)?;
    let value = plain(one, two).ok_or(NotEstimable::NoCases)?;
    let p_value = Some(two_by_two::chi_squared(one, two).map_or(1.0, |test| test.p_value_n_minus_1));
    Ok(Estimate { value, lower, upper, p_value, level, method: "rr.miettinen_nurminen" })
}

/// The limits of [`miettinen_nurminen`] alone: `[0, infinity]` if neither group has a case.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
pub fn miettinen_nurminen_limits(one: Binomial, two: Binomial, level: Level) -> Result<(f64, f64)> {
    both_present(one, two)?;
    let z = normal::critical(level);
    let total = one.base().0 as f64 + two.base().0 as f64;
    Ok(score::limits(one, two, z * z * (total / (total - 1.0))))
}
