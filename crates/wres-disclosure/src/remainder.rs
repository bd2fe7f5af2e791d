//! What is left of a sum when parts of it are shown: the check of figures that are not counts.
//!
//! Of groups within a coarser group, of services, and of sites within a region and within all, those that are hidden are what a
//! reader has left after subtracting. They are tested as one group.

use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Ethnicity, Group, Grouping, HiddenReason, Place, Scope, ServiceScope, SiteId};

/// Where a figure stands.
pub(crate) type CellKey<'a> = (&'a Place, Grouping, Group);

/// Why no figure may be made of a group, for those who check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenGroup {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Why.
    pub reason: HiddenReason,
}

/// What is added up in one sum: the total with its parts, all places in the list of keys.
type Sum = (usize, Vec<usize>);

/// Hides more until nothing telling is left of any sum: while those that are hidden together do not pass, the smallest that is shown
/// is hidden with them. `telling` says whether some of the list may not be told from one another's sum, `size` how many people one is.
pub(crate) fn hide_remainders(
    keys: &[CellKey<'_>],
    regions: &BTreeMap<SiteId, String>,
    hidden: &mut BTreeMap<usize, HiddenReason>,
    telling: impl Fn(&[usize]) -> bool,
    size: impl Fn(usize) -> u64,
) {
    let sums = sums(keys, regions);
    let mut settled = false;
    while !settled {
        settled = true;
        for (total, parts) in &sums {
            if hidden.contains_key(total) {
                continue;
            }
            let (out, shown): (Vec<usize>, Vec<usize>) = parts.iter().partition(|part| hidden.contains_key(part));
            if out.is_empty() || !telling(&out) {
                continue;
            }
            let next = shown.iter().copied().min_by_key(|at| size(*at)).unwrap_or(*total);
            hidden.insert(next, HiddenReason::Secondary);
            settled = false;
        }
    }
}

/// The sums that a reader can take apart.
fn sums(keys: &[CellKey<'_>], regions: &BTreeMap<SiteId, String>) -> Vec<Sum> {
    let mut services: BTreeMap<(Place, Grouping, Group), Vec<usize>> = BTreeMap::new();
    let mut scopes: BTreeMap<(Place, Grouping, Group), Vec<usize>> = BTreeMap::new();
    let mut kinds: BTreeMap<&Place, Vec<usize>> = BTreeMap::new();
    for (at, &(place, grouping, group)) in keys.iter().enumerate() {
        let anywhere = Place { scope: Scope::All, ..place.clone() };
        let any_service = Place { service: ServiceScope::Together, ..place.clone() };
        services.entry((any_service, grouping, group)).or_default().push(at);
        scopes.entry((anywhere, grouping, group)).or_default().push(at);
        kinds.entry(place).or_default().push(at);
    }
    let mut out = Vec::new();
    for members in services.into_values() {
        out.extend(one_sum(members, |at| keys[*at].0.service == ServiceScope::Together));
    }
    for members in scopes.into_values() {
        let is_site = |at: &&usize| matches!(keys[**at].0.scope, Scope::Site(_));
        let sites: Vec<usize> = members.iter().filter(is_site).copied().collect();
        for &total in members.iter().filter(|at| !is_site(at)) {
            let inside = |at: &usize| match (&keys[total].0.scope, &keys[*at].0.scope) {
                (Scope::Region(region), Scope::Site(site)) => regions.get(site) == Some(region),
                _ => true,
            };
            out.push((total, sites.iter().copied().filter(inside).collect()));
        }
    }
    for members in kinds.into_values() {
        for &total in &members {
            let (_, grouping, group) = keys[total];
            let inside = ethnicities(grouping, group);
            for finer in Grouping::ALL.into_iter().filter(|finer| *finer > grouping) {
                let parts: Vec<usize> = members
                    .iter()
                    .copied()
                    .filter(|at| keys[*at].1 == finer)
                    .filter(|at| ethnicities(finer, keys[*at].2).is_subset(&inside))
                    .collect();
                if !parts.is_empty() {
                    out.push((total, parts));
                }
            }
        }
    }
    out
}

fn one_sum(members: Vec<usize>, is_total: impl Fn(&usize) -> bool) -> Option<Sum> {
    let (total, parts): (Vec<usize>, Vec<usize>) = members.into_iter().partition(is_total);
    total.first().map(|total| (*total, parts)).filter(|(_, parts)| !parts.is_empty())
}

fn ethnicities(grouping: Grouping, group: Group) -> BTreeSet<Ethnicity> {
    Ethnicity::ALL.iter().copied().filter(|ethnicity| grouping.group(*ethnicity) == group).collect()
}
