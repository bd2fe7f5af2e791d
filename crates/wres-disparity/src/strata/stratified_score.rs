//! Score intervals for a common effect over strata.

use super::expected::{cells, excess};
use super::mantel_haenszel::risk_sums;
use super::mantel_haenszel_difference::common_difference;
use super::restricted::{Ray, given_difference};
use super::stratum::{Cells, Stratum, informative, require_both_groups, without_contrast};
use crate::error::{NotEstimable, Result};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::{normal, root};
use crate::sum::sum;

/// How far the logarithm of a ratio is searched: e^300, whose square times that of any count is still a double.
const REACH: f64 = 300.0;

/// How far the logarithm of a ratio is searched for a return of the score after it has crossed.
const RETURN: f64 = 16.0;

/// The stratified score interval for a common risk ratio, with Mantel-Haenszel weights.
///
/// The interval holds the `t` with `|sum w (p1 - t p2)| <= z sqrt(sum w^2 v)`, where `w = n1 n2 / N` and
/// `v = N / (N - 1) (q1 (1 - q1) / n1 + t^2 q2 (1 - q2) / n2)` with `q1 = t q2` the most likely proportions of the stratum under `t`.
/// The estimate is the Mantel-Haenszel ratio, the p-value that of [`super::cmh`]. With one stratum this is the interval of
/// Miettinen and Nurminen. Unit: a ratio of proportions, first group over second.
///
/// Zero rule: no case in the first group gives the estimate and lower limit 0, none in the second gives infinity; nothing is
/// ever added. Strata without cases or with one group only add nothing.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 4; Laud (2017), Pharmaceutical Statistics
/// 16, 334-348, appendix S2.
///
/// # Errors
/// [`NotEstimable`]: nobody, no stratum with both groups, no cases.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::stratified_score_rr};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = stratified_score_rr(&strata, Level::P95)?;
/// assert!((common.value - 2.0).abs() < 1e-15 && common.lower > 1.3 && common.upper < 3.1);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn stratified_score_rr(strata: &[Stratum], level: Level) -> Result<Estimate> {
    require_both_groups(strata)?;
    let (r, s) = risk_sums(strata);
    if r == 0.0 && s == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    let weighted = weighted(strata, |c| c.cases() > 0.0);
    // The excess at a ratio of 1 is exact in whole numbers, so that nothing cancels near there.
    let excess_at_one = sum(weighted.iter().map(|stratum| stratum.cells.cross() / stratum.cells.all));
    let score = |log_ratio: f64| {
        let ray = Ray::new(log_ratio);
        let square = ray.ratio * ray.ratio;
        let excess = if log_ratio.abs() < 0.5 { excess_at_one - ray.surplus * s } else { r - ray.ratio * s };
        let variance = weighted.iter().map(|w| w.factor * ray.spread(w.cells).variance(w.cells, square)).sum();
        quotient(excess, variance)
    };
    Ok(ratio_interval("stratified_score.rr", r / s, score, level))
}

/// The stratified score interval for a common odds ratio, with Mantel-Haenszel weights.
///
/// The interval holds the `t` with `|sum w e u| <= z sqrt(sum w^2 N / (N - 1) u)`, where `w = n1 n2 / N`, `e = x1 - a` the excess
/// over the first cell `a` expected under `t`, and `u` the sum of the reciprocals of the four expected cells. The estimate
/// makes the sum zero; the p-value is that of `t = 1`. With one stratum this is the interval of Miettinen and Nurminen. Unit: a
/// ratio of odds, first group over second.
///
/// Zero rule: an odds ratio of 0 or infinity has that estimate and that limit; nothing is ever added. Strata without cases,
/// with nothing but cases or with one group only are left out.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 5; Laud (2017), Pharmaceutical Statistics
/// 16, 334-348, appendix S2 (without the bias correction of Gart).
///
/// # Errors
/// [`NotEstimable`]: nobody, no stratum with both groups, no cases, nothing but cases, or no stratum with both;
/// [`NotEstimable::Undefined`] where the strata pull to 0 and to infinity at once.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::stratified_score_or};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = stratified_score_or(&strata, Level::P95)?;
/// assert!((common.value - 2.25).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn stratified_score_or(strata: &[Stratum], level: Level) -> Result<Estimate> {
    require_both_groups(strata)?;
    let contrasting = || informative(strata).filter(|c| c.cases() > 0.0 && c.others() > 0.0);
    if contrasting().next().is_none() {
        return Err(without_contrast(strata).into());
    }
    let weighted = weighted(strata, |c| c.cases() > 0.0 && c.others() > 0.0);
    let score = |log_ratio: f64| {
        let odds_ratio = log_ratio.exp();
        let (mut total, mut variance) = (0.0, 0.0);
        for stratum in &weighted {
            let expected = cells(stratum.cells, odds_ratio);
            let information = expected.iter().map(|cell| 1.0 / cell).sum::<f64>();
            total += stratum.cells.weight() * excess(stratum.cells, &expected) * information;
            variance += stratum.factor * information;
        }
        quotient(total, variance)
    };
    // Where every stratum is at the same edge, the estimate is there too; otherwise the score changes its sign.
    let value = if contrasting().all(|c| c.x1 == 0.0 || c.y2 == 0.0) {
        0.0
    } else if contrasting().all(|c| c.x2 == 0.0 || c.y1 == 0.0) {
        f64::INFINITY
    } else {
        crossing(score, 0.0, 0.0).ok_or(NotEstimable::Undefined)?.exp()
    };
    Ok(ratio_interval("stratified_score.or", value, score, level))
}

/// The stratified score interval for a common risk difference, with Mantel-Haenszel weights.
///
/// The interval holds the `d` with `|sum w (p1 - p2 - d)| <= z sqrt(sum w^2 v)`, where `w = n1 n2 / N` and
/// `v = N / (N - 1) (q1 (1 - q1) / n1 + q2 (1 - q2) / n2)` with `q1 = q2 + d` the most likely proportions of the stratum under `d`. The
/// estimate is the Mantel-Haenszel difference, the p-value that of [`super::cmh`]. With one stratum this is the interval of
/// Miettinen and Nurminen. Unit: a difference of proportions, within [-1, 1].
///
/// Zero rule: nothing is ever added; strata without cases count, for they say that the difference is small.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 4; Laud (2017), Pharmaceutical Statistics
/// 16, 334-348, appendix S2.
///
/// # Errors
/// [`NotEstimable`]: nobody, or no stratum with both groups.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::stratified_score_rd};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = stratified_score_rd(&strata, Level::P95)?;
/// assert!((common.value - 0.1).abs() < 1e-15 && common.lower > 0.03 && common.upper < 0.17);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn stratified_score_rd(strata: &[Stratum], level: Level) -> Result<Estimate> {
    require_both_groups(strata)?;
    let (value, weights) = common_difference(strata);
    let weighted = weighted(strata, |_| true);
    let score = |difference: f64| {
        let variance =
            weighted.iter().map(|w| w.factor * given_difference(w.cells, difference).variance(w.cells, 1.0)).sum();
        quotient(weights * (value - difference), variance)
    };
    let z = normal::upper_quantile(0.5 * level.alpha());
    let limit = |edge: f64, target: f64| {
        if value == edge {
            Some(edge)
        } else {
            root::bracketed(|d| score(d) - target, value.min(edge), value.max(edge))
        }
    };
    Ok(Estimate {
        value,
        lower: limit(-1.0, z).ok_or(NotEstimable::NoConvergence)?.min(value),
        upper: limit(1.0, -z).ok_or(NotEstimable::NoConvergence)?.max(value),
        p_value: Some(normal::two_sided(score(0.0))),
        level,
        method: "stratified_score.rd",
    })
}

/// A stratum with what its variance is multiplied by: `w^2 N / (N - 1)`, `w = n1 n2 / N`.
struct Weighted {
    cells: Cells,
    factor: f64,
}

/// The strata that count, in an order that does not depend on the one in which they were given, so that no sum does either.
fn weighted(strata: &[Stratum], counts: impl Fn(&Cells) -> bool) -> Vec<Weighted> {
    let mut weighted: Vec<Weighted> = informative(strata)
        .filter(counts)
        .map(|cells| Weighted { cells, factor: cells.weight().powi(2) * (cells.all / (cells.all - 1.0)) })
        .collect();
    weighted.sort_unstable_by_key(|stratum| {
        let (one, two) = (stratum.cells.one, stratum.cells.two);
        (one.base().0, two.base().0, one.cases().0, two.cases().0)
    });
    weighted
}

/// Excess over the root of its variance; 0 where there is no excess, a number beyond any quantile where only the variance is 0.
fn quotient(excess: f64, variance: f64) -> f64 {
    if excess == 0.0 {
        0.0
    } else if variance > 0.0 {
        excess / variance.sqrt()
    } else {
        excess.signum() * 1e9
    }
}

/// Where a score that falls with the logarithm of the ratio takes the value `target`; `None` where it never does.
///
/// Under unequal strata a score can turn back before it falls again. So the last crossing is taken, seen from the start on a
/// grid of doubling steps that includes a ratio of 1: the interval then holds every ratio that the test does not reject.
fn crossing(score: impl Fn(f64) -> f64, start: f64, target: f64) -> Option<f64> {
    let rest = |at: f64| score(at) - target;
    let direction = if rest(start) > 0.0 { 1.0 } else { -1.0 };
    let (mut inner, mut step) = (start, 0.5);
    let (mut before, mut last) = (true, None);
    while inner.abs() < REACH {
        let mut outer = (inner + direction * step).clamp(-REACH, REACH);
        if inner * outer < 0.0 {
            outer = 0.0;
        } else {
            step *= 2.0;
        }
        let beyond = direction * rest(outer) <= 0.0;
        if !beyond {
            last = None;
        } else if before {
            last = root::bracketed(rest, inner.min(outer), inner.max(outer));
        }
        (before, inner) = (!beyond, outer);
        if last.is_some() && direction * inner > RETURN {
            break;
        }
    }
    last
}

/// The limits on either side of the estimate. Where the score never gets as far as the quantile, everything on that side is
/// compatible with the data, and the limit is 0 or infinity.
fn ratio_interval(method: &'static str, value: f64, score: impl Fn(f64) -> f64, level: Level) -> Estimate {
    let z = normal::upper_quantile(0.5 * level.alpha());
    let start = if value > 0.0 && value < f64::INFINITY { value.ln() } else { 0.0 };
    // At the estimate the score is 0 by definition, also where rounding and a variance of 0 would not have it so.
    let score_from_estimate = |at: f64| if at == start && at == value.ln() { 0.0 } else { score(at) };
    let limit = |target: f64| crossing(score_from_estimate, start, target).map(f64::exp);
    Estimate {
        value,
        lower: if value == 0.0 { 0.0 } else { limit(z).unwrap_or(0.0).min(value) },
        upper: if value == f64::INFINITY { value } else { limit(-z).unwrap_or(f64::INFINITY).max(value) },
        p_value: Some(normal::two_sided(score(0.0))),
        level,
        method,
    }
}
