//! A bracketing root finder that always terminates.

/// The root of `f` in `[low, high]`, where `f(low)` and `f(high)` have opposite signs (or one is zero).
///
/// Bisection safeguarded by the Illinois variant of regula falsi: the bracket shrinks every step and at least halves every
/// third, so at most about 200 evaluations are made. Converges to the last bits of `f64`.
///
/// Returns `None` where the signs do not bracket a root or `f` is NaN.
pub fn bracketed(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa == 0.0 {
        return Some(a);
    }
    if fb == 0.0 {
        return Some(b);
    }
    if fa.is_nan() || fb.is_nan() || (fa > 0.0) == (fb > 0.0) {
        return None;
    }
    for step in 0..400 {
        let middle = 0.5 * (a + b);
        let secant = b - fb * (b - a) / (fb - fa);
        let inside = secant > a.min(b) && secant < a.max(b);
        let x = if step % 3 == 2 || !inside { middle } else { secant };
        if x == a || x == b || (b - a).abs() <= 4.0 * f64::EPSILON * middle.abs() {
            return Some(x);
        }
        let fx = f(x);
        if fx.is_nan() {
            return None;
        }
        if fx == 0.0 {
            return Some(x);
        }
        if (fx > 0.0) == (fa > 0.0) {
            (a, fa) = (x, fx);
            fb *= 0.5;
        } else {
            (b, fb) = (x, fx);
            fa *= 0.5;
        }
    }
    Some(0.5 * (a + b))
}

#[cfg(test)]
mod tests {
    use super::bracketed;

    #[test]
    fn finds_a_root_to_the_last_bits() {
        let root = bracketed(|x| x * x - 2.0, 0.0, 2.0).unwrap();
        assert!((root - 2.0_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn refuses_a_bracket_without_a_sign_change() {
        assert_eq!(bracketed(|x| x * x + 1.0, -1.0, 1.0), None);
    }
}
