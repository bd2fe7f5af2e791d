//! The four-fifths rule.

use super::score::statistic;
use crate::{
    error::{NotEstimable, Result, StatError},
    quantity::{Binomial, Level},
    ratio::{koopman_limits, point},
    special::normal,
};
use serde::Serialize;

/// One group against the group with the highest rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AgainstHighest {
    /// The group's rate over the highest.
    pub ratio: f64,
    /// Koopman's limits of it.
    pub limits: (f64, f64),
    /// Whether the ratio is strictly below four fifths, decided on whole numbers.
    pub below: bool,
    /// One-sided p-value against the ratio being four fifths or more: the evidence that `below` is not chance.
    pub p_value: f64,
}

/// The four-fifths rule over several groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FourFifths {
    /// Which group has the highest rate (the first of several).
    pub highest: usize,
    /// Each group against it, itself included; `None` for a group without members.
    pub groups: Vec<Option<AgainstHighest>>,
}

/// The four-fifths rule: is a group's selection rate below four fifths of the highest group's?
///
/// Strictly below: exactly 0.80 is not. The comparison is with the *highest* rate, not with a chosen group, and is made on
/// whole numbers (`5 x n* < 4 x* n`), so no rounding decides it. With small groups the bare rule fires by chance most of the
/// time; the limits and the p-value beside it say whether it means anything, and even they are too keen where the highest
/// group is small, having been picked for being highest. Unit: ratio.
///
/// Source: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4(D); the test: Farrington & Manning 1990.
///
/// # Errors
/// [`StatError::Empty`] without groups; [`NotEstimable::NoBase`] where no group has members; [`NotEstimable::NoCases`] where
/// nobody is a case.
///
/// ```
/// use wres_disparity::{beyond::four_fifths, Binomial, Level};
/// // Rates of 0.60 and 0.48: a ratio of exactly 0.80 is not below it.
/// let rule = four_fifths(&[Binomial::of(30, 50)?, Binomial::of(48, 100)?], Level::P95)?;
/// assert!(rule.highest == 0 && !rule.groups[1].unwrap().below);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn four_fifths(groups: &[Binomial], level: Level) -> Result<FourFifths> {
    if groups.is_empty() {
        return Err(StatError::Empty { what: "groups" });
    }
    let present = groups.iter().enumerate().filter(|(_, group)| group.base().0 > 0);
    let (highest, top) = present
        .map(|(i, group)| (i, *group))
        .reduce(|best, next| if product(next.1, best.1) > product(best.1, next.1) { next } else { best })
        .ok_or(NotEstimable::NoBase)?;
    if top.cases().0 == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    let against = |group: &Binomial| -> Result<Option<AgainstHighest>> {
        if group.base().0 == 0 {
            return Ok(None);
        }
        Ok(Some(AgainstHighest {
            ratio: point(*group, top)?.value(),
            limits: koopman_limits(*group, top, level)?,
            below: below_four_fifths(product(*group, top), product(top, *group)),
            p_value: normal::cdf(statistic(*group, top, 0.8)?),
        }))
    };
    Ok(FourFifths { highest, groups: groups.iter().map(against).collect::<Result<_>>()? })
}

/// Cases of one times base of the other: of two rates the larger has the larger product.
fn product(cases: Binomial, base: Binomial) -> u128 {
    u128::from(cases.cases().0) * u128::from(base.base().0)
}

/// `5 a < 4 b` without overflow: `a < 4 b / 5`, rounded up, with `4 b / 5 = 4 q + 4 r / 5` for `b = 5 q + r`.
fn below_four_fifths(a: u128, b: u128) -> bool {
    let (q, r) = (b / 5, b % 5);
    a < 4 * q + (4 * r).div_ceil(5)
}

#[cfg(test)]
mod tests {
    use super::{below_four_fifths, four_fifths};
    use crate::{
        error::NotEstimable,
        quantity::{Binomial, Level},
    };
    use proptest::prelude::*;

    fn group(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn the_reference_is_the_highest_rate_whichever_group_that_is() {
        let rule = four_fifths(&[group(50, 100), group(0, 0), group(9, 10), group(60, 100)], Level::P95).unwrap();
        assert_eq!((rule.highest, rule.groups[1]), (2, None));
        let top = rule.groups[2].unwrap();
        assert_eq!((top.ratio, top.below), (1.0, false));
        assert!(rule.groups[0].unwrap().below && rule.groups[3].unwrap().below);
    }

    /// The worked example of the agencies: 80 White and 40 Black applicants, 48 and 12 hired, selection rates of 60% and 30%,
    /// impact ratio of one half. Questions and Answers on the Uniform Guidelines (44 Federal Register 11996, 1979), question 12.
    #[test]
    fn the_example_of_the_guidelines_is_below() {
        let rule = four_fifths(&[group(48, 80), group(12, 40)], Level::P95).unwrap();
        let black = rule.groups[1].unwrap();
        assert_eq!((rule.highest, black.ratio, black.below), (0, 0.5, true));
        assert!(black.p_value < 0.05 && black.limits.1 < 0.8);
    }

    #[test]
    fn with_no_cases_or_nobody_there_is_no_rule() {
        assert_eq!(four_fifths(&[group(0, 9), group(0, 5)], Level::P95).unwrap_err(), NotEstimable::NoCases.into());
        assert_eq!(four_fifths(&[group(0, 0)], Level::P95).unwrap_err(), NotEstimable::NoBase.into());
        assert!(four_fifths(&[], Level::P95).is_err());
    }

    #[test]
    fn the_largest_counts_are_compared_exactly() {
        let max = u64::MAX;
        let (a, b) = (u128::from(max) * u128::from(max), u128::from(max) * u128::from(max));
        assert!(!below_four_fifths(a, b) && below_four_fifths(b / 5 * 4 - 1, b));
        let rule = four_fifths(&[group(max, max), group(max / 5 * 4, max)], Level::P95).unwrap();
        assert!(!rule.groups[1].unwrap().below, "2^64 - 1 is divisible by 5");
    }

    proptest! {
        #[test]
        fn the_comparison_is_the_plain_one_where_that_fits(a in 0_u128..10_000, b in 0_u128..10_000) {
            prop_assert_eq!(below_four_fifths(a, b), 5 * a < 4 * b);
        }
    }
}
