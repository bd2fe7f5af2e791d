//! Student's t distribution with `df > 0` degrees of freedom (not necessarily whole; infinity is the normal distribution).

use super::{beta, normal};

/// From here on the distribution is the normal one to the last bits.
const NORMAL: f64 = 1e18;

/// `P(T <= t)`, with full relative precision in the lower tail.
#[must_use]
pub fn cdf(t: f64, df: f64) -> f64 {
    sf(-t, df)
}

/// `P(T > t)`, with full relative precision in the upper tail.
///
/// ```
/// assert!((wres_disparity::special::student::sf(2.228_138_851_986_274_7, 10.0) - 0.025).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(t: f64, df: f64) -> f64 {
    if t >= 0.0 { 0.5 * two_sided(t, df) } else { 1.0 - 0.5 * two_sided(t, df) }
}

/// `P(|T| > |t|)`: the two-sided p-value. `I_x(df / 2, 1 / 2)` at `x = df / (df + t^2)` (Abramowitz and Stegun 1964, 26.7.1).
///
/// ```
/// // One degree of freedom is the Cauchy distribution.
/// assert!((wres_disparity::special::student::two_sided(1.0, 1.0) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn two_sided(t: f64, df: f64) -> f64 {
    if df.is_nan() || t.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if t.is_infinite() {
        return 0.0;
    }
    if df >= NORMAL {
        return normal::two_sided(t);
    }
    // Through the ratio, which does not lose the smaller part.
    let square = t * t;
    let ratio = if square < f64::INFINITY { square / df } else { (t / df.sqrt()).powi(2) };
    if ratio == f64::INFINITY {
        return 0.0;
    }
    beta::tails(1.0 / (1.0 + ratio), ratio / (1.0 + ratio), 0.5 * df, 0.5).0
}

/// The `t` with `P(T <= t) = p`, for `0 <= p <= 1`.
///
/// ```
/// assert!((wres_disparity::special::student::quantile(0.975, 10.0) - 2.228_138_851_986_274_7).abs() < 1e-13);
/// ```
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    if p > 0.5 { upper_quantile(1.0 - p, df) } else { -upper_quantile(p, df) }
}

/// The `t` with `P(T > t) = q`, for `0 <= q <= 1`; keeps its digits for tiny `q`.
///
/// ```
/// assert!((wres_disparity::special::student::upper_quantile(0.025, 10.0) - 2.228_138_851_986_274_7).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper_quantile(q: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&q) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df >= NORMAL {
        return normal::upper_quantile(q);
    }
    if q > 0.5 {
        return -upper_quantile(1.0 - q, df);
    }
    // t^2 / df is the odds against x = df / (df + t^2); solve in the smaller of its tails.
    let ratio = if q <= 0.25 {
        beta::inverse(2.0 * q, 0.5 * df, 0.5).recip()
    } else {
        beta::inverse(1.0 - 2.0 * q, 0.5, 0.5 * df)
    };
    (ratio * df).sqrt()
}
