//! The chi-squared distribution with `df > 0` degrees of freedom (not necessarily whole).

use super::{gamma, normal};

/// `P(X <= x)`.
#[must_use]
pub fn cdf(x: f64, df: f64) -> f64 {
    gamma::lower(0.5 * df, 0.5 * x)
}

/// `P(X > x)`: the p-value of a chi-squared statistic, with full relative precision in the tail.
///
/// ```
/// assert!((wres_disparity::special::chi_squared::sf(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(x: f64, df: f64) -> f64 {
    if df == 1.0 && x >= 0.0 { normal::two_sided(x.sqrt()) } else { gamma::upper(0.5 * df, 0.5 * x) }
}

/// The `x` with `P(X <= x) = p`.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    2.0 * gamma::quantile(p, 0.5 * df)
}

/// The `x` with `P(X > x) = q`.
///
/// ```
/// assert!((wres_disparity::special::chi_squared::upper_quantile(0.05, 1.0) - 3.841_458_820_694_124).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_quantile(q: f64, df: f64) -> f64 {
    if df == 1.0 { normal::upper_quantile(0.5 * q).powi(2) } else { 2.0 * gamma::upper_quantile(q, 0.5 * df) }
}
