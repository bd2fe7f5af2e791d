//! The distribution of the cases in the first group, given all margins and the odds ratio.

use crate::two_by_two::Margins;

/// Fisher's noncentral hypergeometric distribution, of which only the terms that matter are summed.
///
/// Weights follow from each other by a ratio of whole numbers, `w(k + 1)/w(k) = (n1 - k)(c - k)/((k + 1)(n2 - c + k + 1)) t` at the odds
/// ratio `t`; they are summed outward from the largest, until they no longer add to the sum.
pub(super) struct Noncentral {
    low: f64,
    high: f64,
    n1: f64,
    cases: f64,
    /// `n2 - c`, which may be negative.
    shift: f64,
}

/// Shares of the distribution at and above a value, and the mean relative to the value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    pub(super) at: f64,
    pub(super) above: f64,
    pub(super) mean_excess: f64,
}

impl Noncentral {
    pub(super) fn new(margins: &Margins) -> Self {
        Self {
            low: margins.low() as f64,
            high: margins.high() as f64,
            n1: margins.base_one() as f64,
            cases: margins.cases() as f64,
            shift: margins.base_two() as f64 - margins.cases() as f64,
        }
    }

    /// The shares relative to `x` at the odds ratio `t`, `0 < t < infinity`.
    pub(super) fn shares(&self, x: f64, t: f64) -> Shares {
        let mode = self.mode(t);
        let mut totals = Totals { x, ..Totals::default() };
        totals.add(mode, 1.0);
        let (mut k, mut weight) = (mode, 1.0);
        while k < self.high {
            weight *= self.ratio(k) * t;
            k += 1.0;
            if !totals.add(k, weight) {
                break;
            }
        }
        let (mut k, mut weight) = (mode, 1.0);
        while k > self.low {
            k -= 1.0;
            weight /= self.ratio(k) * t;
            if !totals.add(k, weight) {
                break;
            }
        }
        totals.shares()
    }

    /// `w(k + 1)/w(k)` at an odds ratio of 1.
    fn ratio(&self, k: f64) -> f64 {
        (self.n1 - k) * (self.cases - k) / ((k + 1.0) * (self.shift + k + 1.0))
    }

    /// The first `k` from which the weights no longer rise: the root of `(n1 - k)(c - k) t = (k + 1)(n2 - c + k + 1)`.
    fn mode(&self, t: f64) -> f64 {
        let (a, b, c) =
            (t - 1.0, -((self.n1 + self.cases) * t + self.shift + 2.0), self.n1 * self.cases * t - self.shift - 1.0);
        let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
        // Of the two forms of the root this one does not cancel, and holds for t = 1.
        let k = 2.0 * c / (root - b);
        let k = if k.is_finite() { k.ceil() } else { self.low };
        k.clamp(self.low, self.high)
    }
}

#[derive(Default)]
struct Totals {
    x: f64,
    below: f64,
    at: f64,
    above: f64,
    moment: f64,
}

impl Totals {
    /// Adds a weight; says whether it still counted.
    fn add(&mut self, k: f64, weight: f64) -> bool {
        let side = if k < self.x {
            &mut self.below
        } else if k > self.x {
            &mut self.above
        } else {
            &mut self.at
        };
        *side += weight;
        let distance = k - self.x;
        self.moment += distance * weight;
        weight > 1e-20 * (self.below + self.at + self.above)
    }

    fn shares(&self) -> Shares {
        let total = self.below + self.at + self.above;
        Shares { at: self.at / total, above: self.above / total, mean_excess: self.moment / total }
    }
}
