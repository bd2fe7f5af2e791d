//! The door itself.

use crate::{
    audience::Audience,
    audit,
    error::DisclosureError,
    knowledge::{Knowledge, Treatment},
    policy::Policy,
    proof,
    released::Released,
    system::{self, System},
    verdict::{AuditVerdict, Unprotected},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::{
    Base, Cell, Count, Group, GroupCount, GroupTable, Grouping, HiddenReason, Place, Scope, SiteId, nearest_multiple,
};

/// Which count of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its cases.
    Cases,
    /// Its base.
    Base,
}

/// A count that was hidden, and why: for those who check, not for readers. That a count is hidden for itself, and not for the
/// sake of others, says that it is small; what is published says of every hidden count the same
/// ([`HiddenReason::Confidential`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// Where.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Cases or base.
    pub field: Field,
    /// Why.
    pub reason: HiddenReason,
    /// The same in a sentence.
    pub explanation: String,
}

/// A group of ten or more of whom nobody, or everybody, is a case: the figure is shown, and says something about each of
/// them. Somebody should look at it before it is published. Only for whole indicators, not for their strata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDisclosure {
    /// Where.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// True where everybody is a case, false where nobody is.
    pub everybody: bool,
}

/// What came through the door.
#[derive(Debug, Clone, PartialEq)]
pub struct Protected {
    /// The counts that may be shown.
    pub released: Released<GroupTable>,
    /// Every count that was hidden, in the order of the table. For inside the wall: see [`Suppression`].
    pub log: Vec<Suppression>,
    /// Groups about all of whom a shown count says something.
    pub flags: Vec<GroupDisclosure>,
    /// Whether the hidden counts stay hidden. Nothing may be published unless it [may be
    /// released](AuditVerdict::may_be_released).
    pub audit: AuditVerdict,
}

/// The size from which a group of whom all or none are cases is flagged.
const WHOLE_GROUP: u64 = 10;

/// Protects the counts of a run for an audience. For tables without regional figures; see [`protect_with_regions`].
///
/// # Errors
/// [`DisclosureError`] if the table repeats a row or has more cases than base, or has regional figures.
pub fn protect(table: &GroupTable, policy: &Policy, audience: &Audience) -> Result<Protected, DisclosureError> {
    protect_with_regions(table, &BTreeMap::new(), policy, audience)
}

/// Protects the counts of a run for an audience, where sites add up to regions.
///
/// Counts are hidden if small; those of a base who are not cases are treated as a count too, so that nearly everybody is
/// hidden like nearly nobody. Then more is hidden, as cheaply as may be, until every hidden count can have at least as many
/// values as [`Policy::protection`] asks for, in the eyes of a reader who adds and subtracts everything that is published:
/// groups within groups, services, sites, regions, strata, and indicators that share a base.
///
/// Two things are beyond it and have to be minded by whoever publishes: earlier publications about the same people, and
/// what a site knows of itself and subtracts from the sum of few sites.
///
/// # Errors
/// [`DisclosureError`] if the table repeats a row or has more cases than base, or has figures of a region to which no site
/// of `regions` belongs.
pub fn protect_with_regions(
    table: &GroupTable,
    regions: &BTreeMap<SiteId, String>,
    policy: &Policy,
    audience: &Audience,
) -> Result<Protected, DisclosureError> {
    if let Some(region) = unknown_region(table, regions) {
        return Err(DisclosureError::UnknownRegion { region });
    }
    let system = system::build(table, regions, !policy.hides_zero())?;
    if *audience == Audience::Audit {
        return Ok(unprotected(table.clone(), audience, "nothing is hidden inside the wall", Vec::new()));
    }
    let flags = whole_groups(table);
    if !policy.hides() {
        let mut shown = table.clone();
        shown.rows.iter_mut().for_each(|row| round(row, policy));
        return Ok(unprotected(own_view(shown, table, audience), audience, &policy.describe(), flags));
    }
    let mut knowledge = Knowledge::primary(&system, policy);
    let proof = proof::protect_sums(&system, &mut knowledge, policy.protection());
    let (shown, log) = apply(table, &system, &knowledge, policy);
    let published = Knowledge::published(&system, &shown, policy);
    let (summary, open) = audit::check(&system, &published, &proof, policy.protection());
    let audit = if open.is_empty() {
        AuditVerdict::Passed(summary)
    } else {
        AuditVerdict::Failed { summary, unprotected: listed(table, &system, &open, policy) }
    };
    let log = log.into_iter().filter(|entry| is_seen_hidden(&entry.place.scope, audience)).collect();
    let flags = flags.into_iter().filter(|flag| is_seen_hidden(&flag.place.scope, audience)).collect();
    Ok(Protected { released: Released::new(own_view(shown, table, audience), audience.clone()), log, flags, audit })
}

fn unprotected(shown: GroupTable, audience: &Audience, reason: &str, flags: Vec<GroupDisclosure>) -> Protected {
    Protected {
        released: Released::new(shown, audience.clone()),
        log: Vec::new(),
        flags,
        audit: AuditVerdict::NotNeeded { reason: reason.to_owned() },
    }
}

fn unknown_region(table: &GroupTable, regions: &BTreeMap<SiteId, String>) -> Option<String> {
    let known: std::collections::BTreeSet<&String> = regions.values().collect();
    table.rows.iter().find_map(|row| match &row.place.scope {
        Scope::Region(region) if !known.contains(region) => Some(region.clone()),
        _ => None,
    })
}

/// What an audience sees of a table that is protected for the public: a site sees its own counts as they are, and no other
/// site's.
fn own_view(shown: GroupTable, exact: &GroupTable, audience: &Audience) -> GroupTable {
    let Audience::Site(own) = audience else { return shown };
    let rows = shown.rows.into_iter().zip(&exact.rows).filter_map(|(shown, exact)| match &shown.place.scope {
        Scope::Site(site) if site == own => Some(exact.clone()),
        Scope::Site(_) => None,
        _ => Some(shown),
    });
    GroupTable { rows: rows.collect() }
}

/// Whether an audience sees the figures of a scope in their protected form.
fn is_seen_hidden(scope: &Scope, audience: &Audience) -> bool {
    audience.is_public() || !matches!(scope, Scope::Site(_))
}

/// The table as it may be shown, and what was hidden in it.
pub(crate) fn apply(
    table: &GroupTable,
    system: &System,
    knowledge: &Knowledge,
    policy: &Policy,
) -> (GroupTable, Vec<Suppression>) {
    let mut shown = table.clone();
    let mut log = Vec::new();
    for ((row, exact), variables) in shown.rows.iter_mut().zip(&table.rows).zip(&system.rows) {
        round(row, policy);
        for (field, variable) in [Field::Cases, Field::Base].into_iter().zip(variables) {
            let Some(variable) = variable else { continue };
            let Treatment::Hidden(mut reason) = knowledge.treatments[*variable as usize] else { continue };
            if reason == HiddenReason::SmallRemainder && !few_others(exact, policy) {
                // The same count is hidden for its few others elsewhere.
                reason = HiddenReason::Secondary;
            }
            match field {
                Field::Cases => row.cases = Cell::Hidden(HiddenReason::Confidential),
                Field::Base => row.base = Cell::Hidden(HiddenReason::Confidential),
            }
            log.push(Suppression {
                place: row.place.clone(),
                grouping: row.grouping,
                group: row.group,
                field,
                reason,
                explanation: explain(reason, field, policy),
            });
        }
    }
    (shown, log)
}

fn few_others(row: &GroupCount, policy: &Policy) -> bool {
    let others = row.cases.value().zip(row.base.value()).and_then(|(cases, base)| base.0.checked_sub(cases.0));
    others.is_some_and(|others| others > 0 && policy.is_small(others))
}

fn round(row: &mut GroupCount, policy: &Policy) {
    row.cases = row.cases.recast(|count| Count(nearest_multiple(count.0, policy.round_to())));
    row.base = row.base.recast(|base| Base(nearest_multiple(base.0, policy.round_to())));
}

fn explain(reason: HiddenReason, field: Field, policy: &Policy) -> String {
    let what = match field {
        Field::Cases => "number of cases",
        Field::Base => "number of people",
    };
    let (from, most) = (u64::from(!policy.hides_zero()), policy.hide_up_to());
    match reason {
        HiddenReason::SmallCount => format!("The {what} is between {from} and {most} and could point at people."),
        HiddenReason::SmallRemainder => {
            format!("All but {from} to {most} of the group are cases, which could point at the others.")
        }
        HiddenReason::Secondary => {
            format!("The {what} is not small, but shown it would give away a hidden count in the same sum.")
        }
        other => format!("The {what} is {other}."),
    }
}

fn whole_groups(table: &GroupTable) -> Vec<GroupDisclosure> {
    let whole = table.rows.iter().filter(|row| row.place.stratum.is_whole());
    whole
        .filter_map(|row| {
            let (cases, base) = (row.cases.value()?.0, row.base.value()?.0);
            (base >= WHOLE_GROUP && (cases == 0 || cases == base)).then(|| GroupDisclosure {
                place: row.place.clone(),
                grouping: row.grouping,
                group: row.group,
                everybody: cases == base,
            })
        })
        .collect()
}

/// The first unprotected counts with their places. A count that stands nowhere is listed where it follows from.
fn listed(table: &GroupTable, system: &System, open: &[(u32, u64)], policy: &Policy) -> Vec<Unprotected> {
    let mut found: BTreeMap<u32, u64> = open.iter().copied().collect();
    for split in &system.splits {
        if let Some(&values) = found.get(&split.others) {
            found.entry(split.cases).or_insert(values);
        }
    }
    for &(variable, values) in open.iter().filter(|(variable, _)| !system.variables[*variable as usize].published) {
        for &(relation, _) in system.uses(variable) {
            for &(term, _) in system.terms(relation) {
                found.entry(term).or_insert(values);
            }
        }
    }
    let mut listed = Vec::new();
    for (row, variables) in table.rows.iter().zip(&system.rows) {
        for (field, variable) in [Field::Cases, Field::Base].into_iter().zip(variables) {
            if listed.len() < AuditVerdict::MOST_LISTED
                && let Some(values) = variable.and_then(|variable| found.get(&variable))
            {
                listed.push(Unprotected {
                    place: row.place.clone(),
                    grouping: row.grouping,
                    group: row.group,
                    field,
                    values: *values,
                    wanted: policy.protection(),
                });
            }
        }
    }
    listed
}
