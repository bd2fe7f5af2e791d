//! The asymptotic score interval.

use super::{
    group_pair::{difference, proportions},
    restricted::restricted,
};
use crate::{
    error::Result,
    estimate::Estimate,
    proportion::wilson_distances,
    quantity::{Binomial, Level},
    special::{
        normal,
        root::{self, Point},
    },
    two_by_two,
};

/// The score interval of Miettinen and Nurminen: all differences `d` that the score test does not reject.
///
/// `|p1 - p2 - d| <= z sqrt(V(d) N / (N - 1))`, where `V(d) = q1 (1 - q1)/n1 + q2 (1 - q2)/n2` at the most likely `q1`, `q2` with
/// `q1 - q2 = d`; unit: difference of proportions. Any counts, no correction at zero cells. The p-value is that of the
/// `N - 1` chi-squared test, which rejects exactly where the interval excludes 0 (1 where it is not defined, because nobody or
/// everybody is a case).
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 8 and 9 and appendix 1.
///
/// ```
/// use wres_disparity::{Binomial, Level, difference::miettinen_nurminen};
/// // Newcombe (1998), table II, method 5, column (a): 56 of 70 against 48 of 80 (there without N / (N - 1)).
/// let estimate = miettinen_nurminen(Binomial::of(56, 70)?, Binomial::of(48, 80)?, Level::P95)?;
/// assert!((estimate.lower - 0.052_829_713_245_844_6).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn miettinen_nurminen(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    proportions(one, two)?;
    let z = normal::critical(level);
    let value = difference(one, two);
    let lower = lower(one, two, value, z);
    let upper = -self::lower(two, one, -value, z);
    let p_value = Some(two_by_two::chi_squared(one, two).map_or(1.0, |test| test.p_value_n_minus_1));
    Ok(Estimate { value, lower, upper, p_value, level, method: "rd.miettinen_nurminen" })
}

/// The lower limit: the `d` below the estimate at which the statistic is `z`.
fn lower(one: Binomial, two: Binomial, estimate: f64, z: f64) -> f64 {
    let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
    let total = n1 + n2;
    let correction = total / (total - 1.0);
    let excess = |d: f64| {
        let variance = restricted(one, two, d).variance(n1, n2) * correction;
        estimate - d - z * variance.sqrt()
    };
    if estimate <= -1.0 {
        return -1.0;
    }
    // At an estimate of 0 or 1 without variance the equation has a second root, the estimate itself: start just below it.
    let short = if excess(estimate) < 0.0 { 0.0 } else { 1e-6 * z * z / (z * z + total) };
    let (low, high) = narrowed(excess, estimate - short, hybrid_lower(one, two, estimate, z));
    root::between(excess, low, high).unwrap_or(-1.0)
}

/// Newcombe's lower limit, which lies near.
fn hybrid_lower(one: Binomial, two: Binomial, estimate: f64, z: f64) -> f64 {
    let ((below, _), (_, above)) = (wilson_distances(one, z), wilson_distances(two, z));
    estimate - below.hypot(above)
}

/// A bracket between -1 and `high` that a guess makes narrow: the guess, and four times as far from it each time until the sign
/// changes. Half the evaluations go into finding the root's neighbourhood otherwise.
fn narrowed(excess: impl Fn(f64) -> f64, high: f64, guess: f64) -> (Point, Point) {
    let at = |d: f64| Point { x: d, y: excess(d) };
    // The statistic is still beyond the limit there, so the root lies above.
    let is_below = |point: Point| point.y >= 0.0;
    let mut step = 0.02 * (high - guess);
    if !(step > 0.0 && guess > -1.0) {
        return (at(-1.0), at(high));
    }
    let mut top = at(guess);
    let mut low = top;
    if is_below(top) {
        while top.x < high && is_below(top) {
            low = top;
            top = at((top.x + step).min(high));
            step *= 4.0;
        }
    } else {
        while low.x > -1.0 && !is_below(low) {
            top = low;
            low = at((low.x - step).max(-1.0));
            step *= 4.0;
        }
    }
    (low, top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_group_with_cases_gives_limits_that_depend_on_the_bases_alone() {
        // With no case at all the variance at d is that of one group: d^2 = z^2 d (1 - d) / n * N / (N - 1).
        let (one, two) = (Binomial::of(0, 10).unwrap(), Binomial::of(0, 40).unwrap());
        let estimate = miettinen_nurminen(one, two, Level::P95).unwrap();
        let k = normal::critical(Level::P95).powi(2) * 50.0 / 49.0;
        assert!((estimate.upper - k / (k + 10.0)).abs() < 1e-14);
        assert!((estimate.lower + k / (k + 40.0)).abs() < 1e-14);
        assert_eq!(estimate.p_value, Some(1.0));
    }
}
