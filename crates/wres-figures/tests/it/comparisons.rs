//! Sites beside one another and periods beside one another.

use std::collections::BTreeMap;
use wres_disparity::{Binomial, Level, NotEstimable};
use wres_domain::{
    AbsentReason, Cell, CountRow, CountTable, Ethnicity, Group, GroupTable, Grouping, HiddenReason, IndicatorId, Peers,
    Place, Position, Scope, SeriesBreak, ServiceScope, SiteContext, SiteId, Standing, Stratum,
};
use wres_figures::{OutcomeContext, changes, comparisons, standings};
use wres_metrics::Standard;

fn site(number: usize) -> SiteId {
    SiteId::new(&format!("S{number}")).unwrap()
}

/// Sites as (BME cases, BME base, White cases, White base) in one period.
fn rows(period: &str, sites: &[(u64, u64, u64, u64)]) -> Vec<CountRow> {
    let mut rows = Vec::new();
    for (number, (k1, n1, k2, n2)) in sites.iter().enumerate() {
        let place = Place {
            indicator: IndicatorId("sc-wres-3".into()),
            period: period.into(),
            scope: Scope::Site(site(number)),
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        };
        for (ethnicity, cases, base) in [(Ethnicity::AsianIndian, k1, n1), (Ethnicity::WhiteBritish, k2, n2)] {
            let binomial = Cell::Value(Binomial::of(*cases, *base).unwrap());
            rows.push(CountRow { place: place.clone().into(), ethnicity, binomial });
        }
    }
    rows
}

fn groups(rows: Vec<CountRow>) -> GroupTable {
    CountTable::from_rows(rows).group(&[Grouping::Binary])
}

fn context() -> OutcomeContext {
    let mut context = OutcomeContext::new(vec![Standard::embedded("sc-wres").unwrap()], Level::P95);
    context.periods = vec!["2023-24".into(), "2024-25".into()];
    context
}

const ALIKE: [(u64, u64, u64, u64); 6] = [
    (20, 400, 40, 800),
    (11, 200, 20, 400),
    (30, 600, 58, 1200),
    (6, 100, 9, 200),
    (24, 500, 52, 1000),
    (19, 400, 41, 800),
];

fn of(found: &[Standing], number: usize, peers: Peers) -> Option<&Standing> {
    found.iter().find(|one| one.place.scope == Scope::Site(site(number)) && one.peers == peers)
}

#[test]
fn a_site_like_the_others_is_inside_and_one_unlike_them_far_outside() {
    let mut sites = ALIKE.repeat(4);
    sites.push((120, 400, 40, 800));
    let found = standings(&groups(rows("2024-25", &sites)), &context());
    assert_eq!(found.len(), 25);
    assert_eq!(of(&found, 0, Peers::All).unwrap().position, Cell::Value(Position::Inside));
    let odd = of(&found, 24, Peers::All).unwrap();
    assert_eq!(odd.position, Cell::Value(Position::FarAbove));
    assert!(odd.q_value.value().unwrap() < &0.05 && odd.sites == 25);
    // The shrunken ratio lies between the mean and the site's own.
    let (own, drawn) = (odd.own.value().unwrap().estimate, odd.shrunken.value().unwrap().estimate);
    assert!(drawn < own && drawn > 1.0, "{drawn} {own}");
    assert!(odd.sentence.contains("stands out at 99.8%"), "{}", odd.sentence);
}

#[test]
fn a_smaller_site_has_wider_limits_and_less_weight_of_its_own() {
    let mut sites = ALIKE.to_vec();
    sites[0] = (40, 400, 40, 800);
    sites.push((2, 30, 3, 60));
    let found = standings(&groups(rows("2024-25", &sites)), &context());
    let width = |number| {
        let limits = *of(&found, number, Peers::All).unwrap().limits_95.value().unwrap();
        limits.upper / limits.lower
    };
    assert!(width(6) > width(2));
    let weight = |number| *of(&found, number, Peers::All).unwrap().own_weight.value().unwrap();
    assert!(weight(6) <= weight(2));
}

#[test]
fn a_hidden_or_absent_site_is_nobodys_peer_and_says_why() {
    let mut table = groups(rows("2024-25", &ALIKE));
    for row in table.rows.iter_mut().filter(|row| row.place.scope == Scope::Site(site(1))) {
        row.cases = Cell::Hidden(HiddenReason::BelowThreshold);
    }
    for row in table.rows.iter_mut().filter(|row| row.place.scope == Scope::Site(site(2))) {
        (row.cases, row.base) = (Cell::Absent(AbsentReason::Late), Cell::Absent(AbsentReason::Late));
    }
    let found = standings(&table, &context());
    assert!(found.iter().all(|one| one.sites == 4));
    assert!(matches!(of(&found, 1, Peers::All).unwrap().position, Cell::Hidden(_)));
    assert!(matches!(of(&found, 2, Peers::All).unwrap().shrunken, Cell::Absent(_)));
}

#[test]
fn regions_thirds_of_deprivation_and_neighbours_are_peers_of_their_own() {
    let mut context = context();
    context.regions = BTreeMap::from([(site(0), "North".into()), (site(1), "North".into()), (site(2), "South".into())]);
    for number in 0..6 {
        let neighbours = if number == 0 { vec![site(4), site(5)] } else { Vec::new() };
        let known = SiteContext { deprivation: Some(f64::from(u32::try_from(number).unwrap())), neighbours };
        context.sites.insert(site(number), known);
    }
    let found = standings(&groups(rows("2024-25", &ALIKE)), &context);
    assert_eq!(of(&found, 0, Peers::Region).unwrap().sites, 2);
    // Alone in its region there is nobody to compare with.
    assert_eq!(of(&found, 2, Peers::Region).unwrap().position, Cell::NotEstimable(NotEstimable::TooFew));
    assert_eq!(of(&found, 5, Peers::Deprivation).unwrap().sites, 2);
    assert_eq!(of(&found, 0, Peers::Neighbours).unwrap().sites, 3);
    assert!(of(&found, 1, Peers::Neighbours).is_none());
}

#[test]
fn a_change_has_an_interval_and_a_break_is_marked() {
    let mut all = rows("2023-24", &[(20, 1000, 40, 2000)]);
    all.extend(rows("2024-25", &[(60, 1000, 40, 2000)]));
    let mut context = context();
    let found = changes(&groups(all.clone()), &context);
    let bme = found.iter().find(|one| one.group == Group::Bme).unwrap();
    let rate = bme.rate.value().unwrap();
    assert!((rate.estimate - 0.04).abs() < 1e-12 && rate.lower > 0.0);
    // The ratio went from 1 to 3: variances 1/20 - 1/1000 + 1/40 - 1/2000 and 1/60 - 1/1000 + 1/40 - 1/2000.
    let ratio = bme.ratio.unwrap();
    let ratio = ratio.value().unwrap();
    let variance: f64 = 0.05 - 0.001 + 0.025 - 0.0005 + 1.0 / 60.0 - 0.001 + 0.025 - 0.0005;
    assert!((ratio.estimate - 3.0).abs() < 1e-9);
    assert!((ratio.upper - 3.0 * (1.959_963_984_540_054 * variance.sqrt()).exp()).abs() < 1e-9);
    assert!(bme.series_break.is_none() && bme.sentence.contains("rose"), "{}", bme.sentence);
    let white = found.iter().find(|one| one.group == Group::White).unwrap();
    assert!(white.ratio.is_none());
    context.breaks = vec![SeriesBreak {
        period: "2024-25".into(),
        indicator: Some("sc-wres-3".into()),
        site: None,
        reason: "cases are taken from another system".into(),
    }];
    let found = changes(&groups(all), &context);
    assert!(found.iter().all(|one| one.series_break.as_deref() == Some("cases are taken from another system")));
}

#[test]
fn periods_that_are_not_next_to_one_another_are_not_compared() {
    let mut all = rows("2023-24", &[(20, 1000, 40, 2000)]);
    all.extend(rows("2024-25", &[(60, 1000, 40, 2000)]));
    let mut context = context();
    context.periods = vec!["2023-24".into(), "2023-24b".into(), "2024-25".into()];
    let groups = groups(all);
    assert!(comparisons(&(groups.clone(), groups), &context).changes.is_empty());
}
