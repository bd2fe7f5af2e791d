//! Magnitudes: figures made of people's pay.

use crate::{
    audience::Audience,
    policy::Policy,
    released::Released,
    remainder::{CellKey, HiddenGroup, hide_remainders},
};
use std::collections::BTreeMap;
use wres_domain::{Cell, HiddenReason, NotAboutPeople, PayCell, PayGroup, Scope, SiteId};

/// Figures that are made of pay.
#[derive(Debug, Clone, PartialEq)]
pub struct ProtectedPay<U> {
    /// The figures.
    pub released: Released<U>,
    /// Groups of which none may be made, in the order of the groups. For inside the wall.
    pub log: Vec<HiddenGroup>,
}

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
            group.pay = Cell::Hidden(HiddenReason::TooFewPeople);
            log.push(HiddenGroup { place: group.place.clone(), grouping: group.grouping, group: group.group, reason });
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
    let keys: Vec<CellKey<'_>> = groups.iter().map(|group| (&group.place, group.grouping, group.group)).collect();
    let telling = |out: &[usize]| too_telling(out.iter().flat_map(|part| pay(*part).iter().copied()), policy).is_some();
    let people = |at: usize| pay(at).iter().map(|cell| cell.people).sum::<u64>();
    hide_remainders(&keys, regions, &mut hidden, telling, people);
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
        return Some(HiddenReason::TooFewPeople);
    }
    let top = highest[0] + highest[1];
    let dominated = top * 100 > all * i128::from(policy.dominance_percent());
    let worked_out = (all - top) * 100 < highest[0] * i128::from(policy.p_percent());
    (dominated || worked_out).then_some(HiddenReason::Dominance)
}

#[cfg(test)]
mod tests {
    use super::protect_pay;
    use crate::{Audience, HiddenGroup, Policy};
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

    /// What is shown of whom. A figure that nobody should make of pay, to see what is let through.
    fn shown(groups: &[PayGroup], (): &()) -> Shown {
        let one = |group: &PayGroup| {
            (group.place.scope.clone(), group.grouping, group.group, matches!(group.pay, Cell::Value(_)))
        };
        groups.iter().map(one).collect()
    }

    fn through(rows: &[PayRow], groupings: &[Grouping], audience: &Audience) -> (Shown, Vec<HiddenGroup>) {
        let groups = group_pay(rows, &BTreeMap::new(), groupings);
        let policy = Policy::default();
        let found = protect_pay(groups, &BTreeMap::new(), (&policy, audience), &(), shown);
        (found.released.get().clone(), found.log)
    }

    fn reason(log: &[HiddenGroup], scope: &Scope, group: Group) -> Option<HiddenReason> {
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
        assert_eq!(reason(&log, &Scope::All, Group::Asian), Some(HiddenReason::TooFewPeople));
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
        assert_eq!(reason(&log, &site("A"), Group::White), Some(HiddenReason::TooFewPeople));
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
        assert_eq!(reason(&log, &Scope::All, Group::Asian), Some(HiddenReason::TooFewPeople));
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
