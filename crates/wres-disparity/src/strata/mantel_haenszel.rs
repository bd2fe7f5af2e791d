//! Mantel-Haenszel common ratios.

use super::stratum::{Cells, Stratum, informative, require_both_groups, without_contrast};
use crate::error::{NotEstimable, Result};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::normal;
use crate::sum::{Sum, sum};

/// A Mantel-Haenszel estimate and the standard error its interval was made with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MantelHaenszel {
    /// The common effect with its Wald interval; the p-value is that of no effect.
    pub estimate: Estimate,
    /// The standard error: of the logarithm for a ratio, of the difference itself for a difference.
    pub standard_error: f64,
}

/// The Mantel-Haenszel common risk ratio: `R / S` with `R = sum x1 n2 / N`, `S = sum x2 n1 / N`.
///
/// Variance of its logarithm: `sum (n1 n2 (x1 + x2) - x1 x2 N) / N^2 / (R S)`. Nothing is added to zero cells; strata without
/// cases or with one group only add nothing. Unit: a ratio of proportions, first group over second.
///
/// Source: Greenland and Robins (1985), Biometrics 41, 55-68, equations 4 and 13.
///
/// # Errors
/// [`NotEstimable`]: nobody, no stratum with both groups, no cases; [`NotEstimable::Undefined`] where one group has no case in
/// any stratum with both groups, because the logarithm then has no standard error.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::mantel_haenszel_rr};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = mantel_haenszel_rr(&strata, Level::P95)?;
/// assert!((common.estimate.value - 2.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mantel_haenszel_rr(strata: &[Stratum], level: Level) -> Result<MantelHaenszel> {
    require_both_groups(strata)?;
    let (r, s) = risk_sums(strata);
    if r == 0.0 && s == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    // n1 n2 (x1 + x2) - x1 x2 N without a difference.
    let spread = sum(informative(strata).map(|c| (c.x1 * c.n1 * c.y2 + c.x2 * c.n2 * c.y1) / c.all / c.all));
    on_log_scale("mh.rr", r, s, spread / r / s, level)
}

/// `sum x1 n2 / N` and `sum x2 n1 / N`.
pub(super) fn risk_sums(strata: &[Stratum]) -> (f64, f64) {
    let r = sum(informative(strata).map(|c| c.x1 * c.n2 / c.all));
    let s = sum(informative(strata).map(|c| c.x2 * c.n1 / c.all));
    (r, s)
}

/// The Mantel-Haenszel common odds ratio: `R / S` with `R = sum x1 y2 / N`, `S = sum y1 x2 / N` (`y`: those who are not cases).
///
/// Variance of its logarithm: `(sum P A / R^2 + sum (P B + Q A) / (R S) + sum Q B / S^2) / 2` with `A = x1 y2 / N`,
/// `B = y1 x2 / N`, `P = (x1 + y2) / N`, `Q = (y1 + x2) / N`. Nothing is added to zero cells. Unit: a ratio of odds, first group
/// over second.
///
/// Source: Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; variance: Robins, Breslow and
/// Greenland (1986), Biometrics 42, 311-323, equation 3.
///
/// # Errors
/// [`NotEstimable`]: nobody, no stratum with both groups, no cases, nothing but cases; [`NotEstimable::Undefined`] where one
/// of the two sums is 0.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::mantel_haenszel_or};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = mantel_haenszel_or(&strata, Level::P95)?;
/// assert!((common.estimate.value - 2.25).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mantel_haenszel_or(strata: &[Stratum], level: Level) -> Result<MantelHaenszel> {
    require_both_groups(strata)?;
    let (r, s) = odds_sums(strata);
    if r == 0.0 && s == 0.0 {
        return Err(without_contrast(strata).into());
    }
    let [mut first, mut mixed, mut second] = [Sum::new(), Sum::new(), Sum::new()];
    for c in informative(strata) {
        let (a, b) = odds_terms(c);
        let (p, q) = ((c.x1 + c.y2) / c.all, (c.y1 + c.x2) / c.all);
        first.add(p * a);
        mixed.add(p * b);
        mixed.add(q * a);
        second.add(q * b);
    }
    let variance = 0.5 * (first.value() / r / r + mixed.value() / r / s + second.value() / s / s);
    on_log_scale("mh.or", r, s, variance, level)
}

/// `x1 y2 / N` and `y1 x2 / N` of one stratum.
fn odds_terms(c: Cells) -> (f64, f64) {
    (c.x1 * c.y2 / c.all, c.x2 * c.y1 / c.all)
}

/// The same summed over the strata.
pub(super) fn odds_sums(strata: &[Stratum]) -> (f64, f64) {
    (sum(informative(strata).map(|c| odds_terms(c).0)), sum(informative(strata).map(|c| odds_terms(c).1)))
}

/// The ratio `r / s` with a Wald interval on the log scale.
fn on_log_scale(method: &'static str, r: f64, s: f64, variance: f64, level: Level) -> Result<MantelHaenszel> {
    if r == 0.0 || s == 0.0 || !variance.is_finite() {
        return Err(NotEstimable::Undefined.into());
    }
    let (value, standard_error) = (r / s, variance.sqrt());
    let factor = (normal::upper_quantile(0.5 * level.alpha()) * standard_error).exp();
    let z = value.ln() / standard_error;
    Ok(MantelHaenszel {
        estimate: Estimate {
            value,
            lower: value / factor,
            upper: value * factor,
            p_value: (!z.is_nan()).then(|| normal::two_sided(z)),
            level,
            method,
        },
        standard_error,
    })
}
