//! What a fit must satisfy, whatever the data.

use super::{CoxData, Ties, cox, cox_cluster_robust};
use crate::{
    error::{NotEstimable, StatError},
    quantity::Level,
    survival::{Leaving, RiskTable, Spell, logrank},
};
use proptest::prelude::*;

type Row = (u32, u32, u32, i32, u64);

/// Entry, length, cause, covariate, stratum.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0_u32..6, 1_u32..8, 0_u32..2, -2_i32..3, 0_u64..2), 20..80)
}

fn data(rows: &[Row], change: impl Fn(f64) -> f64) -> CoxData {
    let mut data = CoxData::new(1).unwrap();
    for (i, (entry, length, cause, x, stratum)) in rows.iter().enumerate() {
        let spell = Spell::new(Some(f64::from(*entry)), f64::from(entry + length), *cause).unwrap();
        data.push(spell, Leaving::Any, 1, &[change(f64::from(*x))], *stratum, i as u64 % 5).unwrap();
    }
    data
}

fn one_each(spells: &[(f64, u32, f64)]) -> CoxData {
    let mut data = CoxData::new(1).unwrap();
    for (time, cause, x) in spells {
        data.push(Spell::new(None, *time, *cause).unwrap(), Leaving::Any, 1, &[*x], 0, 0).unwrap();
    }
    data
}

#[test]
fn a_group_without_events_is_separation_not_a_large_number() {
    let rows = [(1.0, 1, 0.0), (2.0, 1, 0.0), (3.0, 0, 1.0), (4.0, 1, 0.0), (5.0, 0, 1.0), (6.0, 0, 0.0)];
    for ties in [Ties::Efron, Ties::Breslow] {
        assert_eq!(cox(&one_each(&rows), ties, Level::P95).unwrap_err(), NotEstimable::Separation.into());
    }
}

#[test]
fn a_rare_group_without_events_is_separation_too() {
    let mut data = CoxData::new(1).unwrap();
    let mut push = |time: f64, cause, count, x| {
        data.push(Spell::new(None, time, cause).unwrap(), Leaving::Any, count, &[x], 0, 0).unwrap();
    };
    push(1.0, 1, 3000, 0.0);
    push(2.0, 1, 3000, 0.0);
    push(3.0, 0, 90_000, 0.0);
    push(3.0, 0, 7, 1.0);
    assert_eq!(cox(&data, Ties::Efron, Level::P95).unwrap_err(), NotEstimable::Separation.into());
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let constant = [(1.0, 1, 2.0), (2.0, 1, 2.0), (3.0, 0, 2.0)];
    assert_eq!(cox(&one_each(&constant), Ties::Efron, Level::P95).unwrap_err(), NotEstimable::Singular.into());
    let serving = [(1.0, 0, 1.0), (2.0, 0, 0.0)];
    assert_eq!(cox(&one_each(&serving), Ties::Efron, Level::P95).unwrap_err(), NotEstimable::NoEvents.into());
    let nobody = CoxData::new(1).unwrap();
    assert!(matches!(cox(&nobody, Ties::Efron, Level::P95), Err(StatError::Empty { .. })));
}

#[test]
fn counts_beyond_what_can_be_ordered_are_refused_not_looped_over() {
    let spell = |time, cause| Spell::new(None, time, cause).unwrap();
    let mut data = CoxData::new(1).unwrap();
    data.push(spell(1.0, 1), Leaving::Any, 1 << 60, &[0.0], 0, 0).unwrap();
    data.push(spell(1.0, 1), Leaving::Any, 1 << 59, &[1.0], 0, 0).unwrap();
    data.push(spell(2.0, 0), Leaving::Any, 1 << 60, &[1.0], 0, 0).unwrap();
    assert!(matches!(cox(&data, Ties::Efron, Level::P95), Err(StatError::Domain { .. })));
    let fit = cox(&data, Ties::Breslow, Level::P95).unwrap();
    assert!(fit.coefficients[0].coefficient.is_finite() && fit.coefficients[0].std_err > 0.0);
    data.push(spell(2.0, 0), Leaving::Any, u64::MAX, &[1.0], 0, 0).unwrap();
    assert!(matches!(cox(&data, Ties::Breslow, Level::P95), Err(StatError::Domain { .. })));
}

#[test]
fn the_score_test_without_ties_is_the_log_rank_test() {
    let rows =
        [(1.0, 1, 1.0), (2.0, 1, 0.0), (3.0, 1, 1.0), (4.0, 0, 0.0), (5.0, 1, 1.0), (6.0, 1, 0.0), (7.0, 1, 0.0)];
    let fit = cox(&one_each(&rows), Ties::Breslow, Level::P95).unwrap();
    let spells: Vec<Spell> = rows.iter().map(|row| Spell::new(None, row.0, row.1).unwrap()).collect();
    let group: Vec<usize> = rows.iter().map(|row| row.2 as usize).collect();
    let grouped = crate::survival::GroupedRisk::from_spells(&spells, &group, 2).unwrap();
    let test = logrank(&grouped, Leaving::Any).unwrap();
    assert!((fit.score - test.chi_squared).abs() < 1e-12);
}

#[test]
fn counts_by_month_fit_like_the_rows() {
    // Two patterns over three months, some coming and some going between the months.
    let months = [([30_u64, 28, 20], [4_u64, 6, 3], 0.0), ([25, 26, 15], [2, 3, 5], 1.0)];
    let mut counts = CoxData::new(1).unwrap();
    let mut people = CoxData::new(1).unwrap();
    for (at_risk, events, x) in &months {
        let table = RiskTable::from_months(at_risk, &[events]).unwrap();
        counts.push_table(&table, Leaving::Any, &[*x], 0, 0).unwrap();
        for month in 0..3 {
            for person in 0..at_risk[month] {
                let cause = u32::from(person < events[month]);
                let entry = month as f64;
                let spell = Spell::new(Some(entry), entry + 1.0, cause).unwrap();
                people.push(spell, Leaving::Any, 1, &[*x], 0, 0).unwrap();
            }
        }
    }
    for ties in [Ties::Efron, Ties::Breslow] {
        let (left, right) = (cox(&counts, ties, Level::P95).unwrap(), cox(&people, ties, Level::P95).unwrap());
        assert!((left.coefficients[0].coefficient - right.coefficients[0].coefficient).abs() < 1e-12);
        assert!((left.coefficients[0].std_err - right.coefficients[0].std_err).abs() < 1e-12);
        assert!((left.log_likelihood - right.log_likelihood).abs() < 1e-9);
    }
}

proptest! {
    #[test]
    fn the_units_of_a_covariate_do_not_matter(rows in rows()) {
        let (plain, scaled) = (data(&rows, |x| x), data(&rows, |x| 1e6 + 250.0 * x));
        let (plain, scaled) = (cox(&plain, Ties::Efron, Level::P95), cox(&scaled, Ties::Efron, Level::P95));
        if let (Ok(plain), Ok(scaled)) = (plain, scaled) {
            let (one, two) = (plain.coefficients[0], scaled.coefficients[0]);
            prop_assert!((one.coefficient - 250.0 * two.coefficient).abs() < 1e-8 * one.std_err.max(1.0));
            prop_assert!((one.std_err - 250.0 * two.std_err).abs() < 1e-8 * one.std_err);
        }
    }

    #[test]
    fn swapping_the_groups_turns_the_hazard_ratio(rows in rows()) {
        let (plain, turned) = (data(&rows, |x| x), data(&rows, |x| -x));
        if let (Ok(plain), Ok(turned)) =
            (cox(&plain, Ties::Efron, Level::P95), cox(&turned, Ties::Efron, Level::P95))
        {
            let (one, two) = (plain.coefficients[0].hazard_ratio, turned.coefficients[0].hazard_ratio);
            prop_assert!((one.value * two.value - 1.0).abs() < 1e-9);
            prop_assert!((one.lower * two.upper - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_likelihood_never_falls_below_the_null_and_no_result_is_nan(rows in rows()) {
        if let Ok((fit, robust)) = cox_cluster_robust(&data(&rows, |x| x), Ties::Efron, Level::P95) {
            prop_assert!(fit.likelihood_ratio() >= -1e-9);
            prop_assert!(fit.wald >= 0.0 && fit.score >= 0.0 && robust[(0, 0)] >= 0.0);
        }
    }

    #[test]
    fn a_row_counted_twice_is_two_rows(rows in rows()) {
        let once = data(&rows, |x| x);
        let mut twice = once.clone();
        twice.rows.iter_mut().for_each(|row| row.count = 2);
        let doubled = data(&[rows.clone(), rows].concat(), |x| x);
        if let (Ok(left), Ok(right)) = (cox(&twice, Ties::Efron, Level::P95), cox(&doubled, Ties::Efron, Level::P95)) {
            let (left, right) = (left.coefficients[0], right.coefficients[0]);
            prop_assert!((left.coefficient - right.coefficient).abs() < 1e-8 * right.std_err.max(1.0));
            prop_assert!((left.std_err - right.std_err).abs() < 1e-8 * right.std_err);
        }
    }
}
