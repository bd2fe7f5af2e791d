//! From the counts of one site to an effect that can be pooled.

use super::effect::Effect;
use crate::error::Result;
use crate::quantity::Binomial;
use crate::sum::cross;
use serde::{Deserialize, Serialize};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// `ln((x1 / n1) / (x2 / n2))`, variance `1/x1 - 1/n1 + 1/x2 - 1/n2`.
    LogRiskRatio,
    /// `ln((x1 / y1) / (x2 / y2))`, variance `1/x1 + 1/y1 + 1/x2 + 1/y2`.
    LogOddsRatio,
    /// `x1 / n1 - x2 / n2`, variance `x1 y1 / n1^3 + x2 y2 / n2^3`.
    RiskDifference,
}

/// The effect of a site, and whether its counts had to be corrected for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasuredEffect {
    /// The effect and its variance.
    pub effect: Effect,
    /// 1/2 was added to all four cells, because one of them is 0.
    pub corrected: bool,
}

/// The effect of the first group over (or less) the second, and its large-sample variance; `None` where the site says nothing.
///
/// Zero rule: a site with a cell of 0 has 1/2 added to all four cells, and says so. For both ratios a site without cases, or with
/// nothing but cases, is left out; so is, for every measure, a site with one group only. Inverse-variance pooling needs an effect
/// and a variance from each site and cannot do without this; [`crate::strata`] can.
///
/// Source: Viechtbauer (2010), Journal of Statistical Software 36(3), section 3.1, for the formulas; correction: Gart and Zweifel
/// (1967), Biometrika 54, 181-187.
///
/// # Errors
/// [`crate::StatError::Domain`] where counts are so large that the variance is not a positive number.
///
/// ```
/// # use wres_disparity::{Binomial, pooling::{Measure, measure}};
/// let site = measure(Measure::LogRiskRatio, Binomial::of(20, 100)?, Binomial::of(10, 100)?)?.ok_or("nothing")?;
/// assert!((site.effect.value() - 2.0_f64.ln()).abs() < 1e-15 && !site.corrected);
/// assert_eq!(measure(Measure::LogRiskRatio, Binomial::of(0, 100)?, Binomial::of(0, 50)?)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measure(measure: Measure, one: Binomial, two: Binomial) -> Result<Option<MeasuredEffect>> {
    let (cases, others) = ((one.cases().0, two.cases().0), (one.others().0, two.others().0));
    let ratio = measure != Measure::RiskDifference;
    if one.base().0 == 0 || two.base().0 == 0 || (ratio && (cases == (0, 0) || others == (0, 0))) {
        return Ok(None);
    }
    let corrected = [cases.0, cases.1, others.0, others.1].contains(&0);
    let half = if corrected { 0.5 } else { 0.0 };
    let [x1, y1, x2, y2] = [cases.0, others.0, cases.1, others.1].map(|count| count as f64 + half);
    let (n1, n2) = (x1 + y1, x2 + y2);
    let effect = match measure {
        // 1/x - 1/n = y / (x n), which has no difference in it.
        Measure::LogRiskRatio => Effect::new((x1 / n1 / (x2 / n2)).ln(), y1 / x1 / n1 + y2 / x2 / n2),
        Measure::LogOddsRatio => Effect::new((x1 / y1 * (y2 / x2)).ln(), n1 / x1 / y1 + n2 / x2 / y2),
        Measure::RiskDifference => {
            let difference = if corrected {
                x1 / n1 - x2 / n2
            } else {
                cross(cases.0, two.base().0, cases.1, one.base().0) / n1 / n2
            };
            Effect::new(difference, x1 / n1 * (y1 / n1) / n1 + x2 / n2 * (y2 / n2) / n2)
        }
    }?;
    Ok(Some(MeasuredEffect { effect, corrected }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Measure, x1: u64, n1: u64, x2: u64, n2: u64) -> Option<MeasuredEffect> {
        measure(kind, Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap()).unwrap()
    }

    #[test]
    fn a_zero_cell_is_corrected_and_says_so() {
        let site = of(Measure::LogRiskRatio, 10, 10, 8, 9).unwrap();
        assert!(site.corrected);
        assert!((site.effect.value() - (10.5 / 11.0 / (8.5 / 10.0_f64)).ln()).abs() < 1e-15);
    }

    #[test]
    fn a_site_without_contrast_is_left_out_of_ratios_and_kept_in_differences() {
        for ratio in [Measure::LogRiskRatio, Measure::LogOddsRatio] {
            assert_eq!(of(ratio, 0, 10, 0, 9), None);
            assert_eq!(of(ratio, 10, 10, 9, 9), None);
            assert_eq!(of(ratio, 0, 0, 3, 9), None);
        }
        assert!(of(Measure::RiskDifference, 0, 10, 0, 9).unwrap().corrected);
        assert_eq!(of(Measure::RiskDifference, 0, 10, 0, 0), None);
    }

    #[test]
    fn the_largest_counts_do_not_panic() {
        for kind in [Measure::LogRiskRatio, Measure::LogOddsRatio, Measure::RiskDifference] {
            let _ = measure(kind, Binomial::of(u64::MAX - 1, u64::MAX).unwrap(), Binomial::of(1, u64::MAX).unwrap());
        }
    }
}
