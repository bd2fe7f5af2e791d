//! Fisher's F distribution.

use super::beta;

/// `P(F > x)` with `df1` degrees of freedom above and `df2` below: the p-value of an F statistic.
///
/// `I_u(df2 / 2, df1 / 2)` at `u = df2 / (df2 + df1 x)` (Abramowitz and Stegun 1964, 26.6.2).
///
/// ```
/// // With two degrees of freedom above: (1 + 2 x / df2)^(-df2 / 2).
/// let p = wres_disparity::special::fisher_f::sf(4.0, 2.0, 10.0);
/// assert!((p - 1.8_f64.powi(-5)).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(x: f64, df1: f64, df2: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return if x.is_nan() { f64::NAN } else { 1.0 };
    }
    let ratio = df1 * x / df2;
    if ratio == f64::INFINITY {
        return 0.0;
    }
    beta::tails(1.0 / (1.0 + ratio), ratio / (1.0 + ratio), 0.5 * df2, 0.5 * df1).0
}
