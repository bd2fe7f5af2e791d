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
/// Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, appendix 1: the root of a cubic with one root between the
/// smallest and largest possible `p2`, started from the trigonometric solution and polished by bracketed Newton steps, because
/// the former loses all digits of proportions near 1e-7. Groups and cases are exchanged so that `delta >= 0` and the cases
/// are the minority; the small proportions are then the ones computed directly.
pub(super) fn restricted(one: Binomial, two: Binomial, delta: f64) -> Restricted {
    if delta < 0.0 {
        let Restricted { one, two } = restricted(two, one, -delta);
        return Restricted { one: two, two: one };
    }
    let total = |cases: fn(Binomial) -> u64| cases(one) as f64 + cases(two) as f64;
    let (cases, others) = (total(|group| group.cases().0), total(|group| group.others().0));
    if cases > others {
        // In terms of the others the second group is the higher one.
        let first = (two.others().0 as f64, two.cases().0 as f64);
        let second = (one.others().0 as f64, one.cases().0 as f64);
        let (high, low) = solve(first, second, delta);
        return Restricted { one: (low.1, low.0), two: (high.1, high.0) };
    }
    let pair = |group: Binomial| (group.cases().0 as f64, group.others().0 as f64);
    let (one, two) = solve(pair(one), pair(two), delta);
    Restricted { one, two }
}

type WithComplement = (f64, f64);

/// `(p1, 1 - p1)` and `(p2, 1 - p2)` for cases and others of each group and `delta >= 0`.
fn solve((x1, y1): (f64, f64), (x2, y2): (f64, f64), delta: f64) -> (WithComplement, WithComplement) {
    let (n1, n2) = (x1 + y1, x2 + y2);
    let (total, cases) = (n1 + n2, x1 + x2);
    let room = 1.0 - delta;
    // The likelihood rises in p2 where this cubic is positive.
    let cubic = [
        x2 * delta * room,
        (n2 * delta - total - 2.0 * x2) * delta + cases,
        (n1 + 2.0 * n2) * delta - total - cases,
        total,
    ];
    let value = |p: f64| ((cubic[3] * p + cubic[2]) * p + cubic[1]) * p + cubic[0];
    let slope = |p: f64| (3.0 * cubic[3] * p + 2.0 * cubic[2]) * p + cubic[1];
    let (mut low, mut high) = (0.0, room);
    let mut p = trigonometric(cubic).clamp(low, high);
    for _ in 0..60 {
        let height = value(p);
        if height == 0.0 {
            break;
        }
        if height > 0.0 {
            low = p;
        } else {
            high = p;
        }
        let newton = p - height / slope(p);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        let moved = (next - p).abs();
        p = next;
        if moved <= 2.0 * f64::EPSILON * p {
            break;
        }
    }
    let p1 = (p + delta).min(1.0);
    ((p1, (room - p).max(0.0)), (p, 1.0 - p))
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
