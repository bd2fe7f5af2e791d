//! A bracketing root finder that always terminates.

/// The root of `f` in `[low, high]`, where `f(low)` and `f(high)` have opposite signs (or one is zero).
///
/// Chandrupatla (1997, Advances in Engineering Software 28(3), 145-149): inverse quadratic interpolation where the last three
/// points allow it, bisection otherwise. Whenever three steps have not halved the number of floating-point numbers in the
/// bracket, the next step bisects that number, so that no function can make it take more than about 260 evaluations;
/// a smooth one takes about ten. Converges to the last bits of `f64`, for roots of any magnitude.
///
/// Returns `None` where the signs do not bracket a root or `f` is NaN.
///
/// ```
/// use wres_disparity::special::root::bracketed;
/// let root = bracketed(|x| x * x - 2.0, 0.0, 2.0).ok_or("no root")?;
/// assert!((root - 2.0_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), &str>(())
/// ```
pub fn bracketed(f: impl Fn(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let at = |x| Point { x, y: f(x) };
    between(&f, at(low), at(high))
}

/// The same, where the function is known at the ends.
pub(crate) fn between(f: impl Fn(f64) -> f64, low: Point, high: Point) -> Option<f64> {
    let (mut best, mut other) = (low.known()?, high.known()?);
    if best.y == 0.0 {
        return Some(best.x);
    }
    if other.y == 0.0 {
        return Some(other.x);
    }
    if best.is_positive() == other.is_positive() {
        return None;
    }
    let mut x = 0.5 * low.x + 0.5 * high.x;
    let mut patience = Patience::new(width(low.x, high.x));
    for _ in 0..400 {
        let new = Point { x, y: f(x) }.known()?;
        if new.y == 0.0 {
            return Some(new.x);
        }
        let past;
        (past, other) = if new.is_positive() == best.is_positive() { (best, other) } else { (other, best) };
        best = new;
        let remaining = width(best.x, other.x);
        let nearest = if best.y.abs() <= other.y.abs() { best } else { other };
        let tolerance = f64::EPSILON * nearest.x.abs();
        let length = (other.x - best.x).abs();
        if remaining <= 1 || length <= 2.0 * tolerance {
            return Some(nearest.x);
        }
        x = if patience.is_over(remaining) {
            halfway(best.x, other.x)
        } else {
            let shift = tolerance / length;
            let at = interpolate(best, other, past).clamp(shift, 1.0 - shift);
            best.x + at * (other.x - best.x)
        };
    }
    Some(best.x)
}

/// A function at a point.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Point {
    fn known(self) -> Option<Self> {
        (!self.y.is_nan()).then_some(self)
    }

    fn is_positive(self) -> bool {
        self.y > 0.0
    }
}

/// Where between `best` (0) and `other` (1) to look next.
fn interpolate(best: Point, other: Point, past: Point) -> f64 {
    let xi = (best.x - other.x) / (past.x - other.x);
    let phi = (best.y - other.y) / (past.y - other.y);
    if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
        let first = best.y / (other.y - best.y) * past.y / (other.y - past.y);
        let second = (past.x - best.x) / (other.x - best.x) * best.y / (past.y - best.y) * other.y / (past.y - other.y);
        let at = first + second;
        if at.is_finite() {
            return at;
        }
    }
    0.5
}

/// Allows three steps for each halving of the bracket.
struct Patience {
    steps: u32,
    reference: u64,
}

impl Patience {
    fn new(width: u64) -> Self {
        Self { steps: 0, reference: width }
    }

    fn is_over(&mut self, width: u64) -> bool {
        self.steps += 1;
        if width <= self.reference / 2 {
            self.steps = 0;
            self.reference = width;
        }
        self.steps >= 3
    }
}

/// The floating-point numbers in order: neighbours differ by one.
fn order(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

fn width(one: f64, two: f64) -> u64 {
    order(one).abs_diff(order(two))
}

/// The number with as many floating-point numbers on either side.
fn halfway(one: f64, two: f64) -> f64 {
    let (low, high) = (order(one), order(two));
    let middle = (low >> 1) + (high >> 1) + (low & high & 1);
    f64::from_bits(if middle < 0 { i64::MIN.wrapping_sub(middle) } else { middle } as u64)
}

#[cfg(test)]
mod tests {
    use super::bracketed;
    use std::cell::Cell;

    fn evaluations(f: impl Fn(f64) -> f64, low: f64, high: f64) -> (Option<f64>, u32) {
        let count = Cell::new(0);
        let root = bracketed(
            |x| {
                count.set(count.get() + 1);
                f(x)
            },
            low,
            high,
        );
        (root, count.get())
    }

    #[test]
    fn finds_a_root_to_the_last_bits() {
        let (root, evaluations) = evaluations(|x| x * x - 2.0, 0.0, 2.0);
        assert!((root.unwrap() - 2.0_f64.sqrt()).abs() < 1e-15);
        assert!(evaluations < 15, "{evaluations}");
    }

    #[test]
    fn refuses_a_bracket_without_a_sign_change() {
        assert_eq!(bracketed(|x| x * x + 1.0, -1.0, 1.0), None);
        assert_eq!(bracketed(|_| f64::NAN, -1.0, 1.0), None);
    }

    #[test]
    fn an_end_that_is_a_root_is_the_answer() {
        assert_eq!(bracketed(|x| x, 0.0, 1.0), Some(0.0));
        assert_eq!(bracketed(|x| x - 1.0, 0.0, 1.0), Some(1.0));
    }

    #[test]
    fn difficult_functions_take_a_bounded_number_of_evaluations() {
        type Case = (fn(f64) -> f64, f64, f64, f64);
        let cases: [Case; 6] = [
            (|x| if x < 1e-290 { -1e-9 } else { 1e9 }, 0.0, 1e300, 1e-290),
            (|x| x.powi(21) - 1e-60, -1.0, 1e5, 1e-60_f64.powf(1.0 / 21.0)),
            (|x| (x - 0.3).cbrt(), -5.0, 1e12, 0.3),
            (|x| (-1.0 / (x * x)).exp().copysign(x), -4.0, 3.0, 0.0),
            (|x| if x > 0.25 { f64::INFINITY } else { f64::NEG_INFINITY }, 0.0, 1.0, 0.25),
            (|x| x.exp() - 1e300, -700.0, 709.0, 1e300_f64.ln()),
        ];
        for (number, (f, low, high, expected)) in cases.into_iter().enumerate() {
            let (root, evaluations) = evaluations(f, low, high);
            let root = root.unwrap();
            assert!(evaluations <= 260, "case {number}: {evaluations} evaluations");
            if expected != 0.0 {
                assert!((root / expected - 1.0).abs() < 1e-14, "case {number}: {root} {expected}");
            } else {
                assert!(f(root).abs() < 1e-200, "case {number}: {root}");
            }
        }
    }
}
