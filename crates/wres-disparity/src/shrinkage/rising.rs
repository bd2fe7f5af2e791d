//! Logarithm and slope of the rising factorial `a (a + 1) ... (a + n - 1)`.
//!
//! As differences of (di)gamma functions they would lose all digits for large `a`, which is where a beta-binomial prior has
//! little overdispersion and the digits are needed.

/// From this argument on the asymptotic series are used: their last terms are below 1e-17.
const ASYMPTOTIC: f64 = 16.0;

/// `ln gamma(a + n) - ln gamma(a)` for `a > 0` and a whole `n >= 0`.
pub(super) fn ln_rising(a: f64, n: f64) -> f64 {
    let (mut start, mut left, mut total) = (a, n, 0.0);
    while start < ASYMPTOTIC && left > 0.0 {
        total += start.ln();
        start += 1.0;
        left -= 1.0;
    }
    if left == 0.0 {
        return total;
    }
    let end = start + left;
    let remainder = |z: f64| {
        let w = 1.0 / (z * z);
        (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w / 1680.0))) / z
    };
    total + (start - 0.5) * (left / start).ln_1p() + left * (end.ln() - 1.0) + (remainder(end) - remainder(start))
}

/// `digamma(a + n) - digamma(a)`, the sum of `1 / (a + j)` over `j < n`, for `a > 0` and a whole `n >= 0`.
pub(super) fn digamma_rise(a: f64, n: f64) -> f64 {
    let (mut start, mut left, mut total) = (a, n, 0.0);
    while start < ASYMPTOTIC && left > 0.0 {
        total += 1.0 / start;
        start += 1.0;
        left -= 1.0;
    }
    if left == 0.0 {
        return total;
    }
    let end = start + left;
    let higher = |z: f64| {
        let w = 1.0 / (z * z);
        w * w * (1.0 / 120.0 - w * (1.0 / 252.0 - w * (1.0 / 240.0 - w / 132.0)))
    };
    let inverse_squares = left / start / end * (1.0 / start + 1.0 / end);
    total + (left / start).ln_1p() + 0.5 * left / start / end + inverse_squares / 12.0 + (higher(end) - higher(start))
}

#[cfg(test)]
mod tests {
    use super::{digamma_rise, ln_rising};
    use proptest::prelude::*;

    #[test]
    fn nothing_rises_over_nothing() {
        assert_eq!((ln_rising(0.3, 0.0), digamma_rise(40.0, 0.0)), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn both_agree_with_the_sum_term_by_term(log_a in -9.0..25.0f64, n in 0_u32..300) {
            let a = log_a.exp();
            let logarithms: f64 = (0..n).map(|j| (a + f64::from(j)).ln()).sum();
            let reciprocals: f64 = (0..n).map(|j| 1.0 / (a + f64::from(j))).sum();
            let n = f64::from(n);
            let scale = logarithms.abs().max(n);
            prop_assert!((ln_rising(a, n) - logarithms).abs() <= 1e-13 * scale, "{} {logarithms}", ln_rising(a, n));
            prop_assert!((digamma_rise(a, n) - reciprocals).abs() <= 1e-13 * reciprocals);
        }
    }
}
