//! Rounding a count to a multiple of a step, down or up.
//!
//! Whether a count goes up is decided by a secret threshold: `x` goes up where `x mod step >= threshold`. Whoever sees a count
//! move when they know that one person came does not learn the count, because they do not know the threshold.

use crate::policy::Policy;

/// How counts of one quantity are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rounding {
    /// Multiples of it are shown: the policy's step times what one person adds to the quantity.
    pub(crate) step: u64,
    /// Counts from here on are left as they are; `None` where every count is rounded.
    exact_from: Option<u64>,
}

impl Rounding {
    pub(crate) fn new(policy: &Policy, per_person: u64) -> Self {
        let step = policy.round_to().saturating_mul(per_person).max(1);
        Self { step, exact_from: policy.only_small().then_some(step) }
    }

    /// Whether sums of rounded counts are multiples of the step too.
    pub(crate) fn of_all(self) -> bool {
        self.exact_from.is_none()
    }

    fn is_exact(self, count: u64) -> bool {
        self.exact_from.is_some_and(|from| count >= from) || count.is_multiple_of(self.step)
    }

    /// The lower of the two values that a count may take.
    pub(crate) fn down(self, count: u64) -> u64 {
        if self.is_exact(count) { count } else { count - count % self.step }
    }

    /// The upper of the two values that a count may take; the same as the lower for a count that is not moved.
    pub(crate) fn up(self, count: u64) -> u64 {
        if self.is_exact(count) { count } else { self.down(count) + self.step }
    }

    /// The value of a count under a threshold from 1 to the step.
    pub(crate) fn by(self, count: u64, threshold: u32) -> u64 {
        if self.is_exact(count) || count % self.step < u64::from(threshold) { self.down(count) } else { self.up(count) }
    }

    /// The thresholds, first and last, under which a count takes a value; `None` if it does under none.
    pub(crate) fn thresholds(self, count: u64, value: u64) -> Option<(u32, u32)> {
        let last = u32::try_from(self.step).ok()?;
        if self.is_exact(count) {
            return (value == count).then_some((1, last));
        }
        let rest = u32::try_from(count % self.step).ok()?;
        if value == self.up(count) {
            Some((1, rest))
        } else if value == self.down(count) {
            Some((rest + 1, last))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rounding;
    use crate::policy::{Policy, Profile};
    use proptest::prelude::*;

    #[test]
    fn a_multiple_stays_and_everything_else_goes_to_one_of_its_neighbours() {
        let five = Rounding::new(&Policy::default(), 1);
        assert_eq!((five.down(0), five.up(0)), (0, 0));
        assert_eq!((five.down(12), five.up(12)), (10, 15));
        assert_eq!((five.down(15), five.up(15)), (15, 15));
        let months = Rounding::new(&Policy::default(), 12);
        assert_eq!((months.down(70), months.up(70)), (60, 120));
    }

    #[test]
    fn a_profile_that_rounds_small_counts_alone_leaves_others() {
        let small = Rounding::new(&Policy::of(Profile::Sfc10).unwrap(), 1);
        assert_eq!((small.down(9), small.up(9)), (0, 10));
        assert_eq!((small.down(11), small.up(11)), (11, 11));
    }

    proptest! {
        #[test]
        fn each_threshold_gives_the_value_that_it_is_listed_under(count in 0_u64..500, per_person in 1_u64..13) {
            let rounding = Rounding::new(&Policy::default(), per_person);
            for value in [rounding.down(count), rounding.up(count)] {
                let (first, last) = rounding.thresholds(count, value).unwrap();
                prop_assert!((first..=last).all(|threshold| rounding.by(count, threshold) == value));
            }
            prop_assert_eq!(rounding.thresholds(count, rounding.up(count) + 1), None);
        }

        #[test]
        fn one_threshold_keeps_a_part_within_its_whole(part in 0_u64..200, more in 0_u64..200, threshold in 1_u32..=5) {
            let rounding = Rounding::new(&Policy::default(), 1);
            prop_assert!(rounding.by(part, threshold) <= rounding.by(part + more, threshold));
        }
    }
}
