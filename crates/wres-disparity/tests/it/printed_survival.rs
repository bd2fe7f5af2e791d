//! Retention estimates against printed tables: the remission times of Freireich and others 1963 (weeks), on which
//! Cox 1972 and most textbooks rest.

use wres_disparity::{
    Level,
    survival::{
        CoxData, GroupedRisk, Leaving, LimitScale, RiskTable, Spell, SurvivalCurve, Ties, cox, kaplan_meier, logrank,
    },
};

/// 6-MP: 21 children, 9 relapses; 0 marks a child still in remission.
const TREATED: [(f64, u32); 21] = [
    (6.0, 1),
    (6.0, 1),
    (6.0, 1),
    (6.0, 0),
    (7.0, 1),
    (9.0, 0),
    (10.0, 1),
    (10.0, 0),
    (11.0, 0),
    (13.0, 1),
    (16.0, 1),
    (17.0, 0),
    (19.0, 0),
    (20.0, 0),
    (22.0, 1),
    (23.0, 1),
    (25.0, 0),
    (32.0, 0),
    (32.0, 0),
    (34.0, 0),
    (35.0, 0),
];

/// Placebo: 21 children, all relapsed.
const PLACEBO: [f64; 21] =
    [1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0, 15.0, 17.0, 22.0, 23.0];

fn treated() -> Vec<Spell> {
    TREATED.iter().map(|(time, cause)| Spell::new(None, *time, *cause).unwrap()).collect()
}

fn placebo() -> Vec<Spell> {
    PLACEBO.iter().map(|time| Spell::new(None, *time, 1).unwrap()).collect()
}

fn curve(spells: &[Spell]) -> SurvivalCurve {
    kaplan_meier(&RiskTable::from_spells(spells).unwrap(), Leaving::Any).unwrap()
}

/// Klein & Moeschberger 2003, Survival Analysis, 2nd ed., section 4.2, Table 4.1: product-limit estimator and standard error
/// of the 6-MP group.
#[test]
fn kaplan_meier_of_the_treated_is_as_printed() {
    let curve = curve(&treated());
    for (time, at_risk, survival, std_err) in [
        (6.0, 21, 0.857, 0.0764),
        (7.0, 17, 0.807, 0.0869),
        (10.0, 15, 0.753, 0.0963),
        (13.0, 12, 0.690, 0.1068),
        (16.0, 11, 0.627, 0.1141),
        (22.0, 7, 0.538, 0.1282),
        (23.0, 6, 0.448, 0.1346),
    ] {
        let point = curve.at(time);
        assert_eq!(point.at_risk, at_risk);
        assert!((point.survival - survival).abs() <= 5e-4, "S({time}) = {}", point.survival);
        assert!((point.std_err().unwrap() - std_err).abs() <= 5e-5, "se({time}) = {:?}", point.std_err());
    }
}

/// Kleinbaum & Klein 2005, Survival Analysis: a self-learning text, 2nd ed., chapter 2: median 23 weeks against 8.
#[test]
fn medians_are_as_printed() {
    let median = |spells: &[Spell]| curve(spells).quantile(0.5, LimitScale::LogLog, Level::P95).unwrap().time;
    assert_eq!((median(&treated()), median(&placebo())), (Some(23.0), Some(8.0)));
}

/// Kleinbaum & Klein 2005, chapter 2: observed 9 and 21, expected 19.25 and 10.75, log-rank 16.79.
#[test]
fn the_log_rank_test_is_as_printed() {
    let spells = [treated(), placebo()].concat();
    let group: Vec<usize> = (0..42).map(|i| usize::from(i >= 21)).collect();
    let test = logrank(&GroupedRisk::from_spells(&spells, &group, 2).unwrap(), Leaving::Any).unwrap();
    assert_eq!(test.observed, [9.0, 21.0]);
    assert!((test.expected[0] - 19.25).abs() <= 5e-3 && (test.expected[1] - 10.75).abs() <= 5e-3);
    assert!((test.chi_squared - 16.79).abs() <= 5e-3);
}

/// Kleinbaum & Klein 2005, chapter 3, model 1 (placebo against treated; ties by Breslow): coefficient 1.509, standard error
/// 0.410, hazard ratio 4.523, limits 2.027 and 10.094, log-likelihood -86.380.
#[test]
fn the_cox_model_is_as_printed() {
    let mut data = CoxData::new(1).unwrap();
    for (spells, x) in [(treated(), 0.0), (placebo(), 1.0)] {
        for spell in spells {
            data.push(spell, Leaving::Any, 1, &[x], 0, 0).unwrap();
        }
    }
    let fit = cox(&data, Ties::Breslow, Level::P95).unwrap();
    let one = fit.coefficients[0];
    for (ours, printed) in [
        (one.coefficient, 1.509),
        (one.std_err, 0.410),
        (one.hazard_ratio.value, 4.523),
        (one.hazard_ratio.lower, 2.027),
        (one.hazard_ratio.upper, 10.094),
        (fit.log_likelihood, -86.380),
    ] {
        assert!((ours - printed).abs() <= 5e-4, "{ours} for {printed}");
    }
}
