//! Sites together.

use std::collections::BTreeMap;
use wres_disparity::{Binomial, Level, NotEstimable};
use wres_domain::{
    AbsentReason, Cell, CountRow, CountTable, Ethnicity, Group, GroupTable, Grouping, HiddenReason, IndicatorId, Place,
    PooledOutcome, Scope, ServiceScope, SiteId, Stratum,
};
use wres_figures::{OutcomeContext, pooled_outcomes};
use wres_metrics::Standard;

/// Sites as (BME cases, BME base, White cases, White base).
fn groups(sites: &[(u64, u64, u64, u64)]) -> GroupTable {
    let mut rows = Vec::new();
    for (number, (k1, n1, k2, n2)) in sites.iter().enumerate() {
        let place = Place {
            indicator: IndicatorId("sc-wres-3".into()),
            period: "2024-25".into(),
            scope: Scope::Site(SiteId::new(&format!("S{number}")).unwrap()),
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        };
        for (ethnicity, cases, base) in [(Ethnicity::AsianIndian, k1, n1), (Ethnicity::WhiteBritish, k2, n2)] {
            let binomial = Cell::Value(Binomial::of(*cases, *base).unwrap());
            rows.push(CountRow { place: place.clone().into(), ethnicity, binomial });
        }
    }
    CountTable::from_rows(rows).group(&[Grouping::Binary])
}

fn context() -> OutcomeContext {
    let mut context = OutcomeContext::new(vec![Standard::embedded("sc-wres").unwrap()], Level::P95);
    context.labels.insert(Group::Bme, "BME".into());
    context.regions = BTreeMap::from([(SiteId::new("S0").unwrap(), "North".into())]);
    context
}

fn all(table: &GroupTable) -> PooledOutcome {
    pooled_outcomes(table, &context()).into_iter().find(|outcome| outcome.place.scope == Scope::All).unwrap()
}

#[test]
fn the_common_ratio_of_equal_sites_is_theirs() {
    let outcome = all(&groups(&[(20, 100, 10, 100), (40, 200, 20, 200), (30, 150, 15, 150)]));
    let close = |cell: Cell<wres_domain::Interval>| (cell.value().unwrap().estimate - 2.0).abs() < 1e-9;
    assert!(close(outcome.crude) && close(outcome.common) && close(outcome.mantel_haenszel) && close(outcome.across));
    assert!(outcome.i_squared.value().is_some_and(|i| *i < 1e-9));
    assert!(
        outcome.sentence.starts_with("BME staff were more likely than White staff to enter a formal"),
        "{}",
        outcome.sentence
    );
    assert_eq!(serde_json::from_str::<PooledOutcome>(&serde_json::to_string(&outcome).unwrap()).unwrap(), outcome);
}

#[test]
fn sites_of_unlike_make_up_are_not_mixed_up() {
    // Within each site the rates are the same; minority staff are many where the rate is high.
    let outcome = all(&groups(&[(40, 400, 10, 100), (1, 100, 4, 400), (50, 500, 10, 100)]));
    assert!(outcome.crude.value().unwrap().lower > 1.0);
    assert!((outcome.common.value().unwrap().estimate - 1.0).abs() < 1e-9);
    assert!(outcome.sentence.contains("not clearly more or less likely"), "{}", outcome.sentence);
}

#[test]
fn hidden_and_absent_sites_take_no_part_and_are_counted() {
    let mut table =
        groups(&[(20, 100, 10, 100), (40, 200, 20, 200), (30, 150, 15, 150), (0, 0, 3, 50), (0, 10, 0, 50)]);
    for row in &mut table.rows {
        match row.place.scope.code() {
            "S0" if row.group == Group::Bme => row.cases = Cell::Hidden(HiddenReason::BelowThreshold),
            "S1" => (row.cases, row.base) = (Cell::Absent(AbsentReason::Late), Cell::Absent(AbsentReason::Late)),
            _ => {}
        }
    }
    let outcome = all(&table);
    let sites = outcome.sites;
    assert_eq!((sites.given, sites.hidden, sites.absent), (5, 1, 1));
    assert_eq!((sites.without_both_groups, sites.without_contrast), (1, 1));
    assert!((outcome.crude.value().unwrap().estimate - (30.0 / 160.0) / (18.0 / 250.0)).abs() < 1e-9);
}

#[test]
fn a_ratio_whose_sites_are_all_hidden_is_hidden_and_not_called_too_few() {
    let mut table = groups(&[(20, 100, 10, 100)]);
    table.rows.iter_mut().for_each(|row| row.cases = Cell::Hidden(HiddenReason::BelowThreshold));
    let outcome = all(&table);
    assert!(matches!(outcome.common, Cell::Hidden(_)), "{:?}", outcome.common);
    assert!(outcome.sentence.contains("cannot be compared over the sites together"), "{}", outcome.sentence);
}

#[test]
fn a_region_is_pooled_from_its_sites() {
    let outcomes = pooled_outcomes(&groups(&[(20, 100, 10, 100), (40, 200, 20, 100)]), &context());
    let north = outcomes.iter().find(|outcome| outcome.place.scope == Scope::Region("North".into())).unwrap();
    assert_eq!(north.sites.given, 1);
    assert!((north.common.value().unwrap().estimate - 2.0).abs() < 1e-9);
    assert_eq!(north.across, Cell::NotEstimable(NotEstimable::TooFew));
}

#[test]
fn small_sites_are_in_the_ratio_within_sites_and_not_in_the_mean_across() {
    let table = groups(&[(5, 40, 10, 100), (40, 200, 20, 200), (30, 150, 15, 150), (25, 150, 15, 150)]);
    let context = OutcomeContext { threshold: 10, step: 5, ..context() };
    let outcomes = pooled_outcomes(&table, &context);
    let outcome = outcomes.iter().find(|one| one.place.scope == Scope::All).unwrap();
    assert_eq!((outcome.sites.given, outcome.sites.hidden), (4, 1));
    assert!(matches!(outcome.common, Cell::Value(_)) && matches!(outcome.across, Cell::Value(_)));
    // Where even the sums are small there is no ratio, and that is why.
    let small = pooled_outcomes(&groups(&[(0, 20, 5, 100), (5, 20, 5, 60)]), &context);
    let small = small.iter().find(|one| one.place.scope == Scope::All).unwrap();
    assert!(matches!(small.common, Cell::Hidden(_)) && matches!(small.across, Cell::Hidden(_)), "{small:?}");
}
