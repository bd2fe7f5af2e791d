//! The standard normal distribution.

use crate::quantity::Level;
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

/// What rounding `1 / sqrt(2)` to `f64` left out.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;

/// `P(Z <= x)`, with full relative precision in the lower tail.
///
/// ```
/// assert!((wres_disparity::special::normal::cdf(-6.0) / 9.865_876_450_376_946e-10 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn cdf(x: f64) -> f64 {
    sf(-x)
}

/// `P(Z > x)`, with full relative precision in the upper tail.
///
/// `erfc(x / sqrt 2) / 2`, where the rounding of the argument is put back: in the far tail it would cost three digits.
///
/// ```
/// assert!((wres_disparity::special::normal::sf(10.0) / 7.619_853_024_160_527e-24 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn sf(x: f64) -> f64 {
    0.5 * two_tails(x)
}

/// `P(|Z| > |z|)`: the two-sided p-value of a normal test statistic.
///
/// ```
/// assert!((wres_disparity::special::normal::two_sided(1.959_963_984_540_054) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn two_sided(z: f64) -> f64 {
    two_tails(z.abs())
}

/// The `x` with `P(Z <= x) = p`, for `0 <= p <= 1` (infinite at the ends). For a probability close to 1 ask for
/// [`upper_quantile`] of its complement, which still has its digits.
///
/// ```
/// assert!((wres_disparity::special::normal::quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn quantile(p: f64) -> f64 {
    -upper_quantile(p)
}

/// The `x` with `P(Z > x) = q`, for `0 <= q <= 1` (infinite at the ends).
///
/// ```
/// assert!((wres_disparity::special::normal::upper_quantile(0.025) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn upper_quantile(q: f64) -> f64 {
    if (0.0..=1.0).contains(&q) { SQRT_2 * statrs::function::erf::erfc_inv(2.0 * q) } else { f64::NAN }
}

/// The critical value of a two-sided interval at this level: 1.96 at 0.95.
///
/// ```
/// use wres_disparity::{Level, special::normal};
/// assert!((normal::critical(Level::P95) - 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn critical(level: Level) -> f64 {
    upper_quantile(0.5 * level.alpha())
}

/// `erfc(x / sqrt 2)`.
fn two_tails(x: f64) -> f64 {
    let z = x * FRAC_1_SQRT_2;
    let tails = libm::erfc(z);
    if !(0.5..=30.0).contains(&z) {
        return tails;
    }
    let lost = x.mul_add(FRAC_1_SQRT_2, -z) + x * FRAC_1_SQRT_2_REST;
    // The logarithmic derivative of erfc lies between z + sqrt(z^2 + 4 / pi) and z + sqrt(z^2 + 2).
    tails * (1.0 - lost * (z + (z * z + 1.6).sqrt()))
}
