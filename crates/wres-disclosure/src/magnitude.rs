//! The door for magnitudes: figures made of people's pay.

use crate::{audience::Audience, policy::Policy, released::Released};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{
    Cell, Ethnicity, Group, Grouping, HiddenReason, NotAboutPeople, PayCell, PayGroup, Place, Scope, ServiceScope,
    SiteId,
};

/// Why no figure may be made of the pay of a group, for those who check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenPay {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Why.
    pub reason: HiddenReason,
}

/// Figures that are made of pay.
#[derive(Debug, Clone, PartialEq)]
pub struct ProtectedPay<U> {
    /// The figures.
    pub released: Released<U>,
    /// Groups of which none may be made, in the order of the groups. For inside the wall.
    pub log: Vec<HiddenPay>,
}

/// What is added up in one sum: the total with its parts, all places in the list of groups.
type Sum = (usize, Vec<usize>);

/// Lets figures out that are made of pay, each group's pay only where the policy lets a magnitude of it be shown.
///
/// A group is hidden where it has fewer than [`Policy::fewest_in_magnitude`] people, where the two best paid have more than
/// [`Policy::dominance_percent`] of all its pay, or where the pay of the others is less than [`Policy::p_percent`] of the best
/// paid's, so that the second could work it out. Then what is left of a sum must pass the same rules: of groups within a coarser
/// group, of services, and of sites within a region and within all, those that are hidden together are tested as one group, and
/// while they do not pass, the smallest that is shown is hidden with them.
///
/// The computation is a function pointer and captures nothing, as in [`Released::derive`]. It sees exact pay and must give figures
/// from which no person's follows: means, medians and their like, never the lowest or the highest.
pub fn protect_pay<C: NotAboutPeople, U>(
    mut groups: Vec<PayGroup>,
    regions: &BTreeMap<SiteId, String>,
    (policy, audience): (&Policy, &Audience),
    context: &C,
    figures: fn(&[PayGroup], &C) -> U,
) -> ProtectedPay<U> {
    let mut log = Vec::new();
    if *audience != Audience::Audit && policy.hides() {
        let hidden = hidden(&groups, regions, policy);
        for (at, reason) in hidden {
            let group = &mut groups[at];
            group.pay = Cell::Hidden(HiddenReason::Confidential);
            log.push(HiddenPay { place: group.place.clone(), grouping: group.grouping, group: group.group, reason });
        }
    }
    if let Audience::Site(own) = audience {
        groups.retain(|group| !matches!(&group.place.scope, Scope::Site(site) if site != own));
    }
    ProtectedPay { released: Released::new(figures(&groups, context), audience.clone()), log }
}

/// Which groups are hidden, and why.
fn hidden(groups: &[PayGroup], regions: &BTreeMap<SiteId, String>, policy: &Policy) -> BTreeMap<usize, HiddenReason> {
    let pay = |at: usize| groups[at].pay.value().map(Vec::as_slice).unwrap_or_default();
    let mut hidden: BTreeMap<usize, HiddenReason> = BTreeMap::new();
    for at in 0..groups.len() {
        if let Some(reason) = too_telling(pay(at).iter().copied(), policy) {
            hidden.insert(at, reason);
        }
    }
    let sums = sums(groups, regions);
    let mut settled = false;
    while !settled {
        settled = true;
        for (total, parts) in &sums {
            if hidden.contains_key(total) {
                continue;
            }
            let (out, shown): (Vec<usize>, Vec<usize>) = parts.iter().partition(|part| hidden.contains_key(part));
            let left = || out.iter().flat_map(|part| pay(*part).iter().copied());
            if out.is_empty() || too_telling(left(), policy).is_none() {
                continue;
            }
            let people = |at: &usize| pay(*at).iter().map(|cell| cell.people).sum::<u64>();
            let next = shown.iter().copied().min_by_key(people).unwrap_or(*total);
            hidden.insert(next, HiddenReason::Secondary);
            settled = false;
        }
    }
    hidden
}

/// Why no magnitude of these people may be shown; `None` if one may.
fn too_telling(cells: impl Iterator<Item = PayCell>, policy: &Policy) -> Option<HiddenReason> {
    let (mut people, mut all) = (0_u64, 0_i128);
    let mut highest = [0_i128; 2];
    for cell in cells {
        people = people.saturating_add(cell.people);
        let pence = i128::from(cell.pence.max(0));
        all += pence * i128::from(cell.people);
        for _ in 0..cell.people.min(2) {
            if pence > highest[0] {
                highest = [pence, highest[0]];
            } else {
                highest[1] = highest[1].max(pence);
            }
        }
    }
    if people < policy.fewest_in_magnitude() {
        return Some(HiddenReason::SmallCount);
    }
    let top = highest[0] + highest[1];
    let dominated = top * 100 > all * i128::from(policy.dominance_percent());
    let worked_out = (all - top) * 100 < highest[0] * i128::from(policy.p_percent());
    (dominated || worked_out).then_some(HiddenReason::Dominance)
}

/// The sums that a reader can take apart.
fn sums(groups: &[PayGroup], regions: &BTreeMap<SiteId, String>) -> Vec<Sum> {
    let mut services: BTreeMap<(Place, Grouping, Group), Vec<usize>> = BTreeMap::new();
    let mut scopes: BTreeMap<(Place, Grouping, Group), Vec<usize>> = BTreeMap::new();
    let mut kinds: BTreeMap<&Place, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let anywhere = Place { scope: Scope::All, ..group.place.clone() };
        let any_service = Place { service: ServiceScope::Together, ..group.place.clone() };
        services.entry((any_service, group.grouping, group.group)).or_default().push(at);
        scopes.entry((anywhere, group.grouping, group.group)).or_default().push(at);
        kinds.entry(&group.place).or_default().push(at);
    }
    let mut out = Vec::new();
    for members in services.into_values() {
        out.extend(one_sum(members, |at| groups[*at].place.service == ServiceScope::Together));
    }
    for members in scopes.into_values() {
        let is_site = |at: &&usize| matches!(groups[**at].place.scope, Scope::Site(_));
        let sites: Vec<usize> = members.iter().filter(is_site).copied().collect();
        for &total in members.iter().filter(|at| !is_site(at)) {
            let inside = |at: &usize| match (&groups[total].place.scope, &groups[*at].place.scope) {
                (Scope::Region(region), Scope::Site(site)) => regions.get(site) == Some(region),
                _ => true,
            };
            out.push((total, sites.iter().copied().filter(inside).collect()));
        }
    }
    for members in kinds.into_values() {
        for &total in &members {
            let inside = ethnicities(groups[total].grouping, groups[total].group);
            for finer in Grouping::ALL.into_iter().filter(|finer| *finer > groups[total].grouping) {
                let parts: Vec<usize> = members
                    .iter()
                    .copied()
                    .filter(|at| groups[*at].grouping == finer)
                    .filter(|at| ethnicities(finer, groups[*at].group).is_subset(&inside))
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

#[cfg(test)]
mod tests {
    use super::{HiddenPay, protect_pay};
    use crate::{Audience, Policy};
    use std::collections::BTreeMap;
    use wres_domain::{
        Cell, Ethnicity, Group, Grouping, HiddenReason, IndicatorId, PayCell, PayGroup, PayRow, Place, Scope,
        ServiceScope, SiteId, Stratum, group_pay,
    };

    const WHITE: Ethnicity = Ethnicity::WhiteBritish;
    const ASIAN: Ethnicity = Ethnicity::AsianIndian;
    const BLACK: Ethnicity = Ethnicity::BlackAfrican;
    const MIXED: Ethnicity = Ethnicity::MixedOther;

    fn people(site: &str, ethnicity: Ethnicity, pence: &[i64]) -> Vec<PayRow> {
        let place = Place {
            indicator: IndicatorId("p-1".into()),
            period: "2024-25".into(),
            scope: Scope::Site(SiteId::new(site).unwrap()),
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        };
        let cell = |pence: &i64| PayCell { pence: *pence, service: None, rung: None, hours: None, people: 1 };
        vec![PayRow { place, ethnicity, cells: pence.iter().map(cell).collect() }]
    }

    type Shown = Vec<(Scope, Grouping, Group, bool)>;

    /// What is shown of whom. A figure that nobody should make of pay, to see what the door lets through.
    fn shown(groups: &[PayGroup], (): &()) -> Shown {
        let one = |group: &PayGroup| {
            (group.place.scope.clone(), group.grouping, group.group, matches!(group.pay, Cell::Value(_)))
        };
        groups.iter().map(one).collect()
    }

    fn through(rows: &[PayRow], groupings: &[Grouping], audience: &Audience) -> (Shown, Vec<HiddenPay>) {
        let groups = group_pay(rows, &BTreeMap::new(), groupings);
        let policy = Policy::default();
        let found = protect_pay(groups, &BTreeMap::new(), (&policy, audience), &(), shown);
        (found.released.get().clone(), found.log)
    }

    fn reason(log: &[HiddenPay], scope: &Scope, group: Group) -> Option<HiddenReason> {
        log.iter().find(|one| one.place.scope == *scope && one.group == group).map(|one| one.reason)
    }

    const STEADY: [i64; 12] = [30, 30, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39];

    #[test]
    fn fewer_than_ten_people_and_those_who_dominate_are_hidden() {
        let mut rows = people("A", ASIAN, &STEADY[..9]);
        rows.extend(people("A", BLACK, &[5000, 4000, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
        rows.extend(people("A", MIXED, &[5000, 500, 10, 10, 10, 10, 10, 10, 10, 10, 10]));
        rows.extend(people("A", WHITE, &STEADY));
        let (_, log) = through(&rows, &[Grouping::Five], &Audience::Public);
        assert_eq!(reason(&log, &Scope::All, Group::Asian), Some(HiddenReason::SmallCount));
        assert_eq!(reason(&log, &Scope::All, Group::Black), Some(HiddenReason::Dominance));
        assert_eq!(reason(&log, &Scope::All, Group::Mixed), Some(HiddenReason::Dominance));
        assert_eq!(reason(&log, &Scope::All, Group::White), None);
        let (seen, log) = through(&rows, &[Grouping::Five], &Audience::Audit);
        assert!(log.is_empty() && seen.iter().all(|one| one.3));
    }

    #[test]
    fn one_hidden_site_hides_another_or_it_would_follow_from_the_sum() {
        let mut rows = people("A", WHITE, &STEADY[..5]);
        rows.extend(people("B", WHITE, &STEADY));
        rows.extend(people("C", WHITE, &[STEADY, STEADY].concat()));
        let (_, log) = through(&rows, &[Grouping::Binary], &Audience::Public);
        let site = |code| Scope::Site(SiteId::new(code).unwrap());
        assert_eq!(reason(&log, &site("A"), Group::White), Some(HiddenReason::SmallCount));
        assert_eq!(reason(&log, &site("B"), Group::White), Some(HiddenReason::Secondary));
        assert_eq!(reason(&log, &site("C"), Group::White), None);
        assert_eq!(reason(&log, &Scope::All, Group::White), None);
    }

    #[test]
    fn one_hidden_group_hides_another_within_the_coarser_group() {
        let mut rows = people("A", ASIAN, &STEADY[..4]);
        rows.extend(people("A", BLACK, &STEADY));
        rows.extend(people("A", MIXED, &[STEADY, STEADY].concat()));
        rows.extend(people("A", WHITE, &STEADY));
        let (_, log) = through(&rows, &[Grouping::Binary, Grouping::Five], &Audience::Public);
        assert_eq!(reason(&log, &Scope::All, Group::Asian), Some(HiddenReason::SmallCount));
        assert_eq!(reason(&log, &Scope::All, Group::Black), Some(HiddenReason::Secondary));
        assert_eq!(reason(&log, &Scope::All, Group::Mixed), None);
        assert_eq!(reason(&log, &Scope::All, Group::Bme), None);
    }

    #[test]
    fn one_site_sees_no_other() {
        let rows = [people("A", WHITE, &STEADY), people("B", WHITE, &STEADY)].concat();
        let own = Audience::Site(SiteId::new("A").unwrap());
        let (seen, _) = through(&rows, &[Grouping::Binary], &own);
        assert!(seen.iter().all(|one| one.0 != Scope::Site(SiteId::new("B").unwrap())));
    }
}
