//! Two-sided p-values of discrete distributions.

/// Probabilities closer than this, relative, count as tied: rounding must not decide which outcomes are as extreme.
pub(crate) const TIE: f64 = 1.0 + 1e-7;

/// A discrete distribution with one peak, on the whole numbers `low..=high`.
pub(crate) struct Unimodal<P, L, U> {
    /// Smallest possible value.
    pub(crate) low: u64,
    /// Largest possible value.
    pub(crate) high: u64,
    /// A most probable value.
    pub(crate) mode: u64,
    /// `P(K = k)`.
    pub(crate) pmf: P,
    /// `P(K <= k)`.
    pub(crate) lower_tail: L,
    /// `P(K >= k)`.
    pub(crate) upper_tail: U,
}

impl<P: Fn(u64) -> f64, L: Fn(u64) -> f64, U: Fn(u64) -> f64> Unimodal<P, L, U> {
    /// The probability of all values that are no more probable than the observed one ("minimum likelihood"; the two-sided
    /// p-value of R's `binom.test`, `poisson.test` and `fisher.test`, with their tolerance for ties).
    pub(crate) fn minimum_likelihood(&self, observed: u64) -> f64 {
        let threshold = (self.pmf)(observed) * TIE;
        let mode = self.mode.clamp(self.low, self.high);
        if (self.pmf)(mode) <= threshold {
            return 1.0;
        }
        // First value from the left, and from the right, that is more probable; the mode is.
        let left = first(self.low, mode, |k| (self.pmf)(k) > threshold);
        let right = last(mode, self.high, |k| (self.pmf)(k) > threshold);
        let below = if left > self.low { (self.lower_tail)(left - 1) } else { 0.0 };
        let above = if right < self.high { (self.upper_tail)(right + 1) } else { 0.0 };
        (below + above).min(1.0)
    }

    /// Twice the smaller of the two tails, each with half the probability of the observed value (central mid-P).
    pub(crate) fn central_mid_p(&self, observed: u64) -> f64 {
        let half = 0.5 * (self.pmf)(observed);
        let lower = if observed > self.low { (self.lower_tail)(observed - 1) + half } else { half };
        let upper = if observed < self.high { (self.upper_tail)(observed + 1) + half } else { half };
        (2.0 * lower.min(upper)).min(1.0)
    }
}

/// The smallest `k` in `low..=high` from which on `holds` is true, given that it is true at `high`.
fn first(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The largest `k` in `low..=high` up to which `holds` is true, given that it is true at `low`.
fn last(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = high - (high - low) / 2;
        if holds(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{first, last};

    #[test]
    fn the_boundaries_of_a_run_are_found() {
        assert_eq!(first(0, 10, |k| k >= 7), 7);
        assert_eq!(first(0, 10, |_| true), 0);
        assert_eq!(last(3, 10, |k| k <= 7), 7);
        assert_eq!(last(3, u64::MAX, |_| true), u64::MAX);
    }
}
