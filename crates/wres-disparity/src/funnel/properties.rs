//! What holds for every funnel.

use super::*;
use crate::error::{NotEstimable, StatError};
use crate::quantity::{Count, Level, Proportion};
use crate::special::gamma;
use proptest::prelude::*;

const TRANSFORMATIONS: [Transformation; 4] =
    [Transformation::Proportion, Transformation::RatioLog, Transformation::RatioRoot, Transformation::RatioOfCounts];

fn any_sites() -> impl Strategy<Value = Vec<Site>> {
    prop::collection::vec((0_u32..400, 0_u32..400), 2..40).prop_map(|counts| {
        counts
            .into_iter()
            .map(|(cases, others)| Site::new(f64::from(cases), f64::from(cases + others + 1)).unwrap())
            .collect()
    })
}

#[test]
fn numbers_that_make_no_site_are_refused() {
    for (numerator, denominator) in [(-1.0, 5.0), (1.0, 0.0), (f64::NAN, 5.0), (1.0, f64::INFINITY), (1.0, f64::NAN)] {
        assert!(matches!(Site::new(numerator, denominator), Err(StatError::Domain { .. })));
    }
    assert!(matches!(sites(&[1.0], &[]), Err(StatError::Lengths { .. })));
    let more_cases_than_base = sites(&[3.0, 9.0], &[5.0, 8.0]).unwrap();
    assert!(significance(&more_cases_than_base, Statistic::Proportion).is_err());
    assert!(overdispersion(&more_cases_than_base, Transformation::Proportion, 0.1).is_err());
    assert!(overdispersion(&more_cases_than_base, Transformation::RatioRoot, 0.5).is_err());
    assert_eq!(significance(&[], Statistic::Ratio), Err(NotEstimable::TooFew.into()));
    let nothing = sites(&[0.0, 0.0], &[5.0, 8.0]).unwrap();
    assert_eq!(overdispersion(&nothing, Transformation::RatioOfCounts, 0.1), Err(NotEstimable::NoCases.into()));
    assert!(proportion_limits(Proportion::new(0.5).unwrap(), 0.0, Level::P95).is_err());
    assert!(ratio_limits_by_expected(0.0, Level::P95).is_err());
    assert!(ratio_limits_by_observed(Count(0), Level::P95).is_err());
}

#[test]
fn a_site_without_events_can_be_low_but_never_high() {
    let sites = sites(&[0.0, 0.0, 30.0], &[0.5, 50.0, 30.0]).unwrap();
    assert_eq!(significance(&sites, Statistic::Ratio).unwrap(), [Flag::Inside, Flag::VeryLow, Flag::Inside]);
}

#[test]
fn a_site_without_events_is_judged_by_its_chance_of_none_and_leaves_the_others_alone() {
    let events = sites(&[14.0, 31.0, 9.0, 22.0, 40.0, 12.0], &[10.0, 20.0, 15.0, 20.0, 25.0, 11.0]).unwrap();
    let mut all = events.clone();
    all.extend(sites(&[0.0, 0.0, 0.0], &[1.5, 2.5, 90.0]).unwrap());
    let (without, with) = (
        adjusted_funnel(&events, Transformation::RatioLog, 0.1).unwrap(),
        adjusted_funnel(&all, Transformation::RatioLog, 0.1).unwrap(),
    );
    assert!(without.overdispersion.tau_squared > 0.0);
    assert_eq!(with.overdispersion.tau_squared, without.overdispersion.tau_squared);
    let flags: Vec<Flag> = with.sites[6..].iter().map(|site| site.flag).collect();
    assert_eq!(flags, [Flag::Inside, Flag::Inside, Flag::VeryLow], "a chance of 0.22 and of 0.08 is no outlier");
    assert!(with.sites.iter().all(|site| site.z.is_finite() && site.q_value > 0.0));
    assert_eq!(with.overdispersion.trimmed[6..], [None, None, None]);
    // The normal quantiles of exp(-1.5) and exp(-2.5).
    for (z, right) in with.overdispersion.z_scores[6..].iter().zip([-0.7616644126392736, -1.3911828143255687]) {
        assert!((z - right).abs() < 1e-12, "{z}");
    }
}

proptest! {
    #[test]
    fn nothing_is_nan_and_limits_enclose_the_target(sites in any_sites(), share in 0.0..0.49f64) {
        for transformation in TRANSFORMATIONS {
            let Ok(funnel) = adjusted_funnel(&sites, transformation, share) else { continue };
            let dispersion = &funnel.overdispersion;
            prop_assert!(dispersion.tau_squared >= 0.0 && dispersion.tau_squared.is_finite());
            for site in &funnel.sites {
                let slack = 1e-12;
                prop_assert!(site.limits_998.lower <= site.limits_95.lower + slack, "{site:?}");
                prop_assert!(site.limits_95.lower <= dispersion.target + slack, "{site:?}");
                prop_assert!(dispersion.target <= site.limits_95.upper + slack, "{site:?}");
                prop_assert!(site.limits_95.upper <= site.limits_998.upper + slack, "{site:?}");
                prop_assert!((0.0..=1.0).contains(&site.q_value) && site.z.is_finite());
            }
        }
    }

    #[test]
    fn the_flag_says_whether_the_value_lies_outside_the_limits(sites in any_sites()) {
        for transformation in [Transformation::Proportion, Transformation::RatioLog, Transformation::RatioRoot] {
            let funnel = adjusted_funnel(&sites, transformation, 0.1).unwrap();
            for (site, adjusted) in sites.iter().zip(&funnel.sites) {
                if site.numerator() == 0.0 && transformation == Transformation::RatioLog {
                    continue;
                }
                let value = site.numerator() / site.denominator();
                let flag = Flag::of(value, adjusted.limits_95, adjusted.limits_998);
                let on_a_limit = [adjusted.limits_95.lower, adjusted.limits_95.upper, adjusted.limits_998.lower,
                    adjusted.limits_998.upper].iter().any(|limit| (limit - value).abs() < 1e-9);
                prop_assert!(flag == adjusted.flag || on_a_limit, "{adjusted:?} {value}");
            }
        }
    }

    #[test]
    fn the_order_of_the_sites_does_not_matter(sites in any_sites()) {
        let reversed: Vec<Site> = sites.iter().rev().copied().collect();
        for transformation in TRANSFORMATIONS {
            if let (Ok(one), Ok(two)) = (overdispersion(&sites, transformation, 0.1), overdispersion(&reversed, transformation, 0.1)) {
                prop_assert!((one.tau_squared - two.tau_squared).abs() <= 1e-12 * one.tau_squared.max(1e-6));
                prop_assert_eq!(one.target, two.target);
            }
        }
    }

    #[test]
    fn the_proportion_limits_invert_the_score_test(p in 0.01..0.99f64, base in 1.0..1e6f64, shift in -0.2..0.2f64) {
        let limits = proportion_limits(Proportion::new(p).unwrap(), base, Level::P95).unwrap();
        let z = shift / (p * (1.0 - p) / base).sqrt();
        let outside = p + shift < limits.lower || p + shift > limits.upper;
        prop_assert!((z.abs() - 1.959_963_984_540_054).abs() < 1e-9 || outside == (z.abs() > 1.959_963_984_540_054));
    }

    #[test]
    fn the_limits_by_observed_invert_the_exact_test(observed in 1_u64..10_000, log_ratio in -1.0..1.0f64) {
        let limits = ratio_limits_by_observed(Count(observed), Level::P95).unwrap();
        let o = observed as f64;
        let ratio = log_ratio.exp();
        let expected = o / ratio;
        // P(X >= O) and P(X <= O) of a Poisson count with that mean.
        let (high, low) = (gamma::lower(o, expected), gamma::upper(o + 1.0, expected));
        let near = (high - 0.025).abs() < 1e-9 || (low - 0.025).abs() < 1e-9;
        prop_assert!(near || (ratio > limits.upper) == (high < 0.025));
        prop_assert!(near || (ratio < limits.lower) == (low < 0.025));
    }

    #[test]
    fn funnels_narrow_with_size_and_widen_with_the_level(expected in 0.1..1e5f64) {
        for level in [Level::P95, Level::P998] {
            let (small, large) = (
                ratio_limits_by_expected(expected, level).unwrap(), ratio_limits_by_expected(2.0 * expected, level).unwrap(),
            );
            prop_assert!(small.lower <= large.lower && large.upper <= small.upper);
        }
        let (inner, outer) = (
            ratio_limits_by_expected(expected, Level::P95).unwrap(), ratio_limits_by_expected(expected, Level::P998).unwrap(),
        );
        prop_assert!(outer.lower <= inner.lower && inner.upper <= outer.upper);
    }
}
