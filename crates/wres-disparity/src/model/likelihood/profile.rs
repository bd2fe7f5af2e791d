//! The root of a profile likelihood.

use crate::error::{NotEstimable, Result};

/// Doublings of the step outward after which a limit is infinite.
const MOST_DOUBLINGS: usize = 60;
/// Steps after which a bracketed root has been halved to the last bit many times over.
const MOST_STEPS: usize = 200;

/// The likelihood with one coefficient held, maximised over the others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    /// Twice the fall of the log-likelihood from its largest value.
    pub(crate) fall: f64,
    /// The derivative of the held log-likelihood by the coefficient.
    pub(crate) slope: f64,
}

/// The value of a coefficient beyond `estimate`, in the direction of `step`, at which twice the log-likelihood has fallen by
/// `threshold`; infinite where it never does.
///
/// The root of the signed square root of the fall, which is nearly linear, by Newton's method kept inside a bracket that
/// shrinks at every step.
pub(crate) fn profile_limit(
    estimate: f64,
    step: f64,
    threshold: f64,
    mut hold: impl FnMut(f64) -> Result<Held>,
) -> Result<f64> {
    let target = threshold.sqrt();
    let (mut inside, mut outside, mut width) = (estimate, estimate + step, step);
    let mut last = None;
    let mut too_far = None;
    for _ in 0..MOST_DOUBLINGS {
        match hold(outside) {
            Ok(held) if held.fall >= threshold => {
                last = Some(held);
                break;
            }
            Ok(_) => inside = outside,
            // So far out that the others have no maximum in double precision: the limit is nearer.
            Err(_) => too_far = Some(outside),
        }
        width *= 2.0;
        outside = too_far.map_or(estimate + width, |far| 0.5 * (inside + far));
    }
    let mut last = match (last, too_far) {
        (Some(last), _) => last,
        (None, None) => return Ok(step.signum() * f64::INFINITY),
        (None, Some(_)) => return Err(NotEstimable::NoConvergence.into()),
    };
    let settled = |value: f64, change: f64| change.abs() <= 1e-14 * value.abs() + 1e-12 * (value - estimate).abs();
    let mut at = outside;
    for attempt in 1..MOST_STEPS {
        let (low, high) = (inside.min(outside), inside.max(outside));
        let root = last.fall.max(0.0).sqrt();
        let newton = at + (root - target) * root / last.slope;
        // Newton's method from outside needs a handful of steps; a bisection now and then makes sure of the rest.
        let next = if newton >= low && newton <= high && attempt % 8 != 0 { newton } else { 0.5 * (low + high) };
        if settled(next, next - at) || settled(next, high - low) {
            return Ok(next);
        }
        at = next;
        last = hold(at)?;
        if last.fall < threshold {
            inside = at;
        } else {
            outside = at;
        }
    }
    Err(NotEstimable::NoConvergence.into())
}

/// Where to start the other coefficients when one is held at a new value: on the line through the last two points, along
/// which a profile likelihood runs far out.
#[derive(Debug, Clone)]
pub(crate) struct Trail {
    index: usize,
    last: Vec<f64>,
    before: Option<Vec<f64>>,
}

impl Trail {
    /// A trail from a first point, for the coefficient of this index.
    pub(crate) fn new(index: usize, start: &[f64]) -> Self {
        Self { index, last: start.to_vec(), before: None }
    }

    /// The coefficients to start from, nearest guess first.
    pub(crate) fn starts(&self, value: f64) -> Vec<Vec<f64>> {
        let mut plain = self.last.clone();
        plain[self.index] = value;
        let Some(before) = &self.before else { return vec![plain] };
        let ahead = (value - self.last[self.index]) / (self.last[self.index] - before[self.index]);
        let mut line: Vec<f64> =
            self.last.iter().zip(before).map(|(last, before)| last + ahead * (last - before)).collect();
        line[self.index] = value;
        if ahead.is_finite() { vec![line, plain] } else { vec![plain] }
    }

    /// Notes a maximum.
    pub(crate) fn reached(&mut self, coefficients: &[f64]) {
        if coefficients[self.index] != self.last[self.index] {
            self.before = Some(std::mem::replace(&mut self.last, coefficients.to_vec()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, profile_limit};

    fn quadratic(centre: f64, scale: f64) -> impl Fn(f64) -> crate::Result<Held> {
        move |at| {
            let z = (at - centre) / scale;
            Ok(Held { fall: z * z, slope: -z / scale })
        }
    }

    #[test]
    fn the_limits_of_a_normal_likelihood_are_symmetric() {
        let upper = profile_limit(2.0, 0.1, 4.0, quadratic(2.0, 0.5)).unwrap();
        let lower = profile_limit(2.0, -70.0, 4.0, quadratic(2.0, 0.5)).unwrap();
        assert!((upper - 3.0).abs() < 1e-12 && (lower - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_likelihood_that_never_falls_far_enough_has_an_infinite_limit() {
        let flat = |_| Ok(Held { fall: 0.0, slope: 0.0 });
        assert_eq!(profile_limit(0.0, 1.0, 3.84, flat).unwrap(), f64::INFINITY);
        assert_eq!(profile_limit(0.0, -1.0, 3.84, flat).unwrap(), f64::NEG_INFINITY);
    }

    #[test]
    fn a_kinked_likelihood_is_still_bracketed() {
        let kinked = |at: f64| Ok(Held { fall: 2.0 * at.max(0.0) + at.powi(9).max(0.0), slope: -1e-9 });
        let limit = profile_limit(0.0, 0.3, 3.0, kinked).unwrap();
        assert!((limit - 1.0).abs() < 1e-11);
    }
}
