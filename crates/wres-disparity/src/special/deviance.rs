//! The building block of every density here: how far an observed count lies from its expectation, without cancellation.

/// `y - ln(1 + y)` for `y > -1`, with full relative precision also near zero.
///
/// With `r = y / (2 + y)` and `ln(1 + y) = 2 artanh(r)`, the leading terms combine to `r * y - 2 r^3 / 3 - ...`.
pub(super) fn log_deficit(y: f64) -> f64 {
    if !(-0.4..=0.6).contains(&y) {
        return y - y.ln_1p();
    }
    let r = y / (2.0 + y);
    let square = r * r;
    let (mut power, mut sum, mut odd) = (square, 0.0, 3.0);
    loop {
        let next = sum + power / odd;
        if next == sum || next.is_nan() {
            break;
        }
        sum = next;
        power *= square;
        odd += 2.0;
    }
    r * (y - 2.0 * sum)
}

/// Half the deviance `a ln(a / m) + m - a` of an observed `a > 0` from a mean `m > 0`, given `difference = m - a` exactly.
///
/// Catherine Loader (2000), "Fast and accurate computation of binomial probabilities", equation 4, with the difference passed
/// in, because it is known better than by subtracting rounded numbers.
pub(crate) fn half_deviance(a: f64, m: f64, difference: f64) -> f64 {
    let y = difference / a;
    if (-0.5..=1e8).contains(&y) { a * log_deficit(y) } else { a * (a.ln() - m.ln()) + difference }
}

/// `a - (a + b) x` to about the last bit, where `x` is exact.
pub(super) fn excess(a: f64, b: f64, x: f64) -> f64 {
    let (first, second) = (a * x, b * x);
    let (rest_first, rest_second) = (a.mul_add(x, -first), b.mul_add(x, -second));
    let (sum, rest) = two_sum(a, -first);
    let (sum, rest_again) = two_sum(sum, -second);
    let correction = rest + rest_again - rest_first - rest_second;
    if correction.is_finite() { sum + correction } else { sum }
}

/// The rounded sum of two numbers and what rounding lost (Knuth 1969).
fn two_sum(left: f64, right: f64) -> (f64, f64) {
    let sum = left + right;
    let part = sum - left;
    (sum, (left - (sum - part)) + (right - part))
}

#[cfg(test)]
mod tests {
    use super::{excess, log_deficit};

    #[test]
    fn log_deficit_keeps_its_digits_near_zero() {
        for (y, expected) in [
            (1e-10, 4.999_999_999_666_667e-21),
            (-1e-5, 5.000_033_333_583_336e-11),
            (0.3, 0.037_635_735_532_508_94),
            (-0.3, 0.056_674_943_938_732_375),
            (2.0, 0.901_387_711_331_890_3),
        ] {
            assert!((log_deficit(y) / expected - 1.0).abs() < 4e-16, "{y}");
        }
    }

    #[test]
    fn excess_survives_cancellation() {
        // 3 * 10^7 - 10^8 times the double nearest to 0.3, to 50 digits.
        assert_eq!(excess(3e7, 7e7, 0.3), 1.110_223_024_625_156_5e-9);
    }
}
