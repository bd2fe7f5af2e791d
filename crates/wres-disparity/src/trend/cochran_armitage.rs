//! The Cochran-Armitage test for a linear trend of proportions.

use crate::error::{NotEstimable, Result, StatError};
use crate::quantity::Binomial;
use crate::special::{chi_squared, normal};
use crate::sum::{cross, sum, total};

/// A linear trend of proportions over scored groups, and its tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Change of the proportion per unit of score, by weighted least squares. Its sign is the direction.
    pub slope: f64,
    /// The slope over its standard error under no trend; standard normal there.
    pub z: f64,
    /// `z` squared; chi-squared with one degree of freedom.
    pub chi_squared: f64,
    /// Two-sided p-value of no trend.
    pub p_value: f64,
    /// The same with the denominator N - 1 in place of N, as the permutation distribution has it.
    pub chi_squared_n_minus_1: f64,
    /// Its two-sided p-value.
    pub p_value_n_minus_1: f64,
}

/// The Cochran-Armitage test: `z = T / sqrt(p (1 - p) S)` with `T = sum (x - n p)(s - m)`, `S = sum n (s - m)^2`, `p` the
/// overall proportion and `m` the mean score; the slope is `T / S`.
///
/// Unit: the slope is a proportion per unit of score. The test does not change when the scores are shifted or stretched.
/// Groups without members add nothing.
///
/// Source: Armitage (1955), Biometrics 11, 375-386, equations 2 to 5; Agresti (2013), Categorical Data Analysis, 5.3.5.
///
/// # Errors
/// [`StatError::Lengths`], [`StatError::Domain`] for a score that is not finite, and [`NotEstimable`]: nobody at risk, no
/// case, nothing but cases, or all members under one score.
///
/// ```
/// # use wres_disparity::{Binomial, trend::cochran_armitage};
/// let groups = [Binomial::of(7, 25)?, Binomial::of(4, 30)?];
/// let trend = cochran_armitage(&groups, &[1.0, 2.0])?;
/// assert!((trend.chi_squared - 11.0 / 6.0).abs() < 1e-14 && trend.z < 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cochran_armitage(groups: &[Binomial], scores: &[f64]) -> Result<Trend> {
    if groups.len() != scores.len() {
        return Err(StatError::Lengths { left: "x", left_len: groups.len(), right: "scores", right_len: scores.len() });
    }
    if let Some(wrong) = scores.iter().find(|score| !score.is_finite()) {
        return Err(StatError::Domain {
            what: "scores",
            given: wrong.to_string(),
            must: "every score must be a finite number",
        });
    }
    let cases = total("x", groups.iter().map(|group| group.cases().0))?;
    let base = total("n", groups.iter().map(|group| group.base().0))?;
    if base == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    if cases == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    if cases == base {
        return Err(NotEstimable::AllCases.into());
    }
    let all = base as f64;
    let pairs = || groups.iter().zip(scores).map(|(group, &score)| (*group, score));
    // Deviations from a score that is there lose nothing when the scores are years.
    let origin = scores[0];
    let mean = sum(pairs().map(|(group, score)| group.base().0 as f64 * (score - origin))) / all;
    let deviation = |score: f64| (score - origin) - mean;
    let covariance = sum(pairs().map(|(group, score)| {
        // x - n p = (x N - n X) / N, exact in whole numbers.
        cross(group.cases().0, base, group.base().0, cases) / all * deviation(score)
    }));
    let spread = sum(pairs().map(|(group, score)| group.base().0 as f64 * deviation(score).powi(2)));
    let variance = (cases as f64 / all) * ((base - cases) as f64 / all) * spread;
    if !(variance > 0.0 && variance.is_finite() && covariance.is_finite()) {
        return Err(NotEstimable::Undefined.into());
    }
    let z = covariance / variance.sqrt();
    let square = z * z;
    let smaller = square * ((base - 1) as f64 / all);
    Ok(Trend {
        slope: covariance / spread,
        z,
        chi_squared: square,
        p_value: normal::two_sided(z),
        chi_squared_n_minus_1: smaller,
        p_value_n_minus_1: chi_squared::sf(smaller, 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(counts: &[(u64, u64)]) -> Vec<Binomial> {
        counts.iter().map(|&(cases, base)| Binomial::of(cases, base).unwrap()).collect()
    }

    #[test]
    fn data_without_a_trend_to_see_say_why() {
        let none = |counts: &[(u64, u64)], scores: &[f64]| cochran_armitage(&groups(counts), scores).unwrap_err();
        assert_eq!(none(&[(0, 0), (0, 0)], &[1.0, 2.0]), NotEstimable::NoBase.into());
        assert_eq!(none(&[], &[]), NotEstimable::NoBase.into());
        assert_eq!(none(&[(0, 5), (0, 6)], &[1.0, 2.0]), NotEstimable::NoCases.into());
        assert_eq!(none(&[(5, 5), (6, 6)], &[1.0, 2.0]), NotEstimable::AllCases.into());
        assert_eq!(none(&[(1, 5), (2, 6)], &[2.0, 2.0]), NotEstimable::Undefined.into());
        assert_eq!(none(&[(1, 5), (0, 0)], &[1.0, 2.0]), NotEstimable::Undefined.into());
        assert!(matches!(none(&[(1, 5)], &[1.0, 2.0]), StatError::Lengths { .. }));
        assert!(matches!(none(&[(1, 5), (2, 6)], &[1.0, f64::INFINITY]), StatError::Domain { .. }));
        assert!(matches!(none(&[(1, u64::MAX), (2, 6)], &[1.0, 2.0]), StatError::Domain { .. }));
    }

    #[test]
    fn equal_proportions_have_a_slope_of_exactly_zero() {
        let trend = cochran_armitage(&groups(&[(3, 30), (7, 70), (1, 10)]), &[1.0, 2.0, 4.0]).unwrap();
        assert_eq!((trend.slope, trend.z, trend.p_value), (0.0, 0.0, 1.0));
    }

    fn tables() -> impl Strategy<Value = Vec<Binomial>> {
        prop::collection::vec((1_u64..5000).prop_flat_map(|n| (0..=n, Just(n))), 2..9)
            .prop_map(|counts| groups(&counts))
    }

    proptest! {
        #[test]
        fn shifting_and_stretching_the_scores_leaves_the_test_alone(table in tables(), shift in -100.0..100.0f64) {
            let scores: Vec<f64> = (0..table.len()).map(|i| i as f64).collect();
            let moved: Vec<f64> = scores.iter().map(|score| 3.0 * score + shift).collect();
            if let (Ok(one), Ok(two)) = (cochran_armitage(&table, &scores), cochran_armitage(&table, &moved)) {
                prop_assert!((one.z - two.z).abs() <= 1e-10 * one.z.abs().max(1e-3));
            }
        }

        #[test]
        fn turning_the_order_or_cases_into_others_turns_the_sign(table in tables()) {
            let scores: Vec<f64> = (0..table.len()).map(|i| i as f64).collect();
            let negative: Vec<f64> = scores.iter().map(|score| -score).collect();
            let others: Vec<Binomial> =
                table.iter().map(|group| Binomial::new(group.others(), group.base()).unwrap()).collect();
            if let Ok(trend) = cochran_armitage(&table, &scores) {
                prop_assert_eq!(cochran_armitage(&table, &negative).unwrap().z, -trend.z);
                prop_assert_eq!(cochran_armitage(&others, &scores).unwrap().z, -trend.z);
            }
        }
    }
}
