//! The building block of Theil's indices.

/// `x ln(x / m) - x + m`, which is 0 where `x = m` and never negative, for `x >= 0` and `m > 0`; `difference` is `x - m`.
///
/// Entropies are sums of `x ln(x / m)` in which all but the second-order part cancels; added up in this form nothing does.
/// The series is that of Loader 2000, "Fast and accurate computation of binomial probabilities", section 4.
pub(super) fn deviance(x: f64, m: f64, difference: f64) -> f64 {
    if x <= 0.0 {
        return m;
    }
    if difference.abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() - difference;
    }
    let v = difference / (x + m);
    let mut sum = difference * v;
    let mut term = 2.0 * x * v;
    let mut odd = 1.0;
    loop {
        term *= v * v;
        odd += 2.0;
        let next = sum + term / odd;
        if next == sum || next.is_nan() {
            return sum.max(0.0);
        }
        sum = next;
    }
}

#[cfg(test)]
mod tests {
    use super::deviance;

    #[test]
    fn small_differences_keep_their_digits() {
        // y^2 / 2 - y^3 / 6 + ... for x = m (1 + y), m = 1.
        let y: f64 = 1e-6;
        assert!((deviance(1.0 + y, 1.0, y) / (y * y / 2.0 - y * y * y / 6.0) - 1.0).abs() < 1e-9);
        assert_eq!(deviance(3.0, 3.0, 0.0), 0.0);
        assert_eq!(deviance(0.0, 3.0, -3.0), 3.0);
    }

    #[test]
    fn the_series_and_the_formula_meet() {
        for (x, m) in [(1.2215, 1.0), (1.2225, 1.0), (0.8, 0.977), (0.8, 0.979)] {
            let plain: f64 = x * f64::ln(x / m) - x + m;
            assert!((deviance(x, m, x - m) - plain).abs() < 1e-15);
        }
    }
}
