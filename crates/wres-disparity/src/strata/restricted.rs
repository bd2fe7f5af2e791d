//! The most likely proportions of one stratum when their ratio, difference or odds ratio is given.
//!
//! These are what a score method puts into its variance. Each is the maximum of the two binomial likelihoods on a curve.

use super::stratum::Cells;
use std::f64::consts::PI;

/// `p (1 - p)` of the first and the second group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    one: f64,
    two: f64,
}

impl Spread {
    /// `p1 (1 - p1) / n1 + factor p2 (1 - p2) / n2`.
    pub(super) fn variance(self, stratum: Cells, factor: f64) -> f64 {
        self.one / stratum.n1 + factor * (self.two / stratum.n2)
    }
}

/// A ratio and its reciprocal, each with its exact distance from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ray {
    /// The ratio.
    pub(super) ratio: f64,
    /// The ratio less 1.
    pub(super) surplus: f64,
    /// The reciprocal.
    inverse: f64,
    /// The reciprocal less 1.
    inverse_surplus: f64,
}

impl Ray {
    /// From the logarithm of the ratio.
    pub(super) fn new(log: f64) -> Self {
        Self { ratio: log.exp(), surplus: log.exp_m1(), inverse: (-log).exp(), inverse_surplus: (-log).exp_m1() }
    }

    /// With `p1 = ratio p2`: `p2` is the smaller root of `N ratio p^2 - (ratio (n1 + x2) + x1 + n2) p + x1 + x2 = 0`. Miettinen and
    /// Nurminen (1985), Statistics in Medicine 4, 213-226, equation 12.
    ///
    /// The discriminant is `(ratio (n1 + x2) - x1 - n2)^2 + 4 ratio y1 y2`, and the complements have quadratics of their own, so that
    /// nothing cancels when almost everybody is a case.
    pub(super) fn spread(self, c: Cells) -> Spread {
        let root = (((c.n1 + c.x2) * self.surplus + (c.y1 - c.y2)).powi(2) + 4.0 * self.ratio * c.y1 * c.y2).sqrt();
        let two = 2.0 * (c.x1 + c.x2) / (self.ratio * (c.n1 + c.x2) + c.x1 + c.n2 + root);
        let others = c.y1 + c.y2;
        let complement = |y: f64, ratio: f64, surplus: f64, root: f64| {
            let g = (c.all + y) * surplus + others;
            let q = if g > 0.0 {
                (g + root) / (2.0 * c.all * ratio)
            } else if y > 0.0 {
                -2.0 * y * surplus / (root - g)
            } else {
                0.0
            };
            q.clamp(0.0, 1.0)
        };
        Spread {
            one: (two * self.ratio).min(1.0)
                * complement(c.y1, self.inverse, self.inverse_surplus, root * self.inverse),
            two: two.min(1.0) * complement(c.y2, self.ratio, self.surplus, root),
        }
    }
}

/// With `p1 = p2 + difference`: the middle root of a cubic by its cosine, polished where it lies near an end of what is possible.
/// Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equation 27 and appendix I.
///
/// Written in the distances `t` and `u` of the solution from the two ends of the possible range, whose sum `gap` is known
/// exactly: the likelihood is `t^near (|d| + t)^far u^near' (|d| + u)^far'`, and nothing cancels.
pub(super) fn given_difference(stratum: Cells, difference: f64) -> Spread {
    let d = difference.abs();
    let gap = 1.0 - d;
    let (near, far, near_end, far_end) = if difference >= 0.0 {
        (stratum.x2, stratum.x1, stratum.y1, stratum.y2)
    } else {
        (stratum.x1, stratum.x2, stratum.y2, stratum.y1)
    };
    let (start_side, end_side) = ((near, far), (near_end, far_end));
    let (t, u) = if at_edge(start_side, end_side, d, gap) {
        (0.0, gap)
    } else if at_edge(end_side, start_side, d, gap) {
        (gap, 0.0)
    } else {
        let start = middle_root(stratum, difference) - (-difference).max(0.0);
        let t = polish(start, d, gap, start_side, end_side);
        if t <= 0.5 * gap {
            (t, gap - t)
        } else {
            let u = polish(gap - t, d, gap, end_side, start_side);
            (gap - u, u)
        }
    };
    let (first, second) = (t * (d + u), (d + t) * u);
    if difference >= 0.0 { Spread { one: second, two: first } } else { Spread { one: first, two: second } }
}

/// Whether the likelihood is largest at an end of the range: nothing pulls away from it, and what pulls towards it is stronger.
fn at_edge((near, far): (f64, f64), (near_end, far_end): (f64, f64), d: f64, gap: f64) -> bool {
    gap <= 0.0 || (near == 0.0 && far / d <= near_end / gap + far_end)
}

/// The root of the likelihood's slope `near / t + far / (d + t) - near' / (gap - t) - far' / (1 - t)` in [0, gap], to the last bits.
///
/// Newton steps on that slope times t, which is nearly linear for small t, or times `gap - t` where nothing pulls away from 0.
/// From a good start two are enough; next to an end the start has lost all its digits, and a few more are needed.
fn polish(start: f64, d: f64, gap: f64, (near, far): (f64, f64), (near_end, far_end): (f64, f64)) -> f64 {
    let mut t = start.clamp(0.0, gap);
    for _ in 0..60 {
        let (a, c) = (far / (d + t), far_end / (1.0 - t));
        let pull = a / (d + t) + c / (1.0 - t);
        let (value, slope) = if near > 0.0 {
            let b = near_end / (gap - t);
            (near + t * (a - b - c), a - b - c - t * (pull + b / (gap - t)))
        } else {
            ((gap - t) * (a - c) - near_end, c - a - (gap - t) * pull)
        };
        let next = t - value / slope;
        if next.is_nan() {
            break;
        }
        // A step beyond the ends goes half the way there instead.
        let next = if next < 0.0 {
            0.5 * t
        } else if next < gap {
            next
        } else {
            0.5 * (t + gap)
        };
        let moved = (next - t).abs();
        t = next;
        // Convergence is quadratic: after a step of this size the rest is below the last bit.
        if moved <= 1e-9 * t {
            break;
        }
    }
    t
}

/// The second proportion as the middle root of `N p^3 + b p^2 + c p + d = 0`.
fn middle_root(stratum: Cells, difference: f64) -> f64 {
    let (n, cases) = (stratum.all, stratum.cases());
    let b = ((stratum.n1 + 2.0 * stratum.n2) * difference - n - cases) / n;
    let c = ((stratum.n2 * difference - n - 2.0 * stratum.x2) * difference + cases) / n;
    let d = stratum.x2 * difference * (1.0 - difference) / n;
    let third = b / 3.0;
    let v = third.powi(3) - b * c / 6.0 + d / 2.0;
    let radius = (third * third - c / 3.0).max(0.0).sqrt();
    let u = if v > 0.0 { radius } else { -radius };
    let cosine = if u == 0.0 { 0.0 } else { (v / u.powi(3)).clamp(-1.0, 1.0) };
    2.0 * u * ((PI + cosine.acos()) / 3.0).cos() - third
}
