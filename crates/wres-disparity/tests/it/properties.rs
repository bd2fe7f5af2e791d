//! What must hold for any counts: symmetry, nesting, and that an interval holds exactly what its own test does not reject.

use proptest::prelude::*;
use wres_disparity::{
    Binomial, Count, Estimate, Level, Result, difference, odds_ratio, proportion,
    rate::{self, Events},
    ratio,
    special::{binomial, normal, poisson},
    two_by_two::{self, Margins},
};

type One = fn(Binomial, Level) -> Result<Estimate>;
type Two = fn(Binomial, Binomial, Level) -> Result<Estimate>;
type Test = fn(Binomial, Binomial) -> f64;

const PROPORTIONS: [(&str, One); 8] = [
    ("wilson", proportion::wilson),
    ("wilson_cc", proportion::wilson_cc),
    ("clopper_pearson", proportion::clopper_pearson),
    ("jeffreys", proportion::jeffreys),
    ("jeffreys_equal_tailed", proportion::jeffreys_equal_tailed),
    ("agresti_coull", proportion::agresti_coull),
    ("mid_p", proportion::mid_p),
    ("wald", proportion::wald),
];
const DIFFERENCES: [(&str, Two); 4] = [
    ("newcombe", difference::newcombe),
    ("miettinen_nurminen", difference::miettinen_nurminen),
    ("agresti_caffo", difference::agresti_caffo),
    ("wald", difference::wald),
];
const RATIOS: [(&str, Two); 5] = [
    ("koopman", ratio::koopman),
    ("miettinen_nurminen", ratio::miettinen_nurminen),
    ("mover_wilson", ratio::mover_wilson),
    ("katz_log", ratio::katz_log),
    ("adjusted_log", ratio::adjusted_log),
];
const ODDS_RATIOS: [(&str, Two); 3] = [
    ("miettinen_nurminen", odds_ratio::miettinen_nurminen),
    ("woolf", odds_ratio::woolf),
    ("woolf_adjusted", odds_ratio::woolf_adjusted),
];
const EXACT_ODDS_RATIOS: [(&str, Two); 2] =
    [("conditional_exact", odds_ratio::conditional_exact), ("mid_p", odds_ratio::mid_p)];

/// A base from a single person to every grain of sand, with none, few, all but few, all, or any number of cases.
fn group(largest: u64) -> impl Strategy<Value = Binomial> {
    let base = prop_oneof![1..=12_u64, 1..=largest.min(1_000), 1..=largest.min(10_000_000), 1..=largest];
    base.prop_flat_map(|base| {
        let few = 0..=base.min(4);
        prop_oneof![Just(0), Just(base), few.clone(), few.prop_map(move |few| base - few), 0..=base,]
            .prop_map(move |cases| Binomial::of(cases, base).unwrap())
    })
}

fn any_group() -> impl Strategy<Value = Binomial> {
    group(u64::MAX)
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(0.8), Just(0.9), Just(0.95), Just(0.99), Just(0.998), Just(0.999), 0.6..0.9999_f64]
        .prop_map(|level| Level::new(level).unwrap())
}

fn others(group: Binomial) -> Binomial {
    Binomial::of(group.others().0, group.base().0).unwrap()
}

/// Equal within a relative tolerance, or both infinite.
fn close(left: f64, right: f64, tolerance: f64) -> bool {
    left == right || (left - right).abs() <= tolerance * left.abs().max(right.abs())
}

fn ordered(estimate: &Estimate) -> bool {
    !estimate.value.is_nan() && estimate.lower <= estimate.upper
}

/// Whether the interval of the lower level lies within that of the higher, up to the last bits.
fn nested(inner: &Estimate, outer: &Estimate) -> bool {
    let slack = |limit: f64| 1e-12 * limit.abs().max(1e-12);
    outer.lower <= inner.lower + slack(inner.lower) && inner.upper <= outer.upper + slack(inner.upper)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cases_and_others_have_mirrored_intervals(group in any_group(), level in level()) {
        for (name, interval) in PROPORTIONS {
            let (of_cases, of_others) = (interval(group, level).unwrap(), interval(others(group), level).unwrap());
            prop_assert!(ordered(&of_cases), "{name} {of_cases:?}");
            prop_assert!((of_cases.lower - (1.0 - of_others.upper)).abs() <= 4e-16, "{name} {of_cases:?} {of_others:?}");
            prop_assert!((of_cases.upper - (1.0 - of_others.lower)).abs() <= 4e-16, "{name} {of_cases:?} {of_others:?}");
            prop_assert!(of_cases.lower >= 0.0 && of_cases.upper <= 1.0, "{name} {of_cases:?}");
        }
    }

    #[test]
    fn a_higher_level_never_gives_a_shorter_interval(
        one in group(1_000_000_000_000), two in group(1_000_000_000_000), first in level(), second in level(),
    ) {
        let (low, high) = if first.value() <= second.value() { (first, second) } else { (second, first) };
        for (name, interval) in PROPORTIONS {
            let (inner, outer) = (interval(one, low).unwrap(), interval(one, high).unwrap());
            prop_assert!(nested(&inner, &outer), "{name} {inner:?} {outer:?}");
        }
        for (name, interval) in DIFFERENCES.into_iter().chain(RATIOS).chain(ODDS_RATIOS) {
            if let (Ok(inner), Ok(outer)) = (interval(one, two, low), interval(one, two, high)) {
                prop_assert!(nested(&inner, &outer), "{name} {inner:?} {outer:?}");
            }
        }
    }

    #[test]
    fn swapping_the_groups_changes_the_sign_of_a_difference(one in any_group(), two in any_group(), level in level()) {
        for (name, interval) in DIFFERENCES {
            let (there, back) = (interval(one, two, level).unwrap(), interval(two, one, level).unwrap());
            prop_assert!(ordered(&there), "{name} {there:?}");
            prop_assert_eq!((there.value, there.lower, there.upper), (-back.value, -back.upper, -back.lower), "{}", name);
        }
    }

    #[test]
    fn swapping_the_groups_gives_the_reciprocal_ratio(one in any_group(), two in any_group(), level in level()) {
        for (name, interval) in RATIOS.into_iter().chain(ODDS_RATIOS) {
            match (interval(one, two, level), interval(two, one, level)) {
                (Ok(there), Ok(back)) => {
                    prop_assert!(ordered(&there), "{name} {there:?}");
                    for (limit, mirrored) in [(there.value, back.value), (there.lower, back.upper), (there.upper, back.lower)] {
                        prop_assert!(close(limit, 1.0 / mirrored, 5e-16), "{name} {there:?} {back:?}");
                    }
                    prop_assert_eq!(there.p_value, back.p_value);
                }
                (there, back) => prop_assert_eq!(there.is_err(), back.is_err(), "{}", name),
            }
        }
    }

    #[test]
    fn counting_the_others_gives_the_negative_difference_and_the_reciprocal_odds_ratio(
        one in group(10_000_000), two in group(10_000_000), level in level(),
    ) {
        for (name, interval) in DIFFERENCES {
            let (cases, rest) = (interval(one, two, level).unwrap(), interval(others(one), others(two), level).unwrap());
            prop_assert!((cases.lower + rest.upper).abs() < 1e-12, "{name} {cases:?} {rest:?}");
            prop_assert!((cases.upper + rest.lower).abs() < 1e-12, "{name} {cases:?} {rest:?}");
        }
        for (name, interval) in ODDS_RATIOS {
            if let (Ok(cases), Ok(rest)) = (interval(one, two, level), interval(others(one), others(two), level)) {
                prop_assert!(close(cases.lower, 1.0 / rest.upper, 1e-14), "{name} {cases:?} {rest:?}");
                prop_assert!(close(cases.upper, 1.0 / rest.lower, 1e-14), "{name} {cases:?} {rest:?}");
            }
        }
    }

    #[test]
    fn score_intervals_hold_their_estimate(one in any_group(), two in any_group(), level in level()) {
        for (name, interval) in [
            ("rd", difference::miettinen_nurminen as Two),
            ("rr", ratio::koopman),
            ("rr, N - 1", ratio::miettinen_nurminen),
            ("or", odds_ratio::miettinen_nurminen),
        ] {
            if let Ok(estimate) = interval(one, two, level) {
                let slack = 1e-15 * estimate.value.abs();
                prop_assert!(
                    estimate.lower <= estimate.value + slack && estimate.value - slack <= estimate.upper
                        || estimate.value == f64::INFINITY,
                    "{name} {estimate:?}"
                );
            }
        }
    }

    #[test]
    fn a_score_interval_excludes_no_effect_exactly_when_its_p_value_is_small(
        one in group(1_000_000_000), two in group(1_000_000_000), level in level(),
    ) {
        for (name, null, interval) in [
            ("rd", 0.0, difference::miettinen_nurminen as Two),
            ("rr", 1.0, ratio::koopman),
            ("rr, N - 1", 1.0, ratio::miettinen_nurminen),
            ("or", 1.0, odds_ratio::miettinen_nurminen),
        ] {
            if let Ok(estimate) = interval(one, two, level) {
                let p = estimate.p_value.unwrap();
                prop_assume!((p / level.alpha() - 1.0).abs() > 1e-6);
                prop_assert_eq!(estimate.excludes(null), p < level.alpha(), "{} {:?}", name, estimate);
            }
        }
    }

    #[test]
    fn at_the_limits_of_a_ratio_the_score_statistic_is_the_critical_value(
        one in group(100_000), two in group(100_000), level in level(),
    ) {
        let Ok(estimate) = ratio::koopman(one, two, level) else { return Ok(()) };
        let z = normal::critical(level);
        for limit in [estimate.lower, estimate.upper] {
            if limit > 0.0 && limit < f64::INFINITY {
                let statistic = score_of_ratio(one, two, limit);
                prop_assert!((statistic - z).abs() < 1e-6 * z, "{estimate:?} {limit} {statistic} {z}");
            }
        }
    }

    #[test]
    fn the_variance_of_miettinen_and_nurminen_never_shortens_koopmans_interval(
        one in any_group(), two in any_group(), level in level(),
    ) {
        if let (Ok(koopman), Ok(wider)) = (ratio::koopman(one, two, level), ratio::miettinen_nurminen(one, two, level)) {
            prop_assert!(nested(&koopman, &wider), "{koopman:?} {wider:?}");
        }
    }

    #[test]
    fn at_the_limits_of_an_exact_proportion_the_tails_are_half_of_what_is_left(group in group(10_000_000), level in level()) {
        let (x, n, tail) = (group.cases().0, group.base().0, 0.5 * level.alpha());
        let exact = proportion::clopper_pearson(group, level).unwrap();
        let mid = proportion::mid_p(group, level).unwrap();
        if x > 0 && exact.lower < 0.999 {
            prop_assert!(close(binomial::sf(x - 1, n, exact.lower), tail, 1e-8), "{exact:?}");
        }
        if x < n && exact.upper < 0.999 {
            prop_assert!(close(binomial::cdf(x, n, exact.upper), tail, 1e-8), "{exact:?}");
        }
        if x > 0 && mid.lower < 0.999 {
            let beyond = binomial::sf(x, n, mid.lower) + 0.5 * binomial::pmf(x, n, mid.lower);
            prop_assert!(close(beyond, tail, 1e-8), "{mid:?}");
        }
        prop_assert!(nested(&mid, &exact), "{mid:?} {exact:?}");
    }

    #[test]
    fn at_the_limits_of_an_exact_rate_the_tails_are_half_of_what_is_left(x in prop_oneof![0..20_u64, 0..10_000_000_u64], level in level()) {
        let events = Events::new(Count(x), 1.0).unwrap();
        let (exact, mid, tail) = (rate::exact_garwood(events, level), rate::mid_p(events, level), 0.5 * level.alpha());
        prop_assert!(close(poisson::cdf(x, exact.upper), tail, 1e-8), "{exact:?}");
        prop_assert!(x == 0 || close(poisson::sf(x - 1, exact.lower), tail, 1e-8), "{exact:?}");
        prop_assert!(nested(&mid, &exact), "{mid:?} {exact:?}");
        prop_assert!(ordered(&rate::phe(events, level)));
    }

    #[test]
    fn swapping_the_groups_gives_the_reciprocal_rate_ratio(
        x1 in prop_oneof![0..5_u64, 0..1_000_000_u64], x2 in prop_oneof![0..5_u64, 0..1_000_000_u64],
        t1 in 1e-3..1e6_f64, t2 in 1e-3..1e6_f64, level in level(),
    ) {
        let (one, two) = (Events::new(Count(x1), t1).unwrap(), Events::new(Count(x2), t2).unwrap());
        for (name, interval) in [
            ("exact", rate::ratio::exact_conditional as fn(Events, Events, Level) -> Result<Estimate>),
            ("mid-P", rate::ratio::mid_p),
            ("log", rate::ratio::wald_log),
            ("score", rate::ratio::score),
        ] {
            let (Ok(there), Ok(back)) = (interval(one, two, level), interval(two, one, level)) else { continue };
            prop_assert!(ordered(&there), "{name} {there:?}");
            prop_assert!(close(there.lower, 1.0 / back.upper, 1e-15), "{name} {there:?} {back:?}");
            prop_assert!(close(there.upper, 1.0 / back.lower, 1e-15), "{name} {there:?} {back:?}");
            if let (Some(p), Some(q)) = (there.p_value, back.p_value) {
                prop_assert!(close(p, q, 1e-9), "{name} {p} {q}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn exact_odds_ratios_swap_nest_and_agree_with_their_test(
        one in group(3_000), two in group(3_000), first in level(), second in level(),
    ) {
        let (low, high) = if first.value() <= second.value() { (first, second) } else { (second, first) };
        for (name, interval) in EXACT_ODDS_RATIOS {
            let (Ok(there), Ok(back)) = (interval(one, two, low), interval(two, one, low)) else { continue };
            prop_assert!(ordered(&there), "{name} {there:?}");
            for (limit, mirrored) in [(there.value, back.value), (there.lower, back.upper), (there.upper, back.lower)] {
                prop_assert!(close(limit, 1.0 / mirrored, 1e-11), "{name} {there:?} {back:?}");
            }
            prop_assert!(nested(&there, &interval(one, two, high).unwrap()), "{name}");
        }
        let Ok(exact) = odds_ratio::conditional_exact(one, two, low) else { return Ok(()) };
        let margins = Margins::new(one, two).unwrap();
        let (central, mid) = (margins.fisher().p_central, margins.fisher_mid_p());
        prop_assume!([central, mid].iter().all(|p| (p / low.alpha() - 1.0).abs() > 1e-9));
        prop_assert_eq!(exact.excludes(1.0), central < low.alpha());
        prop_assert_eq!(odds_ratio::mid_p(one, two, low).unwrap().excludes(1.0), mid < low.alpha());
    }

    #[test]
    fn exact_tests_do_not_depend_on_the_order_of_groups_or_the_side_counted(one in group(60), two in group(60)) {
        let tests: [(&str, Test); 4] = [
            ("barnard", |one, two| two_by_two::barnard_pooled(one, two).unwrap()),
            ("boschloo", |one, two| two_by_two::boschloo(one, two).unwrap()),
            ("fisher", |one, two| Margins::new(one, two).unwrap().fisher().p_value),
            ("mid-P", |one, two| Margins::new(one, two).unwrap().fisher_mid_p()),
        ];
        for (name, test) in tests {
            let p = test(one, two);
            prop_assert!((0.0..=1.0).contains(&p), "{name} {p}");
            prop_assert!(close(p, test(two, one), 1e-9), "{name}");
            prop_assert!(close(p, test(others(one), others(two)), 1e-9), "{name}");
        }
    }
}

/// The score statistic of a ratio by its definition: the distance of `p1 - t p2` from 0 over its standard error at the most likely
/// proportions with that ratio.
fn score_of_ratio(one: Binomial, two: Binomial, t: f64) -> f64 {
    let numbers = |group: Binomial| (group.cases().0 as f64, group.base().0 as f64);
    let ((x1, n1), (x2, n2)) = (numbers(one), numbers(two));
    let a = (n1 + n2) * t;
    let b = n1 * t + x1 + n2 + x2 * t;
    let c = x1 + x2;
    // Where everybody in a group is a case one root is known, and the general formula cancels.
    let q2 = if x1 == n1 {
        (1.0 / t).min(c / (n1 + n2))
    } else if x2 == n2 {
        (c / a).min(1.0)
    } else {
        2.0 * c / (b + (b * b - 4.0 * a * c).max(0.0).sqrt())
    };
    let q1 = (q2 * t).min(1.0);
    let variance = q1 * (1.0 - q1) / n1 + t * t * q2 * (1.0 - q2) / n2;
    (x1 / n1 - t * x2 / n2).abs() / variance.sqrt()
}
