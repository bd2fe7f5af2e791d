//! Gaps in pay and in bonuses.

use crate::figures::{BME, WHITE, close, context, find, place, value};
use std::collections::BTreeMap;
use wres_domain::{Cell, Group, Grouping, Measure, MeasureKind, PayCell, PayRow, group_pay};
use wres_figures::{OutcomeContext, exact_pay_measures, pay_measures};

/// The pay of the definition's ten people, as the engine counts it, through a figure that may be made of it.
fn paid(figures: fn(&[wres_domain::PayGroup], &OutcomeContext) -> Vec<Measure>) -> Vec<Measure> {
    let cell = |pounds: i64, people| PayCell { pence: pounds * 100, service: None, rung: Some(1), hours: None, people };
    let row = |ethnicity, cells: &[(i64, u64)]| PayRow {
        place: place("pay-gap-pay", ("", ""), 0),
        ethnicity,
        cells: cells.iter().map(|(pounds, people)| cell(*pounds, *people)).collect(),
    };
    let rows = [
        row(WHITE, &[(31_000, 2), (42_000, 1), (55_000, 1), (72_000, 1)]),
        row(BME, &[(24_000, 1), (31_000, 2), (42_000, 1)]),
    ];
    figures(&group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]), &context(&["pay-gap"]))
}

#[test]
fn gaps_in_pay_are_those_of_the_definitions_ten_people() {
    let all = paid(exact_pay_measures);
    close(value(find(&all, MeasureKind::MeanGap, "", Group::Bme)).estimate, 100.0 * (46_200.0 - 32_000.0) / 46_200.0);
    close(value(find(&all, MeasureKind::MedianGap, "", Group::Bme)).estimate, 100.0 * (42_000.0 - 31_000.0) / 42_000.0);
    // All stand on one rung, so the adjusted gap is the one in geometric means, and nothing of it is explained.
    let mean_log = |pay: &[f64]| pay.iter().map(|pay| pay.ln()).sum::<f64>() / pay.len() as f64;
    let apart = mean_log(&[31e3, 31e3, 42e3, 55e3, 72e3]) - mean_log(&[24e3, 31e3, 31e3, 42e3]);
    close(value(find(&all, MeasureKind::AdjustedGap, "", Group::Bme)).estimate, 100.0 * (1.0 - (-apart).exp()));
    // Of nine people a quarter is two and a quarter: the lowest paid, and of the four on 31,000 as they are made up.
    let lowest = find(&all, MeasureKind::QuarterShare, "1", Group::Bme);
    close(value(lowest).estimate, (1.0 + 1.25 * 0.5) / 2.25);
}

#[test]
fn what_is_made_of_pay_for_everybody_is_rounded_and_tells_no_few_people() {
    let all = paid(pay_measures);
    let gap = find(&all, MeasureKind::MeanGap, "", Group::Bme);
    assert_eq!((value(gap).estimate, gap.p_value), (30.7, None));
    assert!(
        all.iter().filter(|one| one.kind == MeasureKind::QuarterShare).all(|one| matches!(one.value, Cell::Hidden(_)))
    );
}

#[test]
fn a_gap_in_pay_that_rungs_explain_is_no_gap_between_people_alike() {
    // On each rung everybody has about the same pay; White staff stand on the upper one.
    let cell =
        |rung: u16, pence: i64, people| PayCell { pence, service: None, rung: Some(rung), hours: Some(100), people };
    let row = |ethnicity, lower: u64, upper: u64| PayRow {
        place: place("pay-gap-pay", ("", ""), 0),
        ethnicity,
        cells: vec![
            cell(0, 2_900_000, lower),
            cell(0, 3_100_000, lower),
            cell(1, 4_900_000, upper),
            cell(1, 5_100_000, upper),
        ],
    };
    let rows = [row(WHITE, 20, 80), row(BME, 40, 10)];
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = exact_pay_measures(&groups, &context(&["pay-gap"]));
    let adjusted = find(&all, MeasureKind::AdjustedGap, "", Group::Bme);
    assert!(value(adjusted).estimate.abs() < 1e-9 && adjusted.sentence.contains("cannot be told"), "{adjusted:?}");
    let explained = value(find(&all, MeasureKind::ExplainedGap, "", Group::Bme));
    let logs = (4.9_f64.ln() + 5.1_f64.ln()) / 2.0 - (2.9_f64.ln() + 3.1_f64.ln()) / 2.0;
    close(explained.estimate, 100.0 * (1.0 - (-(0.8 - 0.2) * logs).exp()));
    assert!(explained.lower > 0.0);
}

/// Bonuses by pounds and people, as the definition of the gap in bonuses counts them.
fn bonuses(white: &[(i64, u64)], bme: &[(i64, u64)]) -> Vec<PayRow> {
    let cell = |(pounds, people): &(i64, u64)| PayCell {
        pence: pounds * 100,
        service: None,
        rung: None,
        hours: None,
        people: *people,
    };
    let row = |ethnicity, cells: &[(i64, u64)]| PayRow {
        place: place("pay-gap-bonus-amount", ("", ""), 0),
        ethnicity,
        cells: cells.iter().map(cell).collect(),
    };
    vec![row(WHITE, white), row(BME, bme)]
}

#[test]
fn gaps_in_bonuses_are_those_of_the_definitions_ten_people_and_nothing_else_is_made_of_them() {
    let rows = bonuses(&[(500, 1), (1500, 1), (4000, 1)], &[(500, 1), (1000, 1)]);
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = exact_pay_measures(&groups, &context(&["pay-gap"]));
    close(value(find(&all, MeasureKind::MeanBonusGap, "", Group::Bme)).estimate, 100.0 * (2000.0 - 750.0) / 2000.0);
    close(value(find(&all, MeasureKind::MedianBonusGap, "", Group::Bme)).estimate, 100.0 * (1500.0 - 750.0) / 1500.0);
    let of_bonuses = |one: &Measure| matches!(one.kind, MeasureKind::MeanBonusGap | MeasureKind::MedianBonusGap);
    assert!(all.iter().all(of_bonuses), "{all:#?}");
}

#[test]
fn smaller_bonuses_are_told_only_where_the_interval_says_so() {
    let (white, bme) = ([(900, 30), (1000, 40), (1100, 30)], [(450, 20), (500, 20), (550, 20)]);
    let rows = bonuses(&white, &bme);
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = pay_measures(&groups, &context(&["pay-gap"]));
    let mean = find(&all, MeasureKind::MeanBonusGap, "", Group::Bme);
    assert!(
        mean.sentence.starts_with(
            "BME staff with a bonus had smaller bonuses than White staff with a bonus on average: by 50.0%"
        ),
        "{}",
        mean.sentence
    );
    let groups = group_pay(&bonuses(&white, &white), &BTreeMap::new(), &[Grouping::Binary]);
    let all = pay_measures(&groups, &context(&["pay-gap"]));
    let mean = find(&all, MeasureKind::MeanBonusGap, "", Group::Bme);
    assert!(
        mean.sentence.contains("smaller or larger bonuses") && mean.sentence.contains("cannot be told"),
        "{mean:?}"
    );
}
