//! Weighted shares of survey answers.

use crate::{
    audience::Audience,
    policy::Policy,
    released::Released,
    remainder::{CellKey, HiddenGroup, hide_remainders},
};
use std::collections::BTreeMap;
use wres_domain::{
    Binomial, Cell, Group, GroupTable, Grouping, HiddenReason, Place, Scope, SiteId, WeightGroup, WeightSums,
    WeightedGroup, WeightedShare,
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
/// An exact weighted share would undo what is done to counts: with weights that are all alike it is the exact rate. So the share that
/// leaves is the rate of the protected `counts`, times what weighting does to it (weighted share over unweighted share) to the
/// twentieth. With weights that are all alike it is the rate of the protected counts and says nothing more. Respondents are the
/// protected base; design effects leave to the tenth.
///
/// A group is hidden where its protected base is below the threshold, where fewer than [`Policy::fewest_in_magnitude`] of it have a
/// weight, or where those with a weight who are cases, or who are not, are few: by number, by weight, or by Kish's effective number
/// `(sum w)^2 / sum w^2`, so that one heavy questionnaire does not stand for ten. What is left of a sum must pass the same rules as in
/// [`crate::protect_pay`].
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
    let protected = protected(counts.get());
    let hidden = if exact { BTreeMap::new() } else { hidden(groups, regions, &protected, policy) };
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
                Cell::Hidden(HiddenReason::TooFewPeople)
            }
            None => sums
                .share()
                .and_then(|share| of_protected(share, sums, protected.get(&(place, *grouping, *group)).copied())),
        };
        shown.push(WeightedGroup { place: place.clone(), grouping: *grouping, group: *group, share });
    }
    ProtectedWeights { released: Released::new(shown, audience.clone()), log }
}

/// Which groups are hidden, and why.
fn hidden(
    groups: &[WeightGroup],
    regions: &BTreeMap<SiteId, String>,
    protected: &Rates<'_>,
    policy: &Policy,
) -> BTreeMap<usize, HiddenReason> {
    let mut hidden: BTreeMap<usize, HiddenReason> = BTreeMap::new();
    for (at, one) in groups.iter().enumerate() {
        let base = protected.get(&(&one.place, one.grouping, one.group)).map_or(0, |counts| counts.base().0);
        let by_counts = policy.is_small(base);
        if let Some(reason) = few(&one.sums, policy).or(by_counts.then_some(HiddenReason::Derived)) {
            hidden.insert(at, reason);
        }
    }
    let keys: Vec<CellKey<'_>> = groups.iter().map(|one| (&one.place, one.grouping, one.group)).collect();
    let together = |out: &[usize]| out.iter().fold(WeightSums::default(), |sum, at| sum.plus(groups[*at].sums));
    let telling = |out: &[usize]| few(&together(out), policy).is_some();
    hide_remainders(&keys, regions, &mut hidden, telling, |at| groups[at].sums.respondents);
    hidden
}

/// Why no weighted share of these respondents may be shown; `None` if it may.
fn few(sums: &WeightSums, policy: &Policy) -> Option<HiddenReason> {
    if sums.respondents < policy.fewest_in_magnitude() {
        return Some(HiddenReason::TooFewPeople);
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
    part(sums.cases, all.case_weight, all.case_squares, HiddenReason::TooFewPeople)
        .or_else(|| part(others, all.other_weight, all.other_squares, HiddenReason::TooFewPeople))
}

/// The protected counts of each group in each place.
type Rates<'a> = BTreeMap<(&'a Place, Grouping, Group), Binomial>;

fn protected(counts: &GroupTable) -> Rates<'_> {
    let of_row = |row: &wres_domain::GroupCount| Binomial::of(row.cases.value()?.0, row.base.value()?.0).ok();
    counts.rows.iter().filter_map(|row| Some(((row.place.as_ref(), row.grouping, row.group), of_row(row)?))).collect()
}

/// A share as it may be shown.
fn of_protected(share: WeightedShare, sums: &WeightSums, counts: Option<Binomial>) -> Cell<WeightedShare> {
    let counts = counts.unwrap_or_default();
    if counts.base().0 == 0 || sums.respondents == 0 {
        return Cell::Hidden(HiddenReason::Derived);
    }
    let to = |value: f64, parts: f64| (value * parts).round() / parts;
    let unweighted = sums.cases as f64 / sums.respondents as f64;
    let effect = if unweighted > 0.0 { to(share.share() / unweighted, 20.0) } else { 1.0 };
    let rate = counts.cases().0 as f64 / counts.base().0 as f64;
    let tenth = |value: f64| to(value, 10.0).max(0.1);
    let share_shown = (rate * effect).clamp(0.0, 1.0);
    Cell::from(WeightedShare::new(share_shown, counts.base().0, tenth(share.design_effect()), tenth(share.kish())))
}
