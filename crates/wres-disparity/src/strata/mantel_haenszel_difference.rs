//! Mantel-Haenszel common risk difference, with either of its two variances.

use super::mantel_haenszel::MantelHaenszel;
use super::stratum::{Stratum, informative, require_both_groups};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::normal;
use crate::sum::sum;

/// The Mantel-Haenszel common risk difference with the variance of Sato, Greenland and Robins.
///
/// `D = sum (x1 n2 - x2 n1) / N / W`, `W = sum n1 n2 / N`; variance `(D P + Q) / W^2` with
/// `P = sum (n1^2 x2 - n2^2 x1 + n1 n2 (n2 - n1) / 2) / N^2`, `Q = sum (x1 (n2 - x2) + x2 (n1 - x1)) / (2 N)`. Consistent both for
/// few large and for many small strata. Unit: a difference of proportions. The limits may leave [-1, 1].
///
/// Source: Sato, Greenland and Robins (1989), Biometrics 45, 1323-1324.
///
/// # Errors
/// [`crate::NotEstimable`]: nobody, or no stratum with both groups.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::mantel_haenszel_rd};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let common = mantel_haenszel_rd(&strata, Level::P95)?;
/// assert!((common.estimate.value - 0.1).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mantel_haenszel_rd(strata: &[Stratum], level: Level) -> Result<MantelHaenszel> {
    require_both_groups(strata)?;
    let (value, weight) = common_difference(strata);
    // D P + Q of one stratum is w (a p1 q1 + b p2 q2 + (d - D) (a (p1 - q1) - b (p2 - q2)) / 2) with w = n1 n2 / N, a = n2 / N,
    // b = n1 / N and d its own difference: where strata agree, nothing cancels.
    let spread = sum(informative(strata).map(|c| {
        let (a, b) = (c.n2 / c.all, c.n1 / c.all);
        let (of_one, of_two) = ((c.x1 / c.n1) * (c.y1 / c.n1), (c.x2 / c.n2) * (c.y2 / c.n2));
        let tilt = a * ((c.x1 - c.y1) / c.n1) - b * ((c.x2 - c.y2) / c.n2);
        // With one stratum this is 0 to the last bit, because the common difference is computed in the same way.
        let own = c.cross() / c.all / c.weight() - value;
        c.weight() * (a * of_one + b * of_two + 0.5 * own * tilt)
    }));
    Ok(wald("mh.rd", value, spread / weight / weight, level))
}

/// The Mantel-Haenszel common risk difference with the variance of Greenland and Robins.
///
/// The estimate is that of [`mantel_haenszel_rd`]; variance `sum (x1 y1 n2^3 + x2 y2 n1^3) / (n1 n2 N^2) / W^2`. Consistent for few
/// large strata only. Unit: a difference of proportions.
///
/// Source: Greenland and Robins (1985), Biometrics 41, 55-68, equation 6.
///
/// # Errors
/// [`crate::NotEstimable`]: nobody, or no stratum with both groups.
///
/// ```
/// # use wres_disparity::{Binomial, Level, strata::mantel_haenszel_rd_greenland_robins};
/// let one = [(Binomial::of(20, 100)?, Binomial::of(10, 100)?)];
/// let common = mantel_haenszel_rd_greenland_robins(&one, Level::P95)?;
/// assert!((common.standard_error.powi(2) - (0.16 + 0.09) / 100.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mantel_haenszel_rd_greenland_robins(strata: &[Stratum], level: Level) -> Result<MantelHaenszel> {
    require_both_groups(strata)?;
    let (value, weight) = common_difference(strata);
    let spread = sum(informative(strata).map(|c| {
        let (one, two) = (c.n1 / c.all, c.n2 / c.all);
        c.x1 * (c.y1 / c.n1) * two * two + c.x2 * (c.y2 / c.n2) * one * one
    }));
    Ok(wald("mh.rd_greenland_robins", value, spread / weight / weight, level))
}

/// The common difference and the sum of the weights.
pub(super) fn common_difference(strata: &[Stratum]) -> (f64, f64) {
    let weight = sum(informative(strata).map(|c| c.weight()));
    let excess = sum(informative(strata).map(|c| c.cross() / c.all));
    // Rounding must not carry it beyond what a difference can be.
    ((excess / weight).clamp(-1.0, 1.0), weight)
}

fn wald(method: &'static str, value: f64, variance: f64, level: Level) -> MantelHaenszel {
    let standard_error = variance.max(0.0).sqrt();
    let half = normal::upper_quantile(0.5 * level.alpha()) * standard_error;
    let z = value / standard_error;
    MantelHaenszel {
        estimate: Estimate {
            value,
            lower: value - half,
            upper: value + half,
            p_value: (!z.is_nan()).then(|| normal::two_sided(z)),
            level,
            method,
        },
        standard_error,
    }
}
