//! The door itself.

use crate::{audience::Audience, error::DisclosureError, policy::Policy, released::Released, verdict::AuditVerdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Base, Cell, Count, Group, GroupTable, Grouping, HiddenReason, Place, Scope, SiteId};

/// Which count of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Its cases.
    Cases,
    /// Its base.
    Base,
}

/// A count that was hidden, and why. Not about the count itself: the number stands nowhere in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// Where.
    pub place: Place,
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
/// them. Somebody should look at it before it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupDisclosure {
    /// Where.
    pub place: Place,
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
    /// Every count that was hidden, in the order of the table.
    pub log: Vec<Suppression>,
    /// Groups about all of whom a shown count says something.
    pub flags: Vec<GroupDisclosure>,
    /// Whether the hidden counts stay hidden. Nothing may be published unless it [may be
    /// released](AuditVerdict::may_be_released).
    pub audit: AuditVerdict,
}

/// Protects the counts of a run for an audience. For tables without regional figures; see [`protect_with_regions`].
///
/// # Errors
/// [`DisclosureError`] if the table repeats a row or has more cases than base, or has regional figures.
pub fn protect(table: &GroupTable, policy: &Policy, audience: &Audience) -> Result<Protected, DisclosureError> {
    protect_with_regions(table, &BTreeMap::new(), policy, audience)
}

/// Protects the counts of a run for an audience, where sites add up to regions.
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
    for row in &table.rows {
        if let Scope::Region(region) = &row.place.scope
            && !regions.values().any(|known| known == region)
        {
            return Err(DisclosureError::UnknownRegion { region: region.clone() });
        }
    }
    let mut log = Vec::new();
    let mut released = table.clone();
    for row in &mut released.rows {
        row.cases = hide(row.cases.map(|count| count.0), policy).map(Count);
        row.base = hide(row.base.map(|base| base.0), policy).map(Base);
        for (field, reason) in [(Field::Cases, hidden(&row.cases)), (Field::Base, hidden(&row.base))] {
            log.extend(reason.map(|reason| Suppression {
                place: row.place.clone(),
                grouping: row.grouping,
                group: row.group,
                field,
                reason,
                explanation: reason.to_string(),
            }));
        }
    }
    let audit = AuditVerdict::NotNeeded { reason: String::new() };
    Ok(Protected { released: Released::new(released, audience.clone()), log, flags: Vec::new(), audit })
}

fn hide(cell: Cell<u64>, policy: &Policy) -> Cell<u64> {
    match cell {
        Cell::Value(count) => policy.show(count),
        other => other,
    }
}

fn hidden<T>(cell: &Cell<T>) -> Option<HiddenReason> {
    match cell {
        Cell::Hidden(reason) => Some(*reason),
        _ => None,
    }
}
