//! Common effects over strata against printed examples.

use wres_disparity::{
    Binomial, Level,
    strata::{
        Stratum, breslow_day, cmh, crude_and_stratified, mantel_haenszel_or, mantel_haenszel_rr, stratified_score_rr,
    },
};

fn assert_printed(ours: f64, printed: f64, last_digit: f64) {
    assert!((ours - printed).abs() <= 0.5 * last_digit, "{ours} for {printed}");
}

/// A stratum from cases and others of both groups.
fn stratum([x1, y1, x2, y2]: [u64; 4]) -> Stratum {
    (Binomial::of(x1, x1 + y1).unwrap(), Binomial::of(x2, x2 + y2).unwrap())
}

/// Admissions to the six largest departments of the University of California, Berkeley, 1973: men admitted and rejected, women
/// admitted and rejected. Bickel, Hammel and O'Connell (1975), Science 187, 398-404; counts as in Freedman, Pisani and Purves
/// (1978), Statistics, and in R's data set `UCBAdmissions`.
const BERKELEY: [[u64; 4]; 6] = [
    [512, 313, 89, 19],
    [353, 207, 17, 8],
    [120, 205, 202, 391],
    [138, 279, 131, 244],
    [53, 138, 94, 299],
    [22, 351, 24, 317],
];

/// R, the example of the manual page `UCBAdmissions` with `mantelhaen.test`.
#[test]
fn berkeley_admissions_are_as_printed() {
    let departments = BERKELEY.map(stratum);
    let common = mantel_haenszel_or(&departments, Level::P95).unwrap().estimate;
    assert_printed(common.value, 0.9046968, 1e-7);
    assert_printed(common.lower, 0.7719074, 1e-7);
    assert_printed(common.upper, 1.0603298, 1e-7);
    let test = cmh(&departments).unwrap();
    assert_printed(test.chi_squared_corrected.unwrap(), 1.4269, 1e-4);
    assert_printed(test.p_value_corrected.unwrap(), 0.2323, 1e-4);
}

/// Men 44.5% and women 30.4% admitted over all (Bickel, Hammel and O'Connell 1975; the six departments): but within departments
/// women are admitted as often as men or more often.
#[test]
fn berkeley_admissions_are_reversed_within_departments() {
    let both = crude_and_stratified(&BERKELEY.map(stratum), Level::P95).unwrap();
    assert_printed(both.crude.value, 0.445 / 0.304, 0.01);
    assert!(both.crude.lower > 1.0 && both.stratified.value < 1.0);
    assert!(both.reversed && !both.reversed_clearly);
    assert_eq!((both.strata_above, both.strata_below), (2, 4));
}

/// Kidney stones removed by open surgery and through the skin, small and large stones: Charig, Webb, Payne and Wickham (1986), BMJ 292,
/// 879-882, tables I and II: 78% and 83% over all, 93% and 87% of the small, 73% and 69% of the large.
#[test]
fn kidney_stones_are_reversed() {
    let strata = [stratum([81, 6, 234, 36]), stratum([192, 71, 55, 25])];
    let both = crude_and_stratified(&strata, Level::P95).unwrap();
    assert_printed(both.crude.value, 0.78 / 0.83, 0.02);
    assert!(both.reversed);
    assert_eq!((both.strata_above, both.strata_below), (2, 0));
}

/// Tuberculosis among vaccinated and unvaccinated, thirteen trials of BCG vaccine: cases and others of both groups. Colditz and
/// others (1994), JAMA 271, 698-702; counts as in metafor's data set `dat.bcg`.
pub(crate) const BCG: [[u64; 4]; 13] = [
    [4, 119, 11, 128],
    [6, 300, 29, 274],
    [3, 228, 11, 209],
    [62, 13536, 248, 12619],
    [33, 5036, 47, 5761],
    [180, 1361, 372, 1079],
    [8, 2537, 10, 619],
    [505, 87886, 499, 87892],
    [29, 7470, 45, 7232],
    [17, 1699, 65, 1600],
    [186, 50448, 141, 27197],
    [5, 2493, 3, 2338],
    [27, 16886, 29, 17825],
];

/// metafor, the examples of the manual page `rma.mh`.
#[test]
fn mantel_haenszel_ratios_of_the_bcg_trials_are_as_printed() {
    let trials = BCG.map(stratum);
    let risk = mantel_haenszel_rr(&trials, Level::P95).unwrap();
    assert_printed(risk.estimate.value.ln(), -0.4537, 1e-4);
    assert_printed(risk.standard_error, 0.0393, 1e-4);
    assert_printed(risk.estimate.value, 0.6353, 1e-4);
    assert_printed(risk.estimate.lower, 0.5881, 1e-4);
    assert_printed(risk.estimate.upper, 0.6862, 1e-4);
    let odds = mantel_haenszel_or(&trials, Level::P95).unwrap();
    assert_printed(odds.estimate.value.ln(), -0.4734, 1e-4);
    assert_printed(odds.standard_error, 0.0410, 1e-4);
    assert_printed(cmh(&trials).unwrap().chi_squared_corrected.unwrap(), 135.6889, 1e-4);
    let homogeneity = breslow_day(&trials).unwrap();
    assert_printed(homogeneity.chi_squared_tarone, 171.7567, 1e-4);
    assert_eq!(homogeneity.degrees_of_freedom, 12.0);
    // With this many cases the score interval is the Wald interval to the third digit.
    let score = stratified_score_rr(&trials, Level::P95).unwrap();
    assert_printed(score.lower, 0.588, 1e-3);
    assert_printed(score.upper, 0.686, 1e-3);
}
