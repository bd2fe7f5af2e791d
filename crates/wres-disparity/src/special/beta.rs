//! The beta distribution: regularised incomplete beta function and its inverse.
//!
//! Range: both parameters > 0 (a relative precision of 1e-13 is tested from 0.5 to 10^15).

use super::{
    deviance::{excess, half_deviance, log_deficit},
    normal, quadrature,
    scale::between,
    stirling::{density_at_zero, remainder},
};

/// From here on, when both parameters are as large, the tails are integrated instead of expanded.
const LARGE: f64 = 1_000.0;

/// `I_x(a, b)`: the probability that a beta variable is at most `x`.
///
/// ```
/// assert!((wres_disparity::special::beta::cdf(0.1, 1.0, 3.0) - 0.271).abs() < 1e-15);
/// ```
#[must_use]
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    tails(x, 1.0 - x, a, b).0
}

/// `1 - I_x(a, b)`, with full relative precision in the upper tail.
///
/// ```
/// assert!((wres_disparity::special::beta::sf(0.999, 1.0, 8.0) / 1e-24 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn sf(x: f64, a: f64, b: f64) -> f64 {
    tails(x, 1.0 - x, a, b).1
}

/// The `x` with `I_x(a, b) = p`, for `0 <= p <= 1`.
///
/// ```
/// let x = wres_disparity::special::beta::quantile(0.025, 1.0, 1e7);
/// assert!((x / 2.531_780_795_224_031e-9 - 1.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    if p > 0.5 { share(inverse(1.0 - p, b, a).recip()) } else { share(inverse(p, a, b)) }
}

/// The `x` with `1 - I_x(a, b) = q`, for `0 <= q <= 1`; keeps its digits for tiny `q`.
///
/// ```
/// let x = wres_disparity::special::beta::upper_quantile(1e-24, 1.0, 8.0);
/// assert!((x - 0.999).abs() < 1e-15);
/// ```
#[must_use]
pub fn upper_quantile(q: f64, a: f64, b: f64) -> f64 {
    if q > 0.5 { share(inverse(1.0 - q, a, b)) } else { share(inverse(q, b, a).recip()) }
}

/// Odds to a proportion.
fn share(odds: f64) -> f64 {
    if odds == f64::INFINITY { 1.0 } else { odds / (1.0 + odds) }
}

/// `x^a y^b / B(a, b)`: the density times `x y`, in the saddle-point form, which does not cancel for large parameters.
fn density_times_xy(x: f64, y: f64, a: f64, b: f64, above: f64) -> f64 {
    let n = a + b;
    let deviance = half_deviance(a, n * x, -above) + half_deviance(b, n * y, above);
    ((a / n) * b).sqrt() * density_at_zero() * (remainder(n) - remainder(a) - remainder(b) - deviance).exp()
}

/// `a - (a + b) x`, from whichever of `x` and its complement `y` is the smaller and therefore the more precise.
fn mean_excess(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if x <= y { excess(a, b, x) } else { -excess(b, a, y) }
}

/// Lower and upper tail at `x`, given also `y = 1 - x`, which the caller may know better. The tail on the side of `x` away
/// from the mean is computed; the other is its complement.
pub(super) fn tails(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if x.is_nan() || !valid(a, b) {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let above = mean_excess(x, y, a, b);
    if above >= 0.0 {
        let lower = side(x, y, a, b, above).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = side(y, x, b, a, -above).min(1.0);
        (1.0 - upper, upper)
    }
}

fn valid(a: f64, b: f64) -> bool {
    a > 0.0 && b > 0.0 && a < f64::INFINITY && b < f64::INFINITY
}

/// The lower tail for `x` at or below the mean; `above = a - (a + b) x >= 0`.
fn side(x: f64, y: f64, a: f64, b: f64, above: f64) -> f64 {
    let density = density_times_xy(x, y, a, b, above);
    if density == 0.0 {
        0.0
    } else if a.min(b) > LARGE {
        density * integral(x, y, a, b, above)
    } else {
        density * fraction(x, y, a, b, above)
    }
}

/// Continued fraction of the lower tail over `density_times_xy`, in the arrangement of DiDonato and Morris (1992, ACM TOMS
/// 18(3), 360-373, section 3), which works with the distance from the mean and so does not cancel.
fn fraction(x: f64, y: f64, a: f64, b: f64, above: f64) -> f64 {
    let start = 1.0 + above;
    let (odds, unit) = (b / a, 1.0 + 1.0 / a);
    let (mut before_top, mut before_bottom) = (0.0, 1.0);
    let (mut top, mut bottom) = (1.0, start / unit);
    let mut value = unit / start;
    let (mut p, mut s) = (1.0, a + 1.0);
    for n in 1..3_000 {
        let n = f64::from(n);
        let t = n / a;
        let w = n * (b - n) * x;
        let e = a / s;
        let alpha = p * (p + odds) * e * e * (w * x);
        let beta = n + w / s + (t + 1.0) / (unit + t + t) * (start + n * (1.0 + y));
        p = t + 1.0;
        s += 2.0;
        (before_top, top) = (top, alpha * before_top + beta * top);
        (before_bottom, bottom) = (bottom, alpha * before_bottom + beta * bottom);
        let previous = value;
        value = top / bottom;
        if (value - previous).abs() <= f64::EPSILON * value {
            break;
        }
        before_top /= bottom;
        before_bottom /= bottom;
        (top, bottom) = (value, 1.0);
    }
    value
}

/// The lower tail over `density_times_xy` by quadrature, for two large parameters.
fn integral(x: f64, y: f64, a: f64, b: f64, above: f64) -> f64 {
    let rate = above / (x * y);
    quadrature::falling(rate, a / (x * x) + b / (y * y), x, |s| {
        (-rate * s - a * log_deficit(-s / x) - b * log_deficit(s / y)).exp() / ((x - s) * (y + s))
    })
}

/// The odds `x / (1 - x)` at which the lower tail is `p`; meant for `p <= 0.5`.
///
/// Newton's method for the logarithm of the tail as a function of the log odds, in which it is concave: after one step the
/// iterates rise to the root, so no bracket is needed and the iteration cannot wander off.
pub(crate) fn inverse(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !valid(a, b) {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let mut odds = start(p, a, b);
    let (mut known_below, mut known_above) = (0.0_f64, f64::INFINITY);
    let mut last = f64::INFINITY;
    for round in 0..200 {
        let (x, y) = if odds <= 1.0 { (odds / (1.0 + odds), 1.0 / (1.0 + odds)) } else { swap(odds.recip()) };
        let tail = tails(x, y, a, b).0;
        if tail < p {
            known_below = known_below.max(odds);
        } else {
            known_above = known_above.min(odds);
        }
        let density = density_times_xy(x, y, a, b, mean_excess(x, y, a, b));
        // ln(p / tail), kept exact where the two are close.
        let shortfall = if (tail / p - 1.0).abs() < 0.5 { -((tail - p) / p).ln_1p() } else { (p / tail).ln() };
        let step = shortfall * tail / density;
        let next = odds + odds * step.clamp(-600.0, 600.0).exp_m1();
        if next > 0.0 && next >= known_below && next <= known_above && next < f64::INFINITY {
            odds = next;
        } else {
            // The tail or the density fell out of the range of `f64`.
            odds = between(known_below, known_above);
            continue;
        }
        let size = step.abs();
        if size <= f64::EPSILON || (round > 5 && size < 1e-10 && size >= last) {
            break;
        }
        last = size;
    }
    odds
}

fn swap(inverse_odds: f64) -> (f64, f64) {
    (1.0 / (1.0 + inverse_odds), inverse_odds / (1.0 + inverse_odds))
}

/// Odds to start from: the normal approximation of half the log odds (Abramowitz and Stegun 1964, 26.5.22), or the leading
/// term of the lower tail for small parameters and far tails.
fn start(p: f64, a: f64, b: f64) -> f64 {
    if a > 1.0 && b > 1.0 {
        let z = normal::upper_quantile(p);
        let (one, two) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let h = 2.0 / (one + two);
        let k = (z * z - 3.0) / 6.0;
        let root = h + k;
        if root > 0.0 {
            let w = z * root.sqrt() / h - (two - one) * (k + 5.0 / 6.0 - 2.0 / (3.0 * h));
            return (a / b * (-2.0 * w).exp()).clamp(1e-300, 1e300);
        }
    }
    // I_x is about x^a / (a B(a, b)) near zero.
    let ln_x = (p.ln() + a.ln() + ln_beta(a, b)) / a;
    if ln_x < -0.7 { ln_x.max(-690.0).exp() } else { (a / b).min(1e300) }
}

/// `ln B(a, b)`.
fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}
