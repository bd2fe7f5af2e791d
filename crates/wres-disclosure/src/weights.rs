//! The door for weighted shares.

use crate::{
    audience::Audience,
    leftover::{HiddenGroup, Spot, hide_leftovers},
    policy::Policy,
    released::Released,
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{
    Cell, Group, GroupTable, Grouping, HiddenReason, Place, Scope, SiteId, WeightGroup, WeightSums, WeightedGroup,
    WeightedShare, nearest_multiple,
};

/// Weighted shares that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct ProtectedWeights {
    /// The shares.
    pub released: Released<Vec<WeightedGroup>>,
    /// Groups of which none may be shown, in the order of the groups. For inside the wall.
    pub log: Vec<HiddenGroup>,
}

/// Lets weighted shares out, each only where the counts behind it may be shown.
///
/// An exact weighted share would undo what is done to counts: with weights that are all alike it is the exact rate. So a share leaves
/// as a quotient of two numbers that are protected as counts are: respondents, and weighted cases (respondents times the weighted
/// share), both rounded as the policy rounds counts. With weights that are all alike it then is the quotient of the released counts and
/// says nothing more. Design effects leave to the tenth.
///
/// A group is hidden where its cases or its base are hidden among the released `counts`, where fewer than
/// [`Policy::fewest_in_magnitude`] of it have a weight, or where those with a weight who are cases, or who are not, are few: by number, by
/// weight, or by Kish's effective number `(sum w)^2 / sum w^2`, so that one heavy questionnaire does not stand for ten. What is left of a sum
/// must pass the same rules as in [`crate::protect_pay`].
///
/// A reader who knows the weight of every respondent, and of whom one weighs like no other, can learn more from a weighted share than
/// from a count; nothing here is against that.
pub fn protect_weights(
    groups: &[WeightGroup],
    regions: &BTreeMap<SiteId, String>,
    counts: &Released<GroupTable>,
    (policy, audience): (&Policy, &Audience),
) -> ProtectedWeights {
    let exact = *audience == Audience::Audit || !policy.hides();
    let hidden = if exact { BTreeMap::new() } else { hidden(groups, regions, counts.get(), policy) };
    let mut log = Vec::new();
    let mut shown = Vec::new();
    for (at, WeightGroup { place, grouping, group, sums }) in groups.iter().enumerate() {
        let own = match (audience, &place.scope) {
            (Audience::Site(own), Scope::Site(site)) if site != own => continue,
            (Audience::Site(_), Scope::Site(_)) => true,
            _ => exact,
        };
        let share = match hidden.get(&at) {
            _ if own => sums.share(),
            Some(&reason) => {
                log.push(HiddenGroup { place: place.clone(), grouping: *grouping, group: *group, reason });
                Cell::Hidden(HiddenReason::Confidential)
            }
            None => sums.share().and_then(|share| rounded(share, policy)),
        };
        shown.push(WeightedGroup { place: place.clone(), grouping: *grouping, group: *group, share });
    }
    ProtectedWeights { released: Released::new(shown, audience.clone()), log }
}

/// Which groups are hidden, and why.
fn hidden(
    groups: &[WeightGroup],
    regions: &BTreeMap<SiteId, String>,
    counts: &GroupTable,
    policy: &Policy,
) -> BTreeMap<usize, HiddenReason> {
    let is_shown = |row: &&wres_domain::GroupCount| row.cases.value().is_some() && row.base.value().is_some();
    let shown: BTreeSet<(&Place, Grouping, Group)> =
        counts.rows.iter().filter(is_shown).map(|row| (row.place.as_ref(), row.grouping, row.group)).collect();
    let mut hidden: BTreeMap<usize, HiddenReason> = BTreeMap::new();
    for (at, one) in groups.iter().enumerate() {
        let by_counts = !shown.contains(&(&one.place, one.grouping, one.group));
        if let Some(reason) = few(&one.sums, policy).or(by_counts.then_some(HiddenReason::Derived)) {
            hidden.insert(at, reason);
        }
    }
    let spots: Vec<Spot<'_>> = groups.iter().map(|one| (&one.place, one.grouping, one.group)).collect();
    let together = |out: &[usize]| out.iter().fold(WeightSums::default(), |sum, at| sum.plus(groups[*at].sums));
    let telling = |out: &[usize]| few(&together(out), policy).is_some();
    hide_leftovers(&spots, regions, &mut hidden, telling, |at| groups[at].sums.respondents);
    hidden
}

/// Why no weighted share of these respondents may be shown; `None` if it may.
fn few(sums: &WeightSums, policy: &Policy) -> Option<HiddenReason> {
    if sums.respondents < policy.fewest_in_magnitude() {
        return Some(HiddenReason::SmallCount);
    }
    let all = sums.in_weights();
    let part = |people: u64, weight: f64, squares: f64, reason: HiddenReason| {
        if policy.is_small(people) {
            return Some(reason);
        }
        let weighted = sums.respondents as f64 * weight / (all.case_weight + all.other_weight);
        let least = weighted.min(weight * weight / squares);
        // A hair below a whole number is what ten alike make of floating point.
        (people > 0 && policy.is_small((least + 1e-9).floor() as u64)).then_some(HiddenReason::Dominance)
    };
    let others = sums.respondents - sums.cases;
    part(sums.cases, all.case_weight, all.case_squares, HiddenReason::SmallCount)
        .or_else(|| part(others, all.other_weight, all.other_squares, HiddenReason::SmallRemainder))
}

/// A share as it may be shown.
fn rounded(share: WeightedShare, policy: &Policy) -> Cell<WeightedShare> {
    let people = nearest_multiple(share.respondents(), policy.round_to());
    let step = policy.round_to().max(1) as f64;
    // Half up, as counts are, with the same hair.
    let cases = (share.respondents() as f64 * share.share() / step + 0.5 + 1e-9).floor() * step;
    let tenth = |value: f64| ((value * 10.0).round() / 10.0).max(0.1);
    let of_all = if people == 0 { 0.0 } else { (cases / people as f64).min(1.0) };
    Cell::from(WeightedShare::new(of_all, people, tenth(share.design_effect()), tenth(share.kish())))
}
