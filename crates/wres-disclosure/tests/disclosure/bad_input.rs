//! Sites of one person, groups of nobody, all cases, and counts that are none of people.

use crate::consortium::{
    Draw, People, counts, key, people, person, protected, quantities, regions, released, site, tables,
};
use std::{collections::BTreeMap, sync::Arc};
use wres_disclosure::{DisclosureError, Policy, Protection, Register, protect};
use wres_domain::{Binomial, Cell, CountRow, CountTable, Ethnicity, IndicatorId, Place, Scope, ServiceScope, Stratum};

#[test]
fn a_site_with_one_person_and_one_with_nobody_are_released() {
    let people = People::from([(site(0), vec![person(&mut Draw::new(1))]), (site(1), Vec::new())]);
    let release = protected(&people, &Policy::default(), &Register::default());
    assert!(counts(release.tables.get()).values().all(|(cases, base)| cases <= base && base % 5 == 0));
}

#[test]
fn a_group_of_whom_all_are_cases_stays_within_its_base() {
    let mut all = people(6, 9);
    all.values_mut().flatten().for_each(|one| one.case = true);
    let release = protected(&all, &Policy::default(), &Register::default());
    assert!(counts(release.tables.get()).values().all(|(cases, base)| cases <= base));
}

fn returned(indicator: &str, service: ServiceScope, cases: u64, base: u64) -> CountRow {
    let place = Arc::new(Place {
        indicator: IndicatorId(indicator.into()),
        period: "2024-25".into(),
        scope: Scope::Site(site(0)),
        service,
        stratum: Stratum::whole(),
    });
    let binomial = Cell::Value(Binomial::of(cases, base).unwrap());
    CountRow { place, ethnicity: Ethnicity::AsianUnsplit, binomial }
}

#[test]
fn a_count_that_is_none_of_people_is_an_error_that_names_the_site() {
    let table = CountTable::from_rows(vec![returned("x-cases", ServiceScope::Together, 5, 1 << 63)]);
    let quantities = quantities();
    let error = protect(Protection {
        tables: &[table],
        quantities: &quantities,
        regions: &BTreeMap::new(),
        policy: &Policy::default(),
        key: &key(),
        register: &Register::default(),
    });
    let error = error.unwrap_err();
    assert!(matches!(error, DisclosureError::TooLarge { .. }) && error.to_string().contains("S000"), "{error}");
}

#[test]
fn a_site_that_returns_services_above_the_whole_or_an_indicator_that_nobody_defines_is_released_all_the_same() {
    let rows = vec![
        returned("x-cases", ServiceScope::Together, 10, 100),
        returned("x-cases", ServiceScope::Only(wres_domain::Service::Adults), 60, 130),
        returned("y-other", ServiceScope::Together, 3, 12),
    ];
    let release = released(&[CountTable::from_rows(rows)], &BTreeMap::new(), &Policy::default(), &Register::default());
    let shown = counts(release.tables.get());
    assert!(shown.values().all(|(cases, base)| cases <= base && base % 5 == 0 && cases % 5 == 0), "{shown:?}");
    assert!(shown.values().any(|(cases, base)| (*cases, *base) == (60, 130)));
}

#[test]
fn a_policy_that_protects_nothing_changes_nothing() {
    let people = people(3, 4);
    let tables = tables(&people, "2024-25");
    let policy = Policy::published_source("an open table of counts").unwrap();
    let release = released(&tables, &regions(&people), &policy, &Register::default());
    assert_eq!(release.tables.get(), &tables);
}
