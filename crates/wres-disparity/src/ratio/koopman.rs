//! The default interval of a ratio.

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

/// Koopman's asymptotic score interval of `p1 / p2`: all ratios that the score test does not reject.
///
/// `(x1 - n1 q1)^2 / (n1 q1 (1 - q1)) + (x2 - n2 q2)^2 / (n2 q2 (1 - q2)) <= z^2` at the most likely `q1`, `q2` with ratio `q1/q2`; unit:
/// ratio. The p-value is that of the chi-squared test, which rejects exactly where the interval excludes 1 (1 where it is not
/// defined because everybody is a case).
///
/// No correction at zero cells: without cases in the first group the interval is `[0, u]`, without cases in the second
/// `[l, infinity]`.
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case ([`koopman_limits`] still has an answer, which is every ratio),
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Koopman (1984), Biometrics 40, 513-517, equations 2 to 4; Gart and Nam (1988), Biometrics 44, 323-338.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::koopman};
/// // Koopman (1984), section 4: 36 of 40 against 16 of 80.
/// let estimate = koopman(Binomial::of(36, 40)?, Binomial::of(16, 80)?, Level::P95)?;
/// assert!((estimate.lower - 2.94).abs() < 5e-3 && (estimate.upper - 7.15).abs() < 5e-3);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn koopman(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (lower, upper) = koopman_limits(one, two, level)?;
    let value = plain(one, two).ok_or(NotEstimable::NoCases)?;
    let p_value = Some(two_by_two::chi_squared(one, two).map_or(1.0, |test| test.p_value));
    Ok(Estimate { value, lower, upper, p_value, level, method: "rr.koopman" })
}

/// The limits of [`koopman`] alone, which exist also where the ratio does not: `[0, infinity]` if neither group has a case.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// ```
/// use wres_disparity::{Binomial, Level, ratio::koopman_limits};
/// let (lower, upper) = koopman_limits(Binomial::of(0, 10)?, Binomial::of(0, 10)?, Level::P95)?;
/// assert_eq!((lower, upper), (0.0, f64::INFINITY));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn koopman_limits(one: Binomial, two: Binomial, level: Level) -> Result<(f64, f64)> {
    both_present(one, two)?;
    let z = normal::critical(level);
    Ok(score::limits(one, two, z * z))
}
