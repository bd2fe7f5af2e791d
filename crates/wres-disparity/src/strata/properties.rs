//! What holds for every set of strata.

use super::*;
use crate::error::{NotEstimable, Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::{Binomial, Level};
use proptest::prelude::*;

fn stratum(x1: u64, n1: u64, x2: u64, n2: u64) -> Stratum {
    (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap())
}

fn any_group() -> impl Strategy<Value = Binomial> {
    prop_oneof![0_u64..8, 0_u64..400, 0_u64..10_000_000]
        .prop_flat_map(|n| (prop_oneof![0..=n, 0..=n.min(3), n.saturating_sub(2)..=n], Just(n)))
        .prop_map(|(x, n)| Binomial::of(x, n).unwrap())
}

fn any_strata() -> impl Strategy<Value = Vec<Stratum>> {
    prop::collection::vec((any_group(), any_group()), 1..12)
}

type Common = fn(&[Stratum], Level) -> Result<Estimate>;

fn wald(method: fn(&[Stratum], Level) -> Result<MantelHaenszel>, strata: &[Stratum], level: Level) -> Result<Estimate> {
    method(strata, level).map(|common| common.estimate)
}

const RATIOS: [Common; 4] = [
    |strata, level| wald(mantel_haenszel_rr, strata, level),
    |strata, level| wald(mantel_haenszel_or, strata, level),
    stratified_score_rr,
    stratified_score_or,
];
const DIFFERENCES: [Common; 3] = [
    |strata, level| wald(mantel_haenszel_rd, strata, level),
    |strata, level| wald(mantel_haenszel_rd_greenland_robins, strata, level),
    stratified_score_rd,
];

fn all() -> impl Iterator<Item = Common> {
    RATIOS.into_iter().chain(DIFFERENCES)
}

fn close(left: f64, right: f64, tolerance: f64) -> bool {
    // Beyond e^600 a reciprocal is no longer a double.
    let extreme = |value: f64| value.abs() > 1e260 || (value != 0.0 && value.abs() < 1e-260);
    left == right
        || (left - right).abs() <= tolerance * left.abs().max(right.abs())
        || (extreme(left) || extreme(right))
}

fn bits(estimate: &Result<Estimate>) -> Option<[u64; 3]> {
    estimate.as_ref().ok().map(|e| [e.value.to_bits(), e.lower.to_bits(), e.upper.to_bits()])
}

#[test]
fn what_cannot_be_estimated_says_why() {
    for method in all() {
        assert_eq!(method(&[], Level::P95), Err(NotEstimable::NoBase.into()));
        assert_eq!(method(&[stratum(0, 0, 0, 0)], Level::P95), Err(NotEstimable::NoBase.into()));
        let apart = [stratum(1, 5, 0, 0), stratum(0, 0, 2, 6)];
        assert_eq!(method(&apart, Level::P95), Err(NotEstimable::GroupAbsent.into()));
    }
    for method in RATIOS {
        assert_eq!(method(&[stratum(0, 5, 0, 6)], Level::P95), Err(NotEstimable::NoCases.into()));
    }
    for method in [RATIOS[1], RATIOS[3]] {
        assert_eq!(method(&[stratum(5, 5, 6, 6)], Level::P95), Err(NotEstimable::AllCases.into()));
    }
    assert_eq!(cmh(&[stratum(0, 5, 0, 6)]), Err(NotEstimable::NoCases.into()));
    assert_eq!(breslow_day(&[stratum(5, 5, 6, 6)]), Err(NotEstimable::AllCases.into()));
    assert_eq!(breslow_day(&[stratum(0, 5, 3, 6)]), Err(NotEstimable::Undefined.into()));
}

#[test]
fn no_case_in_one_group_leaves_the_wald_ratio_undefined_and_the_score_ratio_one_sided() {
    let strata = [stratum(0, 50, 3, 60), stratum(0, 20, 1, 30)];
    assert_eq!(mantel_haenszel_rr(&strata, Level::P95), Err(NotEstimable::Undefined.into()));
    let score = stratified_score_rr(&strata, Level::P95).unwrap();
    assert_eq!((score.value, score.lower), (0.0, 0.0));
    assert!(score.upper > 1.0 && score.upper < 10.0);
    let swapped = stratified_score_rr(&strata.map(|(one, two)| (two, one)), Level::P95).unwrap();
    assert_eq!((swapped.value, swapped.upper), (f64::INFINITY, f64::INFINITY));
    assert!(close(swapped.lower, 1.0 / score.upper, 1e-12));
}

#[test]
fn strata_at_opposite_edges_still_have_an_odds_ratio() {
    let strata = [stratum(0, 50, 3, 60), stratum(2, 20, 0, 30)];
    let score = stratified_score_or(&strata, Level::P95).unwrap();
    assert!(score.value > 0.0 && score.lower > 0.0 && score.upper < 100.0);
}

#[test]
fn everybody_a_case_in_both_groups_has_a_ratio_of_one() {
    let score = stratified_score_rr(&[stratum(50, 50, 20, 20), stratum(7, 7, 9, 9)], Level::P95).unwrap();
    assert!((score.value - 1.0).abs() < 1e-15 && score.lower < 1.0 && score.upper > 1.0);
    assert_eq!(score.p_value, Some(1.0));
    let wald = mantel_haenszel_rr(&[stratum(50, 50, 20, 20)], Level::P95).unwrap();
    assert_eq!((wald.standard_error, wald.estimate.p_value), (0.0, None));
}

#[test]
fn a_total_beyond_64_bits_is_an_error_not_a_panic() {
    let strata = [stratum(1, u64::MAX, 2, u64::MAX), stratum(1, u64::MAX, 2, u64::MAX)];
    assert!(matches!(crude_and_stratified(&strata, Level::P95), Err(StatError::Domain { .. })));
    for method in all() {
        let estimate = method(&strata, Level::P95).unwrap();
        assert!(!estimate.lower.is_nan() && !estimate.upper.is_nan());
    }
}

#[test]
fn berkeley_in_miniature_is_reversed_clearly_only_with_enough_people() {
    let strata = [stratum(81, 87, 234, 270), stratum(192, 263, 55, 80)];
    let few = crude_and_stratified(&strata, Level::P95).unwrap();
    assert!(few.reversed && !few.reversed_clearly);
    assert_eq!((few.strata_above, few.strata_below), (2, 0));
    let many = strata.map(|(one, two)| {
        let times = |group: Binomial| Binomial::of(100 * group.cases().0, 100 * group.base().0).unwrap();
        (times(one), times(two))
    });
    assert!(crude_and_stratified(&many, Level::P95).unwrap().reversed_clearly);
}

proptest! {
    #[test]
    fn nothing_panics_and_limits_enclose_the_estimate(strata in any_strata()) {
        for method in all() {
            if let Ok(estimate) = method(&strata, Level::P95) {
                prop_assert!(estimate.lower <= estimate.value && estimate.value <= estimate.upper, "{estimate:?}");
                prop_assert!(estimate.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)), "{estimate:?}");
            }
        }
        if let Ok(test) = cmh(&strata) {
            prop_assert!(test.chi_squared >= 0.0 && (0.0..=1.0).contains(&test.p_value));
        }
        if let Ok(test) = breslow_day(&strata) {
            prop_assert!(test.chi_squared >= 0.0 && test.chi_squared_tarone >= 0.0);
        }
    }

    #[test]
    fn score_methods_always_answer_where_there_are_cases(strata in any_strata()) {
        let both = strata.iter().any(|(one, two)| {
            one.base().0 > 0 && two.base().0 > 0 && one.cases().0 + two.cases().0 > 0
        });
        prop_assert_eq!(stratified_score_rr(&strata, Level::P95).is_ok(), both);
        let present = strata.iter().any(|(one, two)| one.base().0 > 0 && two.base().0 > 0);
        prop_assert_eq!(stratified_score_rd(&strata, Level::P95).is_ok(), present);
        let contrast = strata.iter().any(|(one, two)| {
            one.base().0 > 0 && two.base().0 > 0
                && one.cases().0 + two.cases().0 > 0 && one.others().0 + two.others().0 > 0
        });
        prop_assert_eq!(stratified_score_or(&strata, Level::P95).is_ok(), contrast);
    }

    #[test]
    fn the_order_of_the_strata_cannot_be_seen(strata in any_strata()) {
        let reversed: Vec<Stratum> = strata.iter().rev().copied().collect();
        for method in all() {
            prop_assert_eq!(bits(&method(&strata, Level::P95)), bits(&method(&reversed, Level::P95)));
        }
        prop_assert_eq!(cmh(&strata), cmh(&reversed));
        prop_assert_eq!(breslow_day(&strata), breslow_day(&reversed));
    }

    #[test]
    fn counting_every_stratum_twice_leaves_the_estimate_and_narrows_the_interval(strata in any_strata()) {
        let twice: Vec<Stratum> = strata.iter().chain(&strata).copied().collect();
        for method in all() {
            if let (Ok(once), Ok(twice)) = (method(&strata, Level::P95), method(&twice, Level::P95)) {
                prop_assert!(close(once.value, twice.value, 1e-12), "{once:?} {twice:?}");
                prop_assert!(twice.upper - twice.lower <= (once.upper - once.lower) * (1.0 + 1e-9)
                    || once.upper == f64::INFINITY, "{once:?} {twice:?}");
            }
        }
    }

    #[test]
    fn a_stratum_without_one_group_says_nothing(strata in any_strata(), group in any_group()) {
        let mut more = strata.clone();
        more.push((group, Binomial::default()));
        for method in all() {
            if method(&strata, Level::P95).is_ok() {
                prop_assert_eq!(bits(&method(&strata, Level::P95)), bits(&method(&more, Level::P95)));
            }
        }
    }

    #[test]
    fn swapping_the_groups_gives_reciprocal_ratios_and_opposite_differences(strata in any_strata()) {
        let swapped: Vec<Stratum> = strata.iter().map(|(one, two)| (*two, *one)).collect();
        for method in RATIOS {
            if let (Ok(one), Ok(two)) = (method(&strata, Level::P95), method(&swapped, Level::P95)) {
                prop_assert!(close(one.value, 1.0 / two.value, 1e-9), "{one:?} {two:?}");
                prop_assert!(close(one.lower, 1.0 / two.upper, 1e-8), "{one:?} {two:?}");
                prop_assert!(close(one.upper, 1.0 / two.lower, 1e-8), "{one:?} {two:?}");
            }
        }
        for method in DIFFERENCES {
            if let (Ok(one), Ok(two)) = (method(&strata, Level::P95), method(&swapped, Level::P95)) {
                prop_assert_eq!(one.value, -two.value);
                prop_assert!((one.lower + two.upper).abs() < 1e-11, "{one:?} {two:?}");
            }
        }
    }

    #[test]
    fn a_higher_level_gives_a_wider_interval(strata in any_strata()) {
        let high = Level::new(0.99).unwrap();
        for method in all() {
            if let (Ok(narrow), Ok(wide)) = (method(&strata, Level::P95), method(&strata, high)) {
                prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper, "{narrow:?} {wide:?}");
            }
        }
    }

    #[test]
    fn one_stratum_pooled_is_that_stratum(one in any_group(), two in any_group()) {
        let strata = [(one, two)];
        let ((x1, n1), (x2, n2)) = (one.as_f64(), two.as_f64());
        if let Ok(common) = stratified_score_rr(&strata, Level::P95) {
            prop_assert!(close(common.value, (x1 / n1) / (x2 / n2), 1e-14));
            let both = crude_and_stratified(&strata, Level::P95).unwrap();
            prop_assert_eq!(both.crude, both.stratified);
        }
        if let Ok(common) = mantel_haenszel_or(&strata, Level::P95) {
            let variance = 1.0 / x1 + 1.0 / (n1 - x1) + 1.0 / x2 + 1.0 / (n2 - x2);
            prop_assert!(close(common.standard_error.powi(2), variance, 1e-12));
        }
        if let Ok(common) = mantel_haenszel_rd_greenland_robins(&strata, Level::P95) {
            let variance = x1 / n1 * (1.0 - x1 / n1) / n1 + x2 / n2 * (1.0 - x2 / n2) / n2;
            prop_assert!(close(common.standard_error.powi(2), variance, 1e-9));
        }
    }

    #[test]
    fn score_limits_exclude_no_effect_exactly_when_the_test_does(strata in any_strata()) {
        for (method, null) in
            [(stratified_score_rr as Common, 1.0), (stratified_score_or, 1.0), (stratified_score_rd, 0.0)]
        {
            if let Ok(estimate) = method(&strata, Level::P95) {
                let p = estimate.p_value.unwrap();
                if (p - 0.05).abs() > 1e-6 {
                    prop_assert_eq!(estimate.excludes(null), p < 0.05, "{:?}", estimate);
                }
            }
        }
    }
}
