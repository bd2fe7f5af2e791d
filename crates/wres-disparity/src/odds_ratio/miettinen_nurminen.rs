//! The asymptotic score interval.

use super::group_pair::{both_present, plain};
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
    two_by_two,
};

/// The score interval of Miettinen and Nurminen: all odds ratios that the score test does not reject.
///
/// `|(p1 - q1)/(q1 (1 - q1)) - (p2 - q2)/(q2 (1 - q2))| <= z sqrt((1/(n1 q1 (1 - q1)) + 1/(n2 q2 (1 - q2))) N/(N - 1))` at the most likely `q1`,
/// `q2` with that odds ratio; unit: odds ratio. Any counts, no correction: an estimate of 0 has limits `[0, u]`, an infinite one
/// `[l, infinity]`. The p-value is that of the `N - 1` chi-squared test.
///
/// # Errors
/// [`crate::NotEstimable::NoCases`] or [`crate::NotEstimable::AllCases`] if nobody or everybody is a case,
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 12 and 13 and appendix 1.
///
/// ```
/// use wres_disparity::{Binomial, Level, odds_ratio::miettinen_nurminen};
/// let estimate = miettinen_nurminen(Binomial::of(9, 86)?, Binomial::of(3, 61)?, Level::P95)?;
/// assert!((estimate.lower - 0.626_129_317_330_071_9).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn miettinen_nurminen(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (lower, upper) = miettinen_nurminen_limits(one, two, level)?;
    let value = plain(one, two)?;
    let p_value = Some(two_by_two::chi_squared(one, two).map_or(1.0, |test| test.p_value_n_minus_1));
    Ok(Estimate { value, lower, upper, p_value, level, method: "or.miettinen_nurminen" })
}

/// The limits of [`miettinen_nurminen`] alone, which exist also where the odds ratio does not: `[0, infinity]` if nobody or
/// everybody is a case.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
pub fn miettinen_nurminen_limits(one: Binomial, two: Binomial, level: Level) -> Result<(f64, f64)> {
    both_present(one, two)?;
    let z = normal::critical(level);
    let total = one.base().0 as f64 + two.base().0 as f64;
    let q = z * z * (total / (total - 1.0));
    let (lower, upper) = (lower_limit(one, two, q), 1.0 / lower_limit(two, one, q));
    Ok((lower.min(upper), upper.max(lower)))
}

/// The lower limit at which the score statistic is `q`.
///
/// Under a given odds ratio the most likely table is the observed one with `s` cases moved from the first group to the second,
/// and the statistic is `h(s) = s^2 (1/(x1 - s) + 1/(y1 + s) + 1/(x2 + s) + 1/(y2 - s))`. Each part is convex and rises, so that
/// Newton's method falls from an upper bound to the root of `h(s) = q` without overshooting.
fn lower_limit(one: Binomial, two: Binomial, q: f64) -> f64 {
    if one.cases().0 == 0 || two.others().0 == 0 {
        return 0.0;
    }
    let (x1, y1) = (one.cases().0 as f64, one.others().0 as f64);
    let (x2, y2) = (two.cases().0 as f64, two.others().0 as f64);
    // Where one part alone is q.
    let falling = |c: f64| 2.0 * q * c / (q + (q * (q + 4.0 * c)).sqrt());
    let rising = |c: f64| 0.5 * (q + (q * (q + 4.0 * c)).sqrt());
    let mut s = falling(x1.min(y2)).min(rising(y1.min(x2)));
    for _ in 0..60 {
        let parts = [x1 - s, y2 - s].map(|rest| (s / rest, 1.0 + s / rest));
        let more = [y1 + s, x2 + s].map(|rest| (s / rest, 1.0 - s / rest));
        let (mut height, mut slope) = (-q, 0.0);
        for (part, growth) in parts.into_iter().chain(more) {
            height += s * part;
            slope += part * (1.0 + growth);
        }
        let next = s - height / slope;
        if next.is_nan() || s - next <= f64::EPSILON * s {
            break;
        }
        s = next;
    }
    (x1 - s) / (y1 + s) * ((y2 - s) / (x2 + s))
}
