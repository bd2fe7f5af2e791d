//! The Poisson distribution of `k` events with the given mean.

use super::{deviance::half_deviance, gamma, stirling::remainder};
use std::f64::consts::TAU;

/// `P(K = k)`.
///
/// Saddle-point form of Loader (2000), exact to rounding for any mean.
///
/// ```
/// assert!((wres_disparity::special::poisson::pmf(2, 1.0) - 0.183_939_720_585_721_17).abs() < 1e-15);
/// ```
#[must_use]
pub fn pmf(k: u64, mean: f64) -> f64 {
    if k == 0 {
        return (-mean).exp();
    }
    if mean <= 0.0 {
        return 0.0;
    }
    let events = k as f64;
    (-remainder(events) - half_deviance(events, mean, mean - events)).exp() / (TAU * events).sqrt()
}

/// `P(K <= k)`.
///
/// ```
/// assert!((wres_disparity::special::poisson::cdf(0, 1.0) - (-1.0_f64).exp()).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(k: u64, mean: f64) -> f64 {
    gamma::upper(k as f64 + 1.0, mean)
}

/// `P(K > k)`, with full relative precision in the upper tail.
///
/// ```
/// assert!((wres_disparity::special::poisson::sf(0, 1e-20) / 1e-20 - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn sf(k: u64, mean: f64) -> f64 {
    gamma::lower(k as f64 + 1.0, mean)
}
