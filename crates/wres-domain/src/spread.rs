//! Where the people of one row of a site belong: at the site, over its region and over all, in every group.

use crate::{
    count::Place,
    ethnicity::Ethnicity,
    grouping::{Group, Grouping},
    site::{Scope, ServiceScope, SiteId},
};
use std::collections::BTreeMap;

/// The places and groups of people of one ethnicity and service whose row is of a place. Those of unknown ethnicity and groups that
/// are not compared take no part.
pub(crate) fn spread(
    place: &Place,
    service: ServiceScope,
    ethnicity: Ethnicity,
    regions: &BTreeMap<SiteId, String>,
    groupings: &[Grouping],
) -> Vec<(Place, Grouping, Group)> {
    let mut scopes = vec![place.scope.clone()];
    if let Scope::Site(site) = &place.scope {
        scopes.extend(regions.get(site).cloned().map(Scope::Region));
        scopes.push(Scope::All);
    }
    let compared = |grouping: &Grouping| grouping.groups().contains(&grouping.group(ethnicity));
    let mut out = Vec::new();
    for grouping in groupings.iter().copied().filter(compared) {
        for scope in &scopes {
            let place = Place { scope: scope.clone(), service, ..place.clone() };
            out.push((place, grouping, grouping.group(ethnicity)));
        }
    }
    out
}
