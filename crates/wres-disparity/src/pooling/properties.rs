//! What holds for every set of effects.

use super::*;
use crate::error::{NotEstimable, StatError};
use crate::quantity::{Binomial, Level};
use crate::strata::Stratum;
use proptest::prelude::*;

const ESTIMATORS: [Estimator; 3] = [Estimator::Reml, Estimator::PauleMandel, Estimator::DerSimonianLaird];

fn any_effects(sites: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Effect>> {
    prop::collection::vec((-3.0..3.0f64, -9.0..3.0f64), sites)
        .prop_map(|sites| sites.into_iter().map(|(y, log_v)| Effect::new(y, log_v.exp()).unwrap()).collect())
}

fn any_sites() -> impl Strategy<Value = Vec<Stratum>> {
    let group = || {
        (0_u64..300)
            .prop_flat_map(|n| (prop_oneof![0..=n, 0..=n.min(3)], Just(n)))
            .prop_map(|(x, n)| Binomial::of(x, n).unwrap())
    };
    prop::collection::vec((group(), group()), 1..15)
}

fn close(left: f64, right: f64, tolerance: f64) -> bool {
    left == right || (left - right).abs() <= tolerance * left.abs().max(right.abs()).max(1e-9)
}

#[test]
fn numbers_that_are_no_effects_are_refused() {
    for (y, v) in
        [(f64::NAN, 1.0), (f64::INFINITY, 1.0), (0.0, 0.0), (0.0, -1.0), (0.0, f64::NAN), (0.0, f64::INFINITY)]
    {
        assert!(matches!(Effect::new(y, v), Err(StatError::Domain { .. })), "{y} {v}");
    }
    assert!(matches!(effects(&[1.0], &[]), Err(StatError::Lengths { .. })));
    assert!(matches!(effects(&[], &[]), Err(StatError::Empty { .. })));
    assert!(matches!(random_effects(&[], Estimator::Reml, Level::P95), Err(StatError::Empty { .. })));
    assert_eq!(q_profile(&effects(&[1.0], &[1.0]).unwrap(), Level::P95), Err(NotEstimable::TooFew.into()));
}

#[test]
fn one_site_pooled_is_that_site() {
    let one = effects(&[0.4], &[0.04]).unwrap();
    for estimator in ESTIMATORS {
        let pooled = random_effects(&one, estimator, Level::P95).unwrap();
        assert_eq!((pooled.estimate.value, pooled.standard_error, pooled.tau_squared), (0.4, 0.2, 0.0));
        assert_eq!(
            (pooled.hartung_knapp, pooled.prediction, pooled.i_squared, pooled.h_squared),
            (None, None, 0.0, 1.0)
        );
    }
}

#[test]
fn equal_effects_differ_by_exactly_nothing() {
    let same = effects(&[0.1; 4], &[0.4, 0.3, 0.2, 0.1]).unwrap();
    for estimator in ESTIMATORS {
        let pooled = random_effects(&same, estimator, Level::P95).unwrap();
        assert_eq!((pooled.q, pooled.tau_squared, pooled.p_value_q), (0.0, 0.0, 1.0));
        let own = pooled.hartung_knapp.unwrap();
        assert_eq!((own.standard_error, own.p_value), (0.0, Some(0.0)));
        assert_eq!(own.standard_error_never_narrower, pooled.standard_error);
    }
}

#[test]
fn the_extremes_of_what_is_accepted_give_numbers() {
    for (y, v) in [(1e50, 1e-50), (-1e50, 1e50), (1e-300, 1e-50)] {
        let sites = effects(&[y, -y, 0.0, y], &[v, v * 1.5e-3_f64.max(1e-50 / v), v, v]).unwrap();
        for estimator in ESTIMATORS {
            let pooled = random_effects(&sites, estimator, Level::P95).unwrap();
            assert!(pooled.estimate.lower.is_finite() && pooled.tau_squared.is_finite() && !pooled.q.is_nan());
        }
    }
}

proptest! {
    #[test]
    fn every_result_is_a_number_and_intervals_enclose_the_mean(sites in any_effects(1..20)) {
        for estimator in ESTIMATORS {
            let pooled = random_effects(&sites, estimator, Level::P95).unwrap();
            let mean = pooled.estimate.value;
            prop_assert!(pooled.tau_squared >= 0.0 && pooled.tau_squared.is_finite());
            prop_assert!((0.0..1.0).contains(&pooled.i_squared) && (0.0..1.0).contains(&pooled.i_squared_q));
            prop_assert!((0.0..=1.0).contains(&pooled.p_value_q) && pooled.h_squared >= 1.0);
            prop_assert!(pooled.estimate.lower < mean && mean < pooled.estimate.upper);
            prop_assert!(pooled.prediction_normal.lower <= pooled.estimate.lower);
            if let Some(own) = pooled.hartung_knapp {
                prop_assert!(own.standard_error_never_narrower >= pooled.standard_error);
                prop_assert!(own.interval_never_narrower.lower <= own.interval.lower);
                prop_assert!(own.interval_never_narrower.lower <= pooled.estimate.lower);
                prop_assert!(own.prediction.upper >= own.interval.upper);
            }
        }
    }

    #[test]
    fn the_order_of_the_sites_cannot_be_seen(sites in any_effects(1..20)) {
        let reversed: Vec<Effect> = sites.iter().rev().copied().collect();
        for estimator in ESTIMATORS {
            prop_assert_eq!(
                random_effects(&sites, estimator, Level::P95), random_effects(&reversed, estimator, Level::P95)
            );
        }
        prop_assert_eq!(inverse_variance_fixed(&sites, Level::P95), inverse_variance_fixed(&reversed, Level::P95));
    }

    #[test]
    fn shifting_and_stretching_the_effects_shifts_and_stretches_the_answer(sites in any_effects(2..20)) {
        let moved: Vec<Effect> =
            sites.iter().map(|site| Effect::new(4.0 * site.value() + 1.0, 16.0 * site.variance()).unwrap()).collect();
        for estimator in ESTIMATORS {
            let (one, two) = (tau_squared(&sites, estimator).unwrap(), tau_squared(&moved, estimator).unwrap());
            let scale = sites.iter().map(|site| site.variance()).fold(0.0, f64::max);
            prop_assert!((16.0 * one - two).abs() <= 1e-7 * (one + 1e-3 * scale) * 16.0, "{estimator:?} {one} {two}");
        }
    }

    #[test]
    fn no_grid_point_is_more_likely_than_the_reml_estimate(sites in any_effects(2..12)) {
        let restricted = |tau_squared: f64| {
            let w = || sites.iter().map(move |site| (1.0 / (site.variance() + tau_squared), site.value()));
            let total: f64 = w().map(|(w, _)| w).sum();
            let mean = w().map(|(w, y)| w * y).sum::<f64>() / total;
            w().map(|(w, y)| w.ln() - w * (y - mean).powi(2)).sum::<f64>() - total.ln()
        };
        let best = restricted(tau_squared(&sites, Estimator::Reml).unwrap());
        for step in 0..400 {
            let at = if step == 0 { 0.0 } else { 1e-8 * 10f64.powf(f64::from(step) / 35.0) };
            prop_assert!(restricted(at) <= best + 1e-9 * best.abs().max(1.0), "{at}");
        }
    }

    #[test]
    fn paule_and_mandel_and_the_profile_solve_their_equations(sites in any_effects(2..20)) {
        let q = |tau_squared: f64| {
            let total: f64 = sites.iter().map(|site| 1.0 / (site.variance() + tau_squared)).sum();
            let mean = sites.iter().map(|site| site.value() / (site.variance() + tau_squared)).sum::<f64>() / total;
            sites.iter().map(|site| (site.value() - mean).powi(2) / (site.variance() + tau_squared)).sum::<f64>()
        };
        let df = sites.len() as f64 - 1.0;
        let solution = tau_squared(&sites, Estimator::PauleMandel).unwrap();
        let solved = if solution > 0.0 { close(q(solution), df, 1e-9) } else { q(0.0) <= df };
        prop_assert!(solved, "{solution}");
        let limits = q_profile(&sites, Level::P95).unwrap();
        prop_assert!(limits.lower <= limits.upper);
        let wide = q_profile(&sites, Level::new(0.99).unwrap()).unwrap();
        prop_assert!(wide.lower <= limits.lower && limits.upper <= wide.upper);
        if limits.lower > 0.0 {
            let p = crate::special::chi_squared::sf(q(limits.lower), df);
            prop_assert!(close(p, 0.025, 1e-7), "{p}");
        }
    }

    #[test]
    fn leaving_one_out_is_pooling_the_others_and_the_last_cumulative_step_is_all(sites in any_effects(2..9)) {
        let without = leave_one_out(&sites, Estimator::Reml, Level::P95).unwrap();
        prop_assert_eq!(&without[0], &random_effects(&sites[1..], Estimator::Reml, Level::P95).unwrap());
        let steps = cumulative(&sites, Estimator::Reml, Level::P95).unwrap();
        prop_assert_eq!(steps.last().unwrap(), &random_effects(&sites, Estimator::Reml, Level::P95).unwrap());
    }

    #[test]
    fn pooled_counts_always_answer_or_say_why(sites in any_sites()) {
        if let Ok(pooled) = pool_ratio(&sites, Level::P95) {
            let used = pooled.sites;
            prop_assert_eq!(used.given, used.without_both_groups + used.without_contrast + used.across);
            prop_assert_eq!(pooled.across.is_ok(), used.across >= 2);
            if let Ok(across) = pooled.across {
                prop_assert!(across.ratio.lower <= across.ratio.value && across.ratio.value <= across.ratio.upper);
                prop_assert!(across.log_scale.tau_squared == 0.0 || across.tau_squared.upper > 0.0);
            }
        }
    }

    #[test]
    fn clustered_limits_enclose_the_share_and_widen_with_the_level(sites in any_sites()) {
        let clusters: Vec<Binomial> = sites.iter().map(|site| site.0).collect();
        if let (Ok(narrow), Ok(wide)) =
            (clustered_wilson(&clusters, Level::P95), clustered_wilson(&clusters, Level::new(0.99).unwrap()))
        {
            let (narrow, wide) = (narrow.estimate, wide.estimate);
            prop_assert!(0.0 <= narrow.lower && narrow.lower <= narrow.value);
            prop_assert!(narrow.value <= narrow.upper && narrow.upper <= 1.0);
            prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
        }
    }
}
