//! The chi-squared test without continuity correction.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
    special::chi_squared as distribution,
    sum::cross,
};
use serde::Serialize;

/// Pearson's test of no association.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquared {
    /// The statistic, with one degree of freedom.
    pub statistic: f64,
    /// Its two-sided p-value; the test inside Koopman's interval.
    pub p_value: f64,
    /// The p-value of the statistic times `(N - 1) / N`; the test inside the intervals of Miettinen and Nurminen.
    pub p_value_n_minus_1: f64,
}

/// Pearson's chi-squared test of two proportions, without continuity correction.
///
/// `N (x1 y2 - x2 y1)^2 / (n1 n2 c (N - c))` with `y = n - x`, `c = x1 + x2`. The `N - 1` version keeps its level better for small
/// counts and is what "Fisher's exact test below 5" was meant to mend.
///
/// # Errors
/// [`NotEstimable::NoCases`] or [`NotEstimable::AllCases`] if nobody or everybody is a case: the statistic is then 0 over 0.
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Pearson (1900); Campbell (2007), Statistics in Medicine 26, 3661-3675, on the `N - 1` version.
///
/// ```
/// use wres_disparity::{Binomial, two_by_two::chi_squared};
/// let test = chi_squared(Binomial::of(56, 70)?, Binomial::of(48, 80)?)?;
/// assert!((test.statistic - 7.023_411_371_237_458).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn chi_squared(one: Binomial, two: Binomial) -> Result<ChiSquared> {
    let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
    if n1 == 0.0 || n2 == 0.0 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    let cases = one.cases().0 as f64 + two.cases().0 as f64;
    let others = one.others().0 as f64 + two.others().0 as f64;
    if cases == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    if others == 0.0 {
        return Err(NotEstimable::AllCases.into());
    }
    let total = n1 + n2;
    let excess = cross(one.cases().0, two.others().0, two.cases().0, one.others().0);
    let statistic = (excess / (n1 * n2)) * (excess / (cases * others)) * total;
    let corrected = statistic * ((total - 1.0) / total);
    Ok(ChiSquared {
        statistic,
        p_value: distribution::sf(statistic, 1.0),
        p_value_n_minus_1: distribution::sf(corrected, 1.0),
    })
}

/// The p-value of the chi-squared test with Yates's correction: `N (|x1 y2 - x2 y1| - N/2)^2` over the product of the margins; 1
/// where a margin is empty.
///
/// Source: Yates (1934), Supplement to the Journal of the Royal Statistical Society 1, 217-235.
///
/// ```
/// use wres_disparity::{Binomial, two_by_two::{chi_squared, yates}};
/// let (one, two) = (Binomial::of(56, 70)?, Binomial::of(48, 80)?);
/// assert!(yates(one, two) > chi_squared(one, two)?.p_value);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn yates(one: Binomial, two: Binomial) -> f64 {
    let [a, b, c, d] = [one.cases(), one.others(), two.cases(), two.others()].map(|count| count.0 as f64);
    let n = a + b + c + d;
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    let apart = ((a * d - b * c).abs() - 0.5 * n).max(0.0);
    if margins > 0.0 { distribution::sf(n * apart * apart / margins, 1.0) } else { 1.0 }
}
