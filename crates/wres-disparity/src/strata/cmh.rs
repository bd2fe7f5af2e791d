//! The Cochran-Mantel-Haenszel test.

use super::stratum::{Stratum, informative, require_both_groups, without_contrast};
use crate::error::Result;
use crate::special::chi_squared;
use crate::sum::sum;

/// The Cochran-Mantel-Haenszel test of no association in any stratum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConditionalIndependence {
    /// The statistic, chi-squared with one degree of freedom.
    pub chi_squared: f64,
    /// Its p-value.
    pub p_value: f64,
    /// The statistic with continuity correction; `None` where the observed and expected cases differ by less than 1/2, which
    /// is less than the correction takes off.
    pub chi_squared_corrected: Option<f64>,
    /// Its p-value.
    pub p_value_corrected: Option<f64>,
}

/// The Cochran-Mantel-Haenszel test: `(sum x1 - e)^2 / sum v`, with `e = n1 X / N` and `v = n1 n2 X Y / (N^2 (N - 1))`.
///
/// `X` and `Y` are those of a stratum who are and are not cases. With continuity correction `(|sum x1 - e| - 1/2)^2 / sum v`.
/// Strata with one group only, without cases or with nothing but cases add nothing.
///
/// Source: Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; Agresti (2013), Categorical Data
/// Analysis, equation 6.6.
///
/// # Errors
/// [`crate::NotEstimable`]: nobody, no stratum with both groups, no cases, nothing but cases, or no stratum with both.
///
/// ```
/// # use wres_disparity::{Binomial, strata::cmh};
/// let test = cmh(&[(Binomial::of(57, 410)?, Binomial::of(22, 301)?), (Binomial::of(36, 520)?, Binomial::of(11, 123)?)])?;
/// assert!((test.chi_squared - 3.722_099_609_125_057_6).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cmh(strata: &[Stratum]) -> Result<ConditionalIndependence> {
    require_both_groups(strata)?;
    // x1 - n1 X / N = (x1 n2 - x2 n1) / N, exact in whole numbers.
    let excess = sum(informative(strata).map(|c| c.cross() / c.all));
    let variance =
        sum(informative(strata).map(|c| (c.n1 / c.all) * (c.n2 / c.all) * c.cases() * (c.others() / (c.all - 1.0))));
    if variance == 0.0 {
        return Err(without_contrast(strata).into());
    }
    let statistic = |distance: f64| distance / variance * distance;
    let chi_squared = statistic(excess);
    let corrected = (excess.abs() >= 0.5).then(|| statistic(excess.abs() - 0.5));
    Ok(ConditionalIndependence {
        chi_squared,
        p_value: chi_squared::sf(chi_squared, 1.0),
        chi_squared_corrected: corrected,
        p_value_corrected: corrected.map(|corrected| chi_squared::sf(corrected, 1.0)),
    })
}
