//! What is said about counts.

use proptest::prelude::*;
use std::sync::LazyLock;
use wres_disparity::{Base, Binomial, Count, Level, NotEstimable, ratio};
use wres_domain::{
    AbsentReason, Adverse, Cell, CountRow, CountTable, Ethnicity, Group, Grouping, HiddenReason, IndicatorId, Outcome,
    Place, Reliability, Scope, Service, ServiceScope, SiteId, Stratum,
};
use wres_figures::{OutcomeContext, outcomes};
use wres_metrics::Standard;

fn place(indicator: &str, site: &str) -> Place {
    Place {
        indicator: IndicatorId(indicator.into()),
        period: "2024-25".into(),
        scope: Scope::Site(SiteId::new(site).unwrap()),
        service: ServiceScope::Together,
        stratum: Stratum::whole(),
    }
}

fn table(rows: &[(&Place, Ethnicity, u64, u64)]) -> CountTable {
    let row = |(place, ethnicity, cases, base): &(&Place, Ethnicity, u64, u64)| CountRow {
        place: (*place).clone().into(),
        ethnicity: *ethnicity,
        binomial: Cell::Value(Binomial::of(*cases, *base).unwrap()),
    };
    CountTable::from_rows(rows.iter().map(row).collect())
}

static CONTEXT: LazyLock<OutcomeContext> = LazyLock::new(|| {
    let mut context = OutcomeContext::new(vec![Standard::embedded("sc-wres").unwrap()], Level::P95);
    context.labels.insert(Group::Bme, "BME".into());
    context
});

fn context() -> OutcomeContext {
    CONTEXT.clone()
}

fn said(table: &CountTable, grouping: Grouping, group: Group, context: &OutcomeContext) -> Outcome {
    let all = outcomes(&table.group(&[grouping]), context);
    all.into_iter().find(|outcome| outcome.group == group).unwrap()
}

#[test]
fn a_clear_difference_is_said_with_its_numbers() {
    let at = place("sc-wres-3", "A");
    let table = table(&[(&at, Ethnicity::BlackAfrican, 43, 1203), (&at, Ethnicity::WhiteBritish, 40, 2400)]);
    let outcome = said(&table, Grouping::Binary, Group::Bme, &context());
    assert_eq!(
        outcome.sentence,
        "BME staff were more likely than White staff to enter a formal disciplinary process: 2.14 times as likely (95% \
         interval 1.41 to 3.27), 43 of 1,203 (3.6%) against 40 of 2,400 (1.7%). Among BME staff that is 23 more people \
         entering a formal disciplinary process than at the rate of White staff (10 to 38)."
    );
    let comparison = outcome.comparison.unwrap();
    assert_eq!((comparison.direction.of, comparison.direction.against), (Group::Bme, Group::White));
    assert_eq!(comparison.direction.adverse, Adverse::Above);
    assert_eq!(outcome.reliability, Reliability::Sound);
    assert!(comparison.p_value.value().is_some_and(|p| *p < 0.001));
}

#[test]
fn few_people_cannot_tell() {
    let at = place("sc-wres-3", "A");
    let table = table(&[(&at, Ethnicity::BlackAfrican, 2, 160), (&at, Ethnicity::WhiteBritish, 5, 800)]);
    let outcome = said(&table, Grouping::Binary, Group::Bme, &context());
    assert!(outcome.sentence.contains("cannot be told from this many people: 2 of 160 (1.3%)"), "{}", outcome.sentence);
    assert_eq!(outcome.reliability, Reliability::SmallNumbers);
    assert!(outcome.comparison.unwrap().detectable.value().is_some_and(|ratio| *ratio > 3.0));
}

#[test]
fn what_is_hidden_or_absent_says_why_and_shows_nothing() {
    let at = place("sc-wres-3", "A");
    let counts = table(&[(&at, Ethnicity::BlackAfrican, 43, 1203), (&at, Ethnicity::WhiteBritish, 40, 2400)]);
    let mut groups = counts.group(&[Grouping::Binary]);
    let bme = groups.rows.iter_mut().find(|row| row.group == Group::Bme).unwrap();
    bme.cases = Cell::Hidden(HiddenReason::BelowThreshold);
    let all = outcomes(&groups, &OutcomeContext { threshold: 10, ..context() });
    let of = |group| all.iter().find(|outcome| outcome.group == group).unwrap();
    let comparison = of(Group::Bme).comparison.as_ref().unwrap();
    assert_eq!(comparison.ratio, Cell::Hidden(HiddenReason::Derived));
    assert_eq!(comparison.detectable, Cell::Hidden(HiddenReason::Derived));
    assert!(matches!(comparison.bounds, Cell::Hidden(_)) && matches!(comparison.q_value, Cell::Hidden(_)));
    assert!(
        of(Group::Bme).sentence.contains("fewer than 10 of 1,203, and perhaps none"),
        "{}",
        of(Group::Bme).sentence
    );
    // The share of the other group would give the hidden count away.
    assert!(matches!(of(Group::White).share, Cell::Hidden(_)));
    assert!(of(Group::White).rate.value().is_some());
    assert!(!of(Group::Bme).sentence.contains("43"));

    let mut absent = counts.group(&[Grouping::Binary]);
    for row in &mut absent.rows {
        (row.cases, row.base) = (Cell::Absent(AbsentReason::NoDataset), Cell::Absent(AbsentReason::NoDataset));
    }
    let all = outcomes(&absent, &context());
    assert!(all.iter().all(|outcome| outcome.rate == Cell::Absent(AbsentReason::NoDataset)));
    assert!(all.iter().all(|outcome| outcome.sentence.contains("the site sent no file")));
    assert!(all.iter().all(|outcome| outcome.reliability == Reliability::None));
}

#[test]
fn nobody_and_no_case_are_not_estimable_and_not_zero() {
    let at = place("sc-wres-3", "A");
    let none = said(&table(&[(&at, Ethnicity::WhiteBritish, 0, 20)]), Grouping::Binary, Group::Bme, &context());
    assert_eq!(none.rate, Cell::NotEstimable(NotEstimable::NoBase));
    assert_eq!(none.comparison.unwrap().ratio, Cell::NotEstimable(NotEstimable::GroupAbsent));
    let rows = table(&[(&at, Ethnicity::WhiteBritish, 0, 20), (&at, Ethnicity::AsianIndian, 0, 20)]);
    let no_case = said(&rows, Grouping::Binary, Group::Bme, &context());
    assert_eq!(no_case.rate.value().map(|rate| rate.estimate), Some(0.0));
    assert_eq!(no_case.comparison.unwrap().ratio, Cell::NotEstimable(NotEstimable::NoCases));
    assert!(
        no_case.sentence.contains("No comparison with White staff: no cases in either group"),
        "{}",
        no_case.sentence
    );
}

#[test]
fn a_reference_without_cases_leaves_the_ratio_unbounded() {
    let at = place("sc-wres-3", "A");
    let rows = table(&[(&at, Ethnicity::WhiteBritish, 0, 2000), (&at, Ethnicity::AsianIndian, 20, 200)]);
    let outcome = said(&rows, Grouping::Binary, Group::Bme, &context());
    assert!(outcome.sentence.contains("an unbounded number of times"), "{}", outcome.sentence);
    let text = serde_json::to_string(&outcome).unwrap();
    assert!(!text.contains("null") || !text.contains("NaN"));
    assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
}

#[test]
fn unknown_ethnicity_bounds_the_ratio_and_lowers_reliability() {
    let at = place("sc-wres-3", "A");
    let rows = table(&[
        (&at, Ethnicity::BlackAfrican, 30, 300),
        (&at, Ethnicity::WhiteBritish, 50, 1000),
        (&at, Ethnicity::UnknownBlank, 10, 200),
    ]);
    let outcome = said(&rows, Grouping::Binary, Group::Bme, &context());
    assert_eq!(outcome.reliability, Reliability::LowCompleteness);
    let Cell::Value(bounds) = outcome.comparison.unwrap().bounds else { panic!() };
    let close = |cell: Cell<f64>, ratio: f64| cell.value().is_some_and(|found| (found - ratio).abs() < 1e-12);
    assert!(close(bounds.lowest, (30.0 / 490.0) / (60.0 / 1010.0)));
    assert!(close(bounds.highest, (40.0 / 310.0) / (50.0 / 1190.0)));
    let unknown = said(&rows, Grouping::Binary, Group::Unknown, &context());
    assert!(
        unknown.comparison.is_none() && unknown.sentence.contains("in the base of no ratio"),
        "{}",
        unknown.sentence
    );
}

#[test]
fn shares_are_read_against_the_share_of_everybody() {
    let mut at = place("sc-wres-1", "A");
    at.stratum = Stratum { dimension: "rung".into(), order: 5, value: "5".into() };
    at.service = ServiceScope::Only(Service::Adults);
    let rows = table(&[(&at, Ethnicity::BlackAfrican, 12, 400), (&at, Ethnicity::WhiteBritish, 88, 1000)]);
    let outcome = said(&rows, Grouping::Binary, Group::Bme, &context());
    assert!(
        outcome.sentence.starts_with(
            "Adults' services, Rung 5, team manager: BME staff were under-represented: 12.0% of those here"
        ),
        "{}",
        outcome.sentence
    );
    let Cell::Value(gap) = outcome.gap.as_ref().unwrap().workforce else { panic!() };
    assert!((gap.estimate - (0.12 - 400.0 / 1400.0)).abs() < 1e-12 && gap.upper < 0.0);
    assert_eq!(outcome.gap.unwrap().population, Cell::Absent(AbsentReason::NoBenchmark));
}

#[test]
fn a_benchmark_gives_the_gap_to_the_population() {
    let at = place("sc-wres-9", "A");
    let rows = table(&[(&at, Ethnicity::BlackAfrican, 10, 400), (&at, Ethnicity::WhiteBritish, 40, 1000)]);
    let mut context = context();
    let people =
        vec![(Ethnicity::BlackAfrican, 300), (Ethnicity::WhiteBritish, 700), (Ethnicity::UnknownNotAsked, 5000)];
    context.benchmarks.insert(at.scope.clone(), people);
    let outcome = said(&rows, Grouping::Binary, Group::Bme, &context);
    let Cell::Value(gap) = outcome.gap.unwrap().population else { panic!() };
    assert!((gap.estimate - (0.2 - 0.3)).abs() < 1e-12);
    assert!(gap.lower < gap.estimate && gap.estimate < gap.upper);
}

#[test]
fn q_values_are_over_the_sites_of_the_same_question() {
    let places: Vec<Place> = (0..4).map(|n| place("sc-wres-3", &format!("S{n}"))).collect();
    let mut rows = Vec::new();
    for (place, cases) in places.iter().zip([30, 22, 12, 11]) {
        rows.push((place, Ethnicity::BlackAfrican, cases, 500));
        rows.push((place, Ethnicity::WhiteBritish, 20, 1000));
    }
    let mut other = place("sc-wres-8", "S0");
    other.stratum = Stratum::whole();
    rows.push((&other, Ethnicity::BlackAfrican, 100, 500));
    rows.push((&other, Ethnicity::WhiteBritish, 20, 1000));
    let all = outcomes(&table(&rows).group(&[Grouping::Binary]), &context());
    let of = |id: &str| -> Vec<(f64, f64)> {
        let bme = all.iter().filter(|o| o.group == Group::Bme && o.place.indicator.0 == id);
        bme.map(|o| o.comparison.as_ref().unwrap())
            .map(|c| (*c.p_value.value().unwrap(), *c.q_value.value().unwrap()))
            .collect()
    };
    let found = of("sc-wres-3");
    let p: Vec<f64> = found.iter().map(|(p, _)| *p).collect();
    let expected = wres_disparity::multiplicity::benjamini_hochberg(&p).unwrap();
    assert_eq!(found.iter().map(|(_, q)| *q).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|(p, q)| q >= p));
    let alone = of("sc-wres-8");
    assert_eq!(alone[0].0, alone[0].1);
}

#[test]
fn an_indicator_that_nobody_defined_is_still_counted_and_compared() {
    let at = place("local-1", "A");
    let rows = table(&[(&at, Ethnicity::BlackAfrican, 10, 400), (&at, Ethnicity::WhiteBritish, 40, 1000)]);
    let outcome = said(&rows, Grouping::Binary, Group::Bme, &context());
    assert_eq!(outcome.sentence, "BME: 10 of 400 (2.5%).");
    assert_eq!(outcome.comparison.unwrap().direction.adverse, Adverse::Neither);
}

#[test]
fn cases_above_their_base_are_not_estimable() {
    let at = place("sc-wres-3", "A");
    let mut groups = table(&[(&at, Ethnicity::WhiteBritish, 1, 2)]).group(&[Grouping::Binary]);
    groups.rows[0].cases = Cell::Value(Count(9));
    groups.rows[0].base = Cell::Value(Base(3));
    let all = outcomes(&groups, &context());
    assert_eq!(all[0].rate, Cell::NotEstimable(NotEstimable::Undefined));
}

proptest! {
    #[test]
    fn the_sentence_says_more_or_less_likely_only_where_the_interval_excludes_one(
        (b1, k1) in (0_u64..3000).prop_flat_map(|base| (Just(base), 0..=base)),
        (b2, k2) in (0_u64..3000).prop_flat_map(|base| (Just(base), 0..=base)),
    ) {
        let at = place("sc-wres-3", "A");
        let rows = table(&[(&at, Ethnicity::BlackAfrican, k1, b1), (&at, Ethnicity::WhiteBritish, k2, b2)]);
        let outcome = said(&rows, Grouping::Binary, Group::Bme, &CONTEXT);
        let exact = ratio::koopman(Binomial::of(k1, b1).unwrap(), Binomial::of(k2, b2).unwrap(), Level::P95);
        let (more, less) = exact.map_or((false, false), |e| (e.lower > 1.0, e.upper < 1.0));
        prop_assert_eq!(outcome.sentence.contains("were more likely"), more, "{}", outcome.sentence);
        prop_assert_eq!(outcome.sentence.contains("were less likely"), less, "{}", outcome.sentence);
        prop_assert!(!outcome.sentence.contains("NaN") && !outcome.sentence.contains('{'), "{}", outcome.sentence);
        prop_assert_eq!(serde_json::from_str::<Outcome>(&serde_json::to_string(&outcome).unwrap()).unwrap(), outcome);
    }

    #[test]
    fn the_largest_counts_neither_panic_nor_give_a_number_that_is_none(
        b1 in prop_oneof![Just(u64::MAX), Just(1_u64 << 53), 0_u64..5],
        b2 in prop_oneof![Just(u64::MAX), Just(1_u64 << 40), 0_u64..5],
        part in 0_u64..3,
    ) {
        let at = place("sc-wres-9", "A");
        let rows = table(&[
            (&at, Ethnicity::BlackAfrican, b1.min(part), b1),
            (&at, Ethnicity::WhiteBritish, b2 / 2, b2),
            (&at, Ethnicity::UnknownBlank, 0, b1),
        ]);
        let outcome = said(&rows, Grouping::Binary, Group::Bme, &CONTEXT);
        prop_assert!(!outcome.sentence.contains("NaN"), "{}", outcome.sentence);
    }
}
