//! Pay by distinct value: what gaps are made of.

use crate::{
    cell::Cell,
    count::Place,
    ethnicity::Ethnicity,
    grouping::{Group, Grouping},
    site::{Service, ServiceScope, SiteId},
    spread::spread,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People who have the same pay and are alike in what pay is adjusted for. Rows add; so they cross from a site to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PayCell {
    /// Full-time annual pay in pence.
    pub pence: i64,
    /// Their service, where it is told.
    pub service: Option<Service>,
    /// Their place on the ladder, the lowest rung being 0, where it is known.
    pub rung: Option<u16>,
    /// Hours in hundredths of a full-time post, where they are known.
    pub hours: Option<u16>,
    /// How many people.
    pub people: u64,
}

/// The pay of one canonical group at one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayRow {
    /// Where: a whole indicator at one site, all services together.
    pub place: Place,
    /// Which people.
    pub ethnicity: Ethnicity,
    /// Their pay, in the order of [`PayCell`].
    pub cells: Vec<PayCell>,
}

/// The pay of one group in one place. Exact pay of few people; it leaves only as figures, and only where a policy lets it.
#[derive(Debug, Clone, PartialEq)]
pub struct PayGroup {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Pay, in the order of [`PayCell`]; hidden where no figure may be made of it.
    pub pay: Cell<Vec<PayCell>>,
}

/// Sums rows of sites into the groups of each grouping: at each site, over each region and over all, for all services together
/// and for each. Those of unknown ethnicity and groups that are not compared take no part. Sorted by place, grouping and group.
#[must_use]
pub fn group_pay(rows: &[PayRow], regions: &BTreeMap<SiteId, String>, groupings: &[Grouping]) -> Vec<PayGroup> {
    let mut out: BTreeMap<(Place, Grouping, Group), Vec<PayCell>> = BTreeMap::new();
    for PayRow { place, ethnicity, cells } in rows {
        let mut services: BTreeMap<ServiceScope, Vec<PayCell>> = BTreeMap::new();
        for cell in cells {
            let own = cell.service.map(ServiceScope::Only);
            for service in own.into_iter().chain([ServiceScope::Together]) {
                services.entry(service).or_default().push(*cell);
            }
        }
        for (service, cells) in services {
            for key in spread(place, service, *ethnicity, regions, groupings) {
                out.entry(key).or_default().extend(&cells);
            }
        }
    }
    out.into_iter()
        .map(|((place, grouping, group), cells)| PayGroup { place, grouping, group, pay: Cell::Value(alike(cells)) })
        .collect()
}

/// Adds up people who are alike in everything.
fn alike(mut cells: Vec<PayCell>) -> Vec<PayCell> {
    cells.sort_unstable();
    let mut out: Vec<PayCell> = Vec::with_capacity(cells.len());
    for cell in cells {
        match out.last_mut() {
            Some(last) if (PayCell { people: 0, ..*last }) == (PayCell { people: 0, ..cell }) => {
                last.people = last.people.saturating_add(cell.people);
            }
            _ => out.push(cell),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{PayCell, PayRow, group_pay};
    use crate::*;
    use std::collections::BTreeMap;

    fn row(site: &str, ethnicity: Ethnicity, service: Service, pence: i64) -> PayRow {
        let place = Place {
            indicator: IndicatorId("p-1".into()),
            period: "2024-25".into(),
            scope: Scope::Site(SiteId::new(site).unwrap()),
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        };
        let cell = PayCell { pence, service: Some(service), rung: Some(1), hours: Some(100), people: 1 };
        PayRow { place, ethnicity, cells: vec![cell] }
    }

    #[test]
    fn the_pay_of_sites_adds_up_over_regions_services_and_groups() {
        let rows = [
            row("A", Ethnicity::WhiteBritish, Service::Adults, 100),
            row("A", Ethnicity::AsianIndian, Service::Adults, 100),
            row("A", Ethnicity::UnknownBlank, Service::Adults, 100),
            row("B", Ethnicity::AsianIndian, Service::Children, 100),
        ];
        let regions = BTreeMap::from([(SiteId::new("A").unwrap(), "North".to_owned())]);
        let groups = group_pay(&rows, &regions, &[Grouping::Binary]);
        let of = |scope: Scope, service: ServiceScope, group: Group| {
            let found = groups
                .iter()
                .find(|one| one.place.scope == scope && one.place.service == service && one.group == group);
            found.and_then(|one| one.pay.value()).map(|cells| cells.iter().map(|cell| cell.people).collect::<Vec<_>>())
        };
        // Two people on the same pay in two services are two cells together: what they are alike in is kept.
        assert_eq!(of(Scope::All, ServiceScope::Together, Group::Bme), Some(vec![1, 1]));
        assert_eq!(of(Scope::Region("North".into()), ServiceScope::Together, Group::Bme), Some(vec![1]));
        assert_eq!(of(Scope::All, ServiceScope::Only(Service::Children), Group::Bme), Some(vec![1]));
        assert_eq!(of(Scope::All, ServiceScope::Together, Group::White), Some(vec![1]));
        assert!(groups.iter().all(|one| one.group != Group::Unknown));
    }
}
