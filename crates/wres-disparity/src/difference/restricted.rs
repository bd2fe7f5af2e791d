//! Maximum likelihood under a given difference.

use crate::quantity::Binomial;
use std::f64::consts::PI;

/// The most likely proportions of two groups whose difference `p1 - p2` is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Restricted {
    /// First proportion and its complement.
    pub(super) one: (f64, f64),
    /// Second proportion and its complement.
    pub(super) two: (f64, f64),
}

impl Restricted {
    /// `p1 (1 - p1) / n1 + p2 (1 - p2) / n2`.
    pub(super) fn variance(&self, base_one: f64, base_two: f64) -> f64 {
        self.one.0 * self.one.1 / base_one + self.two.0 * self.two.1 / base_two
    }
}

/// The restricted maximum likelihood estimates under `p1 - p2 = delta`, for `-1 <= delta <= 1` and two groups with members.
///
/// Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, appendix 1: the root of a cubic between the smallest and
/// largest possible `p2`, started from the trigonometric solution and polished by bracketed Newton steps, because the former
/// loses all digits of proportions near 1e-7. Groups are exchanged so that `delta >= 0`, and cases and others so that the
/// share that is computed is the smaller of `p2` and `1 - p1`, which may be as small as 1 in all people.
pub(super) fn restricted(one: Binomial, two: Binomial, delta: f64) -> Restricted {
    if delta < 0.0 {
        let Restricted { one, two } = restricted(two, one, -delta);
        return Restricted { one: two, two: one };
    }
    let room = (1.0 - delta).max(0.0);
    let counts = |group: Binomial| (group.cases().0 as f64, group.others().0 as f64);
    let of_cases = Cubic::new(counts(one), counts(two), delta, room);
    let (p2, q1) = if of_cases.value(0.5 * room) <= 0.0 {
        let p2 = of_cases.root(room);
        (p2, room - p2)
    } else {
        // In terms of the others the second group is the higher one.
        let exchanged = |group: Binomial| (group.others().0 as f64, group.cases().0 as f64);
        let q1 = Cubic::new(exchanged(two), exchanged(one), delta, room).root(room);
        (room - q1, q1)
    };
    let (p1, q2) = (delta + p2, delta + q1);
    Restricted { one: (p1.min(1.0), q1.max(0.0)), two: (p2.max(0.0), q2.min(1.0)) }
}

/// The derivative of the likelihood in `p2`, times what makes it a polynomial; coefficients from the constant up. Positive below
/// its root between 0 and `1 - delta`, negative above.
struct Cubic([f64; 4]);

impl Cubic {
    /// From cases and others of the groups, for `delta >= 0` and `room = 1 - delta`; written in the smaller of the two.
    fn new((x1, y1): (f64, f64), (x2, y2): (f64, f64), delta: f64, room: f64) -> Self {
        let (n1, n2) = (x1 + y1, x2 + y2);
        let (total, cases) = (n1 + n2, x1 + x2);
        let (linear, quadratic) = if delta <= 0.5 {
            ((n2 * delta - total - 2.0 * x2) * delta + cases, (n1 + 2.0 * n2) * delta - total - cases)
        } else {
            (room * (n1 - n2 + 2.0 * x2 + n2 * room) - y1 - x2, n2 - cases - (n1 + 2.0 * n2) * room)
        };
        Self([x2 * delta * room, linear, quadratic, total])
    }

    fn value(&self, p: f64) -> f64 {
        let [d, c, b, a] = self.0;
        ((a * p + b) * p + c) * p + d
    }

    fn slope(&self, p: f64) -> f64 {
        let [_, c, b, a] = self.0;
        (3.0 * a * p + 2.0 * b) * p + c
    }

    /// The root in `[0, room]`.
    fn root(&self, room: f64) -> f64 {
        // Without cases in the second group 0 is a root, and the one sought unless the likelihood rises there.
        if self.0[0] == 0.0 && self.0[1] <= 0.0 {
            return 0.0;
        }
        let (mut low, mut high) = (0.0, room);
        let mut p = trigonometric(self.0).clamp(low, high);
        for _ in 0..60 {
            let height = self.value(p);
            if height == 0.0 {
                break;
            }
            if height > 0.0 {
                low = p;
            } else {
                high = p;
            }
            let newton = p - height / self.slope(p);
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            let moved = (next - p).abs();
            p = next;
            if moved <= 2.0 * f64::EPSILON * p {
                break;
            }
        }
        p
    }
}

/// The middle root of a cubic with three real roots (coefficients from the constant up).
fn trigonometric([d, c, b, a]: [f64; 4]) -> f64 {
    let third = b / (3.0 * a);
    let q = third * third * third - b * c / (6.0 * a * a) + d / (2.0 * a);
    let p = (third * third - c / (3.0 * a)).max(0.0).sqrt().copysign(q);
    if p == 0.0 {
        return -third;
    }
    let angle = (PI + (q / (p * p * p)).clamp(-1.0, 1.0).acos()) / 3.0;
    2.0 * p * angle.cos() - third
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The derivative of the logarithm of the likelihood in p2.
    fn score(one: Binomial, two: Binomial, r: &Restricted) -> f64 {
        let part = |group: Binomial, (p, q): (f64, f64)| {
            let term = |count: u64, share: f64| if count == 0 { 0.0 } else { count as f64 / share };
            (term(group.cases().0, p) - term(group.others().0, q), term(group.cases().0, p) + term(group.others().0, q))
        };
        let ((s1, w1), (s2, w2)) = (part(one, r.one), part(two, r.two));
        (s1 + s2) / (w1 + w2)
    }

    proptest! {
        #[test]
        fn the_restricted_estimates_maximise_the_likelihood(
            (x1, n1) in (1_u64..10_000_000).prop_flat_map(|n| (0..=n, Just(n))),
            (x2, n2) in (1_u64..10_000_000).prop_flat_map(|n| (0..=n, Just(n))),
            delta in -0.999_f64..0.999,
        ) {
            let (one, two) = (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
            let r = restricted(one, two, delta);
            for (p, q) in [r.one, r.two] {
                prop_assert!((0.0..=1.0).contains(&p) && (0.0..=1.0).contains(&q) && (p + q - 1.0).abs() < 1e-15);
            }
            prop_assert!((r.one.0 - r.two.0 - delta).abs() < 1e-15);
            let inside = [r.one, r.two].iter().all(|(p, q)| p.min(*q) > 1e-9);
            if inside {
                prop_assert!(score(one, two, &r).abs() < 1e-8, "{r:?} {}", score(one, two, &r));
            }
        }
    }
}
