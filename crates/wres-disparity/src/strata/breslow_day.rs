//! Is the odds ratio the same in all strata?

use super::expected::{cells, excess};
use super::mantel_haenszel::odds_sums;
use super::stratum::{Stratum, informative, require_both_groups, without_contrast};
use crate::error::{NotEstimable, Result};
use crate::special::chi_squared;
use crate::sum::Sum;

/// The Breslow-Day test of equal odds ratios, plain and with Tarone's correction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// Breslow and Day's statistic.
    pub chi_squared: f64,
    /// Degrees of freedom: the strata that have both groups, cases and others, less 1.
    pub degrees_of_freedom: f64,
    /// P-value of the statistic; `None` where only one stratum counts.
    pub p_value: Option<f64>,
    /// The statistic with Tarone's correction, which makes it exactly chi-squared in large samples.
    pub chi_squared_tarone: f64,
    /// P-value of the corrected statistic; `None` where only one stratum counts.
    pub p_value_tarone: Option<f64>,
}

/// The Breslow-Day test: `sum (x1 - e)^2 / v`, where `e` is the first cell expected under the Mantel-Haenszel odds ratio and
/// `1 / v` the sum of the reciprocals of all four expected cells. Tarone: less `(sum x1 - e)^2 / sum v`.
///
/// Strata with one group only, without cases or with nothing but cases say nothing about the odds ratio: they are left out and
/// take no degree of freedom.
///
/// Source: Breslow and Day (1980), Statistical Methods in Cancer Research I, equation 4.30; Tarone (1985), Biometrika 72, 91-95,
/// equation 4.
///
/// # Errors
/// [`NotEstimable`]: nobody, no stratum with both groups, no cases, nothing but cases; [`NotEstimable::Undefined`] where the
/// Mantel-Haenszel odds ratio is 0 or infinite.
///
/// ```
/// # use wres_disparity::{Binomial, strata::breslow_day};
/// let strata = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
/// ];
/// let test = breslow_day(&strata)?;
/// assert!(test.chi_squared < 1e-20 && test.degrees_of_freedom == 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn breslow_day(strata: &[Stratum]) -> Result<Homogeneity> {
    require_both_groups(strata)?;
    let (r, s) = odds_sums(strata);
    if r == 0.0 || s == 0.0 {
        return Err(without_contrast(strata).into());
    }
    let psi = r / s;
    let [mut statistic, mut excesses, mut variance] = [Sum::new(), Sum::new(), Sum::new()];
    let mut counted = 0_usize;
    for c in informative(strata).filter(|c| c.cases() > 0.0 && c.others() > 0.0) {
        let expected = cells(c, psi);
        let spread = 1.0 / expected.iter().map(|cell| 1.0 / cell).sum::<f64>();
        let difference = excess(c, &expected);
        statistic.add(difference / spread * difference);
        excesses.add(difference);
        variance.add(spread);
        counted += 1;
    }
    let chi_squared = statistic.value();
    let excess = excesses.value();
    let chi_squared_tarone = (chi_squared - excess / variance.value() * excess).max(0.0);
    if !chi_squared.is_finite() || !chi_squared_tarone.is_finite() {
        return Err(NotEstimable::Undefined.into());
    }
    let degrees_of_freedom = counted.saturating_sub(1) as f64;
    let p_value = |statistic: f64| (counted > 1).then(|| chi_squared::sf(statistic, degrees_of_freedom));
    Ok(Homogeneity {
        chi_squared,
        degrees_of_freedom,
        p_value: p_value(chi_squared),
        chi_squared_tarone,
        p_value_tarone: p_value(chi_squared_tarone),
    })
}
