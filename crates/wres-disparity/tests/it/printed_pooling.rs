//! Pooled sites against printed examples: the BCG vaccine trials as analysed by metafor.
//!
//! Viechtbauer (2010), Conducting meta-analyses in R with the metafor package, Journal of Statistical Software 36(3), section 4, and the
//! examples of the manual pages named.

use crate::printed_strata::BCG;
use wres_disparity::{
    Binomial, Level,
    pooling::{
        Effect, Estimator, Measure, clustered_wilson, egger, inverse_variance_fixed, leave_one_out, measure,
        pool_ratio, q_profile, random_effects,
    },
    strata::Stratum,
};

fn assert_printed(ours: f64, printed: f64, last_digit: f64) {
    assert!((ours - printed).abs() <= 0.5 * last_digit, "{ours} for {printed}");
}

fn trials() -> Vec<Stratum> {
    BCG.iter()
        .map(|&[x1, y1, x2, y2]| (Binomial::of(x1, x1 + y1).unwrap(), Binomial::of(x2, x2 + y2).unwrap()))
        .collect()
}

fn effects(kind: Measure) -> Vec<Effect> {
    trials().into_iter().map(|(one, two)| measure(kind, one, two).unwrap().unwrap().effect).collect()
}

/// `escalc`: the first and the last log risk ratio with its variance.
#[test]
fn log_risk_ratios_are_as_printed() {
    let effects = effects(Measure::LogRiskRatio);
    assert_printed(effects[0].value(), -0.8893, 1e-4);
    assert_printed(effects[0].variance(), 0.3256, 1e-4);
    assert_printed(effects[12].value(), -0.0173, 1e-4);
    assert_printed(effects[12].variance(), 0.0714, 1e-4);
}

/// `rma` with REML; `predict` with `transf = exp`.
#[test]
fn the_random_effects_model_is_as_printed() {
    let pooled = random_effects(&effects(Measure::LogRiskRatio), Estimator::Reml, Level::P95).unwrap();
    assert_printed(pooled.tau_squared, 0.3132, 1e-4);
    assert_printed(100.0 * pooled.i_squared, 92.22, 0.01);
    assert_printed(pooled.h_squared, 12.86, 0.01);
    assert_printed(pooled.q, 152.2330, 1e-4);
    assert_printed(pooled.estimate.value, -0.7145, 1e-4);
    assert_printed(pooled.standard_error, 0.1798, 1e-4);
    assert_printed(pooled.estimate.lower, -1.0669, 1e-4);
    assert_printed(pooled.estimate.upper, -0.3622, 1e-4);
    let prediction = pooled.prediction_normal.exp();
    assert_printed(pooled.estimate.value.exp(), 0.4894, 1e-4);
    assert_printed(prediction.lower, 0.1546, 1e-4);
    assert_printed(prediction.upper, 1.5490, 1e-4);
}

/// `rma` with `test = "knha"`.
#[test]
fn hartung_and_knapp_are_as_printed() {
    let pooled = random_effects(&effects(Measure::LogRiskRatio), Estimator::Reml, Level::P95).unwrap();
    let own = pooled.hartung_knapp.unwrap();
    assert_printed(own.standard_error, 0.1808, 1e-4);
    assert_printed(own.interval.lower, -1.1084, 1e-4);
    assert_printed(own.interval.upper, -0.3206, 1e-4);
    assert_printed(own.p_value.unwrap(), 0.0019, 1e-4);
}

/// `confint`: of tau squared.
#[test]
fn the_q_profile_is_as_printed() {
    let risk = q_profile(&effects(Measure::LogRiskRatio), Level::P95).unwrap();
    assert_printed(risk.lower, 0.1197, 1e-4);
    assert_printed(risk.upper, 1.1115, 1e-4);
}

/// The analysis of van Houwelingen, Arends and Stijnen (2002), Statistics in Medicine 21, 589-624, on the metafor site: fixed-effect log
/// odds ratio; upper Q-profile limit of tau squared.
#[test]
fn log_odds_ratios_are_as_printed() {
    let effects = effects(Measure::LogOddsRatio);
    let fixed = inverse_variance_fixed(&effects, Level::P95).unwrap();
    assert_printed(fixed.estimate.value, -0.436, 1e-3);
    assert_printed(fixed.standard_error, 0.042, 1e-3);
    assert_printed(fixed.estimate.lower, -0.519, 1e-3);
    assert_printed(fixed.estimate.upper, -0.353, 1e-3);
    assert_printed(q_profile(&effects, Level::P95).unwrap().upper, 1.1812, 1e-4);
}

/// `leave1out`: without the first trial.
#[test]
fn leaving_out_the_first_trial_is_as_printed() {
    let without = leave_one_out(&effects(Measure::LogRiskRatio), Estimator::Reml, Level::P95).unwrap()[0];
    assert_printed(without.estimate.value / without.standard_error, -3.7223, 1e-4);
    assert_printed(without.standard_error, 0.1900, 1e-4);
    assert_printed(without.q, 151.5826, 1e-4);
    assert_printed(without.tau_squared, 0.3362, 1e-4);
}

/// `regtest` with `model = "lm"`.
#[test]
fn eggers_test_is_as_printed() {
    let test = egger(&effects(Measure::LogRiskRatio), Level::P95).unwrap();
    assert_printed(test.t.unwrap(), -1.4013, 1e-4);
    assert_eq!(test.degrees_of_freedom, 11.0);
    assert_printed(test.p_value.unwrap(), 0.1887, 1e-4);
    assert_printed(test.limit, -0.1909, 1e-4);
    assert_printed(test.limit_interval.lower, -0.6753, 1e-4);
    assert_printed(test.limit_interval.upper, 0.2935, 1e-4);
}

#[test]
fn pooling_from_counts_is_pooling_the_effects() {
    let pooled = pool_ratio(&trials(), Level::P95).unwrap();
    let across = pooled.across.unwrap();
    assert_printed(across.ratio.value, 0.4894, 1e-4);
    assert_printed(across.tau_squared.upper, 1.1115, 1e-4);
    assert_printed(pooled.common.stratified.value, 0.6353, 1e-4);
    assert_eq!((pooled.sites.across, pooled.sites.corrected), (13, 0));
}

/// Chronic obstructive pulmonary disease in siblings, 100 families: Liang, Zeger and Qaqish (1992), Journal of the Royal Statistical
/// Society B 54, 3-40. Its intraclass correlation is 0.1855 in Short and others (2020), Statistical Methods in Medical Research 29,
/// 111-121.
#[test]
fn the_correlation_within_families_is_as_printed() {
    // Cases, members, number of such families.
    let families: [(u64, u64, usize); 17] = [
        (0, 1, 36),
        (1, 1, 12),
        (0, 2, 15),
        (1, 2, 7),
        (2, 2, 1),
        (0, 3, 5),
        (1, 3, 7),
        (2, 3, 3),
        (3, 3, 2),
        (0, 4, 3),
        (1, 4, 3),
        (2, 4, 1),
        (0, 6, 1),
        (2, 6, 1),
        (3, 6, 1),
        (4, 6, 1),
        (6, 6, 1),
    ];
    let clusters: Vec<Binomial> = families
        .iter()
        .flat_map(|&(cases, members, number)| std::iter::repeat_n(Binomial::of(cases, members).unwrap(), number))
        .collect();
    let share = clustered_wilson(&clusters, Level::P95).unwrap();
    assert_printed(share.intraclass_correlation.unwrap(), 0.1855, 1e-4);
}
