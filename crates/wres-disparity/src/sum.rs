//! Sums that do not depend on the order of their terms.

use crate::error::{Result, StatError};

/// As many partial sums as doubles of all exponents can need without overlapping: 2098 bits in pieces of 53, rounded up.
const PARTIALS: usize = 42;

/// An exact sum of doubles, rounded once at the end.
///
/// Strata and sites come in any order; with this sum their order cannot be seen in the last bit of a pooled figure, and
/// counting every stratum twice doubles it exactly. Method: Shewchuk, "Adaptive precision floating-point arithmetic",
/// Discrete & Computational Geometry 18 (1997), 305-363, grow-expansion. No allocation.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    partials: [f64; PARTIALS],
    used: usize,
    /// Sum of the terms that are infinite or NaN, or whose partial sums overflowed.
    beyond: f64,
}

impl Sum {
    /// An empty sum.
    pub(crate) fn new() -> Self {
        Self { partials: [0.0; PARTIALS], used: 0, beyond: 0.0 }
    }

    /// Adds a term.
    pub(crate) fn add(&mut self, term: f64) {
        let mut carry = term;
        let mut kept = 0;
        for position in 0..self.used {
            let partial = self.partials[position];
            let (large, small) = if carry.abs() >= partial.abs() { (carry, partial) } else { (partial, carry) };
            let high = large + small;
            let low = small - (high - large);
            if !high.is_finite() {
                self.beyond += high;
                return;
            }
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            carry = high;
        }
        if carry.is_finite() && kept < PARTIALS {
            self.partials[kept] = carry;
            self.used = kept + 1;
        } else {
            self.beyond += carry;
        }
    }

    /// The sum, correctly rounded.
    pub(crate) fn value(&self) -> f64 {
        if self.beyond != 0.0 {
            return self.beyond;
        }
        let mut rest = self.partials[..self.used].iter().rev().copied();
        let mut total = rest.next().unwrap_or(0.0);
        while let Some(partial) = rest.next() {
            let before = total;
            total = before + partial;
            let lost = partial - (total - before);
            if lost != 0.0 {
                // Halfway cases: what follows decides which way the last bit rounds.
                if let Some(next) = rest.next()
                    && (next > 0.0) == (lost > 0.0)
                    && next != 0.0
                {
                    let twice = 2.0 * lost;
                    let candidate = total + twice;
                    if candidate - total == twice {
                        total = candidate;
                    }
                }
                break;
            }
        }
        total
    }
}

/// The exact sum of an iterator, rounded once.
pub(crate) fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = Sum::new();
    for term in terms {
        total.add(term);
    }
    total.value()
}

/// The total of counts.
///
/// # Errors
/// [`StatError::Domain`] where it does not fit in 64 bits.
pub(crate) fn total(what: &'static str, counts: impl IntoIterator<Item = u64>) -> Result<u64> {
    counts.into_iter().try_fold(0_u64, u64::checked_add).ok_or_else(|| StatError::Domain {
        what,
        given: "more than 18 446 744 073 709 551 615 in all".to_owned(),
        must: "the total must fit in 64 bits",
    })
}

/// `a b - c d` of whole numbers, with one rounding however closely the products cancel.
pub(crate) fn cross(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let (left, right) = (u128::from(a) * u128::from(b), u128::from(c) * u128::from(d));
    if left >= right { (left - right) as f64 } else { -((right - left) as f64) }
}

#[cfg(test)]
mod tests {
    use super::{cross, sum, total};
    use proptest::prelude::*;

    #[test]
    fn nothing_adds_up_to_zero() {
        assert_eq!(sum([]), 0.0);
    }

    #[test]
    fn a_cancelled_large_term_leaves_the_small_ones_whole() {
        assert_eq!(sum([1e300, 1.0, 1e-300, -1e300, 1.0]), 2.0);
        assert_eq!(sum([0.1; 10]), 1.0);
    }

    #[test]
    fn halfway_cases_round_with_what_follows() {
        assert_eq!(sum([1.0, f64::EPSILON / 2.0, 1e-30]), 1.0 + f64::EPSILON);
        assert_eq!(sum([1.0, f64::EPSILON / 2.0, -1e-30]), 1.0);
    }

    #[test]
    fn infinities_and_nan_pass_through() {
        assert_eq!(sum([1.0, f64::INFINITY]), f64::INFINITY);
        assert!(sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(sum([f64::NAN, 1.0]).is_nan());
        assert_eq!(sum([f64::MAX, f64::MAX]), f64::INFINITY);
    }

    #[test]
    fn a_total_that_does_not_fit_is_refused() {
        assert_eq!(total("n", [1, 2, 3]), Ok(6));
        assert!(total("n", [u64::MAX, 1]).is_err());
    }

    #[test]
    fn a_cross_product_keeps_the_last_unit_of_the_largest_counts() {
        assert_eq!(cross(u64::MAX, u64::MAX, u64::MAX - 1, u64::MAX), u64::MAX as f64);
        assert_eq!(cross(0, 5, 2, 3), -6.0);
    }

    proptest! {
        #[test]
        fn the_order_of_the_terms_cannot_be_seen(mut terms in prop::collection::vec(-1e9..1e9f64, 0..60)) {
            let forward = sum(terms.iter().copied());
            terms.sort_by(f64::total_cmp);
            prop_assert_eq!(forward.to_bits(), sum(terms.iter().copied()).to_bits());
            prop_assert_eq!((2.0 * forward).to_bits(), sum(terms.iter().chain(&terms).copied()).to_bits());
        }
    }
}
