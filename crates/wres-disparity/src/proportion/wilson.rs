//! Score intervals of a proportion.

use super::complement;
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// Wilson's score interval of a proportion: all `p` with `|x/n - p| <= z sqrt(p (1 - p) / n)`.
///
/// `(x + z^2/2 -+ z sqrt(x (n - x)/n + z^2/4)) / (n + z^2)`; unit: proportion. Any `0 <= x <= n`, `n > 0`. The lower limit is
/// exactly 0 at `x = 0` and the upper exactly 1 at `x = n`; no correction is added.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe (1998), Statistics in
/// Medicine 17, 857-872, method 3.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::wilson};
/// // Newcombe (1998), table I: 81 of 263.
/// let estimate = wilson(Binomial::of(81, 263)?, Level::P95)?;
/// assert!((estimate.lower - 0.2553).abs() < 5e-5 && (estimate.upper - 0.3662).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wilson(group: Binomial, level: Level) -> Result<Estimate> {
    let z = normal::critical(level);
    complement::estimate(group, level, "proportion.wilson", |cases, others| {
        score_limits(cases as f64, others as f64, z)
    })
}

/// Wilson's score interval with continuity correction: all `p` with `|x/n - p| - 1/(2n) <= z sqrt(p (1 - p) / n)`.
///
/// The lower limit is Wilson's at `x - 1/2`, the upper at `x + 1/2`; unit: proportion. The lower limit is 0 at `x = 0` and the
/// upper 1 at `x = n`. The full correction is applied everywhere, also where `x = n/2`, unlike R's `prop.test`, which shortens
/// it to `|x - n/2|`.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 857-872, method 4.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::wilson_cc};
/// // Newcombe (1998), table I: 81 of 263.
/// let estimate = wilson_cc(Binomial::of(81, 263)?, Level::P95)?;
/// assert!((estimate.lower - 0.2535).abs() < 5e-5 && (estimate.upper - 0.3682).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wilson_cc(group: Binomial, level: Level) -> Result<Estimate> {
    let z = normal::critical(level);
    complement::estimate(group, level, "proportion.wilson_cc", |cases, others| {
        let (x, y) = (cases as f64, others as f64);
        let lower = if cases == 0 { 0.0 } else { score_limits(x - 0.5, y + 0.5, z).0 };
        let upper = if others == 0 { 1.0 } else { score_limits(x + 0.5, y - 0.5, z).1 };
        (lower, upper)
    })
}

/// Lower and upper score limit for `x` cases and `y` others (`x + y > 0`), not necessarily whole.
///
/// The lower limit is written as a quotient without subtraction, so that it keeps its digits close to 0.
pub(crate) fn score_limits(x: f64, y: f64, z: f64) -> (f64, f64) {
    let n = x + y;
    let square = z * z;
    let centre = x + 0.5 * square;
    let half = z * (x * (y / n) + 0.25 * square).sqrt();
    let lower = x * (x / n) / (centre + half);
    let upper = ((centre + half) / (n + square)).min(1.0);
    (lower, upper)
}

/// How far Wilson's limits lie below and above the proportion of a group with members, for intervals that are built from them.
///
/// Computed for the rarer of cases and others, so that the distances keep their digits also where the proportion is close to 1.
pub(crate) fn wilson_distances(group: Binomial, z: f64) -> (f64, f64) {
    let (x, y) = (group.cases().0 as f64, group.others().0 as f64);
    let around = |x: f64, y: f64| {
        let (share, (lower, upper)) = (x / (x + y), score_limits(x, y, z));
        (share - lower, upper - share)
    };
    if x <= y {
        around(x, y)
    } else {
        let (below, above) = around(y, x);
        (above, below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NotEstimable;

    #[test]
    fn no_cases_give_a_lower_limit_of_zero_and_all_cases_an_upper_limit_of_one() {
        for n in [1, 2, 30, 10_000_000, u64::MAX] {
            for interval in [wilson, wilson_cc] {
                assert_eq!(interval(Binomial::of(0, n).unwrap(), Level::P95).unwrap().lower, 0.0);
                assert_eq!(interval(Binomial::of(n, n).unwrap(), Level::P95).unwrap().upper, 1.0);
            }
        }
    }

    #[test]
    fn nobody_at_risk_is_not_estimable() {
        assert_eq!(wilson(Binomial::default(), Level::P95), Err(NotEstimable::NoBase.into()));
    }
}
