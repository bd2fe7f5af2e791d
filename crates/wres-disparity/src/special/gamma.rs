//! The gamma distribution with scale 1: regularised incomplete gamma functions and their inverses.
//!
//! Range: shape > 0 (a relative precision of 1e-13 is tested from 0.05 to 10^15), x >= 0.

use super::{
    deviance::{half_deviance, log_deficit},
    normal, quadrature,
    scale::between,
    stirling::{density_at_zero, remainder},
};

/// From this shape on the tails are integrated instead of summed.
const LARGE: f64 = 500.0;

/// Natural logarithm of the gamma function for `x > 0`.
///
/// ```
/// assert!((wres_disparity::special::gamma::ln_gamma(10.0) - 362_880.0_f64.ln()).abs() < 1e-14);
/// ```
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `P(shape, x)`, the regularised lower incomplete gamma function: the probability that a gamma variable is at most `x`.
///
/// ```
/// // The exponential distribution is the gamma distribution of shape 1.
/// assert!((wres_disparity::special::gamma::lower(1.0, 2.0) - 0.864_664_716_763_387_3).abs() < 1e-15);
/// ```
#[must_use]
pub fn lower(shape: f64, x: f64) -> f64 {
    tails(shape, x).0
}

/// `Q(shape, x) = 1 - P(shape, x)`, with full relative precision in the upper tail.
///
/// ```
/// assert!((wres_disparity::special::gamma::upper(1.0, 700.0) / (-700.0_f64).exp() - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn upper(shape: f64, x: f64) -> f64 {
    tails(shape, x).1
}

/// The `x` with `P(shape, x) = p`, for `0 <= p <= 1`.
///
/// ```
/// assert!((wres_disparity::special::gamma::quantile(0.5, 1.0) - 2.0_f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn quantile(p: f64, shape: f64) -> f64 {
    if p > 0.5 { inverse(1.0 - p, shape, false) } else { inverse(p, shape, true) }
}

/// The `x` with `Q(shape, x) = q`, for `0 <= q <= 1`; keeps its digits for tiny `q`.
///
/// ```
/// let x = wres_disparity::special::gamma::upper_quantile(1e-30, 1.0);
/// assert!((x / (1e30_f64).ln() - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn upper_quantile(q: f64, shape: f64) -> f64 {
    if q > 0.5 { inverse(1.0 - q, shape, true) } else { inverse(q, shape, false) }
}

/// `x^shape exp(-x) / gamma(shape)`: the density times `x`.
fn density_times_x(shape: f64, x: f64) -> f64 {
    if shape < 1e-3 {
        return shape * (shape * x.ln() - x - ln_gamma_1p(shape)).exp();
    }
    shape.sqrt() * density_at_zero() * (-half_deviance(shape, x, x - shape) - remainder(shape)).exp()
}

/// `ln gamma(1 + a)` for `0 < a < 1`.
fn ln_gamma_1p(a: f64) -> f64 {
    libm::lgamma(1.0 + a)
}

/// Both tails; the smaller one is computed and the other is its complement.
fn tails(shape: f64, x: f64) -> (f64, f64) {
    if shape.is_nan() || x.is_nan() || shape <= 0.0 || shape == f64::INFINITY {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    let from_lower = |lower: f64| (lower.min(1.0), (1.0 - lower).max(0.0));
    let from_upper = |upper: f64| ((1.0 - upper).max(0.0), upper.min(1.0));
    if shape < 1.0 && x < 1.0 {
        return small(shape, x);
    }
    let density = density_times_x(shape, x);
    if shape > LARGE {
        if x < shape {
            from_lower(density * integral_below(shape, x))
        } else {
            from_upper(density * integral_above(shape, x))
        }
    } else if shape >= 1.0 && x < shape + 1.0 {
        from_lower(density * series(shape, x))
    } else {
        from_upper(density * fraction(shape, x))
    }
}

/// Shape and `x` below 1: the upper tail without cancellation (Gautschi 1979).
fn small(shape: f64, x: f64) -> (f64, f64) {
    let ln_leading = shape * x.ln() - ln_gamma_1p(shape);
    let leading = ln_leading.exp();
    let (mut power, mut sum, mut n) = (1.0, 0.0, 1.0);
    loop {
        power *= -x / n;
        let next = sum + power * shape / (shape + n);
        if next == sum || next.is_nan() {
            break;
        }
        sum = next;
        n += 1.0;
    }
    (leading * (1.0 + sum), -ln_leading.exp_m1() - leading * sum)
}

/// `sum x^n / (shape (shape + 1) ... (shape + n))` (Abramowitz and Stegun 1964, 6.5.29).
fn series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut denominator) = (1.0 / shape, 1.0 / shape, shape);
    loop {
        denominator += 1.0;
        term *= x / denominator;
        let next = sum + term;
        if next == sum || next.is_nan() {
            return sum;
        }
        sum = next;
    }
}

/// Legendre's continued fraction of the upper tail (Abramowitz and Stegun 1964, 6.5.31), by the modified Lentz method.
fn fraction(shape: f64, x: f64) -> f64 {
    let mut b = x - shape + 1.0;
    let mut c = f64::MAX;
    let mut d = 1.0 / b;
    let mut value = d;
    for n in 1..2_000 {
        let n = f64::from(n);
        let a = n * (shape - n);
        b += 2.0;
        d = 1.0 / nonzero(a * d + b);
        c = nonzero(b + a / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Replaces a vanishing denominator, as the modified Lentz method does.
fn nonzero(value: f64) -> f64 {
    if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value }
}

/// The upper tail over `density_times_x`, for a large shape and `x` at or above the mean.
fn integral_above(shape: f64, x: f64) -> f64 {
    let rate = (x - shape) / x;
    quadrature::falling(rate, shape / (x * x), f64::INFINITY, |s| {
        (-rate * s - shape * log_deficit(s / x)).exp() / (x + s)
    })
}

/// The lower tail over `density_times_x`, for a large shape and `x` below the mean.
fn integral_below(shape: f64, x: f64) -> f64 {
    let rate = (shape - x) / x;
    quadrature::falling(rate, shape / (x * x), x, |s| (-rate * s - shape * log_deficit(-s / x)).exp() / (x - s))
}

/// Newton's method for the logarithm of the tail as a function of `ln x`, in which it is concave: after one step the
/// iterates approach the root from one side, so no bracket is needed.
fn inverse(p: f64, shape: f64, is_lower: bool) -> f64 {
    if !(0.0..=1.0).contains(&p) || shape.is_nan() || shape <= 0.0 || shape == f64::INFINITY {
        return f64::NAN;
    }
    if p == 0.0 {
        return if is_lower { 0.0 } else { f64::INFINITY };
    }
    let mut x = start(p, shape, is_lower);
    let (mut known_below, mut known_above) = (0.0_f64, f64::INFINITY);
    let mut last = f64::INFINITY;
    for round in 0..200 {
        let (lower, upper) = tails(shape, x);
        let tail = if is_lower { lower } else { upper };
        if (tail < p) == is_lower {
            known_below = known_below.max(x);
        } else {
            known_above = known_above.min(x);
        }
        // ln(p / tail), kept exact where the two are close.
        let shortfall = if (tail / p - 1.0).abs() < 0.5 { -((tail - p) / p).ln_1p() } else { (p / tail).ln() };
        let step = shortfall * tail / density_times_x(shape, x);
        let step = if is_lower { step.max(-700.0) } else { -step };
        let next = x + x * step.min(1.0).exp_m1();
        if next > 0.0 && next >= known_below && next <= known_above && next < f64::INFINITY {
            x = next;
        } else {
            // The tail or the density fell out of the range of `f64`.
            x = between(known_below, known_above);
            continue;
        }
        let size = step.abs();
        if size <= f64::EPSILON || (round > 5 && size < 1e-10 && size >= last) {
            break;
        }
        last = size;
    }
    x
}

/// Wilson and Hilferty (1931), or the leading term of the lower tail where that is not positive.
fn start(p: f64, shape: f64, is_lower: bool) -> f64 {
    let z = if is_lower { normal::quantile(p) } else { normal::upper_quantile(p) };
    let spread = 1.0 / (9.0 * shape);
    let cube_root = 1.0 - spread + z * spread.sqrt();
    if cube_root > 0.2 {
        return shape * cube_root * cube_root * cube_root;
    }
    let share = if is_lower { p } else { 1.0 - p };
    ((share.ln() + libm::lgamma(shape + 1.0)) / shape).exp().clamp(f64::MIN_POSITIVE, shape + 1.0)
}
