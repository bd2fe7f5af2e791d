//! The binomial distribution of `k` cases among `n` with probability `p` each.

use super::{
    beta,
    deviance::{excess, half_deviance},
    stirling::remainder,
};
use std::f64::consts::TAU;

/// Natural logarithm of `P(K = k)`; minus infinity where that is impossible.
///
/// Saddle-point form of Loader (2000), exact to rounding for any `n`.
#[must_use]
pub fn ln_pmf(k: u64, n: u64, p: f64) -> f64 {
    let (root, exponent) = parts(k, n, p, 1.0 - p);
    exponent - 0.5 * root.ln()
}

/// `P(K = k)`.
///
/// ```
/// assert!((wres_disparity::special::binomial::pmf(2, 4, 0.5) - 0.375).abs() < 1e-15);
/// ```
#[must_use]
pub fn pmf(k: u64, n: u64, p: f64) -> f64 {
    let (root, exponent) = parts(k, n, p, 1.0 - p);
    exponent.exp() / root.sqrt()
}

/// `P(K <= k)`.
///
/// ```
/// assert!((wres_disparity::special::binomial::cdf(1, 4, 0.5) - 0.3125).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n { 1.0 } else { beta::tails(p, 1.0 - p, k as f64 + 1.0, (n - k) as f64).1 }
}

/// `P(K > k)`, with full relative precision in the upper tail.
///
/// ```
/// assert!((wres_disparity::special::binomial::sf(1, 4, 0.5) - 0.6875).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n { 0.0 } else { beta::tails(p, 1.0 - p, k as f64 + 1.0, (n - k) as f64).0 }
}

/// `(r, e)` with `P(K = k) = exp(e) / sqrt(r)`.
pub(super) fn parts(k: u64, n: u64, p: f64, q: f64) -> (f64, f64) {
    if k > n {
        return (1.0, f64::NEG_INFINITY);
    }
    let (cases, others, base) = (k as f64, (n - k) as f64, n as f64);
    if k == 0 && n == 0 {
        return (1.0, 0.0);
    }
    if k == 0 {
        return (1.0, if p < 0.5 { base * (-p).ln_1p() } else { base * q.ln() });
    }
    if k == n {
        return (1.0, if q < 0.5 { base * (-q).ln_1p() } else { base * p.ln() });
    }
    if p <= 0.0 || q <= 0.0 {
        return (1.0, f64::NEG_INFINITY);
    }
    let above = if p <= q { excess(cases, others, p) } else { -excess(others, cases, q) };
    let deviance = half_deviance(cases, base * p, -above) + half_deviance(others, base * q, above);
    (TAU * cases * (others / base), remainder(base) - remainder(cases) - remainder(others) - deviance)
}
