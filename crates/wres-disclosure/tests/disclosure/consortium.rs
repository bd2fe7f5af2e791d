//! Small consortia whose every person is known, and the tables that are made of them.

use std::collections::BTreeMap;
use wres_domain::{
    Binomial, Cell, CountRow, CountTable, Ethnicity, GroupTable, Grouping, IndicatorId, Place, Scope, Service,
    ServiceScope, SiteId, Stratum,
};

/// One kind of people: where they work, what they are, and how many of them are cases and not.
#[derive(Debug, Clone)]
pub(crate) struct Cohort {
    pub(crate) site: usize,
    pub(crate) service: Service,
    pub(crate) ethnicity: Ethnicity,
    pub(crate) cases: u64,
    pub(crate) others: u64,
}

pub(crate) fn site(number: usize) -> SiteId {
    SiteId::new(&format!("S{number}")).unwrap()
}

pub(crate) fn place(scope: Scope, service: ServiceScope) -> Place {
    Place { indicator: IndicatorId("x-1".into()), period: "2024-25".into(), scope, service, stratum: Stratum::whole() }
}

/// Every place in which a cohort is counted.
pub(crate) fn places(cohort: &Cohort, by_service: bool, regions: &BTreeMap<SiteId, String>) -> Vec<Place> {
    let own = site(cohort.site);
    let mut scopes = vec![Scope::Site(own.clone()), Scope::All];
    scopes.extend(regions.get(&own).map(|region| Scope::Region(region.clone())));
    let mut services = vec![ServiceScope::Together];
    services.extend(by_service.then_some(ServiceScope::Only(cohort.service)));
    scopes.iter().flat_map(|scope| services.iter().map(|service| place(scope.clone(), *service))).collect()
}

/// The table of a consortium by every place and grouping.
pub(crate) fn table(
    cohorts: &[Cohort],
    groupings: &[Grouping],
    by_service: bool,
    regions: &BTreeMap<SiteId, String>,
) -> GroupTable {
    let rows = cohorts.iter().flat_map(|cohort| {
        places(cohort, by_service, regions).into_iter().map(|place| CountRow {
            place: place.into(),
            ethnicity: cohort.ethnicity,
            binomial: Cell::Value(Binomial::of(cohort.cases, cohort.cases + cohort.others).unwrap()),
        })
    });
    CountTable::from_rows(rows.collect()).group(groupings)
}
