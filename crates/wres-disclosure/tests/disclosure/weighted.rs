//! Weighted shares beside the protected counts that they are made of.

use crate::consortium::{Draw, People, person, protected, site};
use std::collections::BTreeMap;
use wres_disclosure::{Audience, Policy, ProtectedWeights, Register, Released, protect_weights};
use wres_domain::{
    Cell, CountTable, Group, GroupTable, Grouping, HiddenReason, IndicatorId, Place, Scope, ServiceScope, Stratum,
    WeightGroup, WeightSums,
};

fn groups(tables: &[CountTable], _: &()) -> GroupTable {
    GroupTable { rows: tables.iter().flat_map(|table| table.group(&[Grouping::Binary]).rows).collect() }
}

/// The people of one site, protected, by group.
fn counts(people: &People) -> Released<GroupTable> {
    protected(people, &Policy::default(), &Register::default()).tables.derive(&(), |tables, none| groups(tables, none))
}

fn people(size: usize) -> People {
    let mut draw = Draw::new(5);
    People::from([(site(0), (0..size).map(|_| person(&mut draw)).collect())])
}

/// The weights of one group, of whom each has a weight given by a function of its number.
fn weighted(people: &People, group: Group, weight: impl Fn(usize) -> u64) -> WeightGroup {
    let mut sums = WeightSums::default();
    let here = people[&site(0)].iter().filter(|one| Grouping::Binary.group(one.ethnicity) == group);
    here.enumerate().for_each(|(at, one)| sums.count(weight(at), one.case));
    let place = Place {
        indicator: IndicatorId("x-cases".into()),
        period: "2024-25".into(),
        scope: Scope::Site(site(0)),
        service: ServiceScope::Together,
        stratum: Stratum::whole(),
    };
    WeightGroup { place, grouping: Grouping::Binary, group, sums }
}

fn through(people: &People, weights: &[WeightGroup]) -> ProtectedWeights {
    protect_weights(weights, &BTreeMap::new(), &counts(people), (&Policy::default(), &Audience::Public))
}

#[test]
fn weights_that_are_all_alike_say_no_more_than_the_protected_counts() {
    let people = people(900);
    let found = through(&people, &[weighted(&people, Group::White, |_| 7_000)]);
    let counts = counts(&people);
    let row = counts.get().rows.iter().find(|row| {
        row.place.indicator.0 == "x-cases"
            && row.place.stratum.is_whole()
            && row.place.service == ServiceScope::Together
            && row.group == Group::White
    });
    let (cases, base) = row.map(|row| (row.cases.value().unwrap().0, row.base.value().unwrap().0)).unwrap();
    let share = found.released.get()[0].share.value().copied().unwrap();
    assert!((share.share() - cases as f64 / base as f64).abs() < 1e-12);
    assert_eq!(share.respondents(), base);
}

#[test]
fn what_weighting_does_is_shown_to_the_twentieth() {
    let people = people(900);
    let alike = through(&people, &[weighted(&people, Group::White, |_| 10_000)]);
    let unlike = through(&people, &[weighted(&people, Group::White, |at| 5_000 + 1_000 * (at as u64 % 11))]);
    let share = |of: &ProtectedWeights| of.released.get()[0].share.value().unwrap().share();
    let twentieths = share(&unlike) / share(&alike) * 20.0;
    assert!((twentieths - twentieths.round()).abs() < 1e-9, "{twentieths}");
}

#[test]
fn few_respondents_and_one_heavy_questionnaire_have_no_share() {
    let few = people(9);
    let found = through(&few, &[weighted(&few, Group::White, |_| 10_000)]);
    assert_eq!(found.released.get()[0].share, Cell::Hidden(HiddenReason::TooFewPeople));
    assert_eq!(found.log.len(), 1);
    let many = people(300);
    let heavy = through(&many, &[weighted(&many, Group::White, |at| if at == 0 { 10_000_000 } else { 10 })]);
    assert!(matches!(heavy.released.get()[0].share, Cell::Hidden(_)), "{:?}", heavy.released.get()[0]);
}
