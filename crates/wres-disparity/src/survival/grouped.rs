//! Several groups on the same times.

use super::{
    risk_table::{RiskTable, causes_of, exit_times},
    spell::Spell,
};
use crate::error::{NotEstimable, Result, StatError};

/// One [`RiskTable`] per group, all on the same times and reasons, so that at the exit of a member of one group the numbers
/// at risk in the others are known.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupedRisk {
    groups: Vec<RiskTable>,
}

impl GroupedRisk {
    /// Puts tables of counts side by side.
    ///
    /// # Errors
    /// [`StatError::Empty`] without tables, [`StatError::Domain`] where their times or reasons differ.
    pub fn new(groups: Vec<RiskTable>) -> Result<Self> {
        let Some(first) = groups.first() else {
            return Err(StatError::Empty { what: "groups" });
        };
        if groups.iter().any(|table| table.times() != first.times() || table.causes() != first.causes()) {
            return Err(StatError::Domain {
                what: "groups",
                given: "tables on different times or reasons".to_owned(),
                must: "all groups must be counted at the same times and for the same reasons",
            });
        }
        Ok(Self { groups })
    }

    /// Counts spells by group; `group[i]` in `0..groups` is the group of `spells[i]`.
    ///
    /// # Errors
    /// [`StatError::Lengths`], [`StatError::Empty`], [`StatError::Domain`] for a group out of range, and
    /// [`NotEstimable::GroupAbsent`] for a group without spells.
    pub fn from_spells(spells: &[Spell], group: &[usize], groups: usize) -> Result<Self> {
        let grouped = Self::from_spells_with_gaps(spells, group, groups)?;
        let absent = |table: &RiskTable| table.steps().all(|step| step.at_risk == 0);
        if grouped.groups.iter().any(absent) { Err(NotEstimable::GroupAbsent.into()) } else { Ok(grouped) }
    }

    /// The same, where a group may be without spells: one stratum of several need not have everybody.
    ///
    /// # Errors
    /// As [`GroupedRisk::from_spells`], except for the absent group.
    pub fn from_spells_with_gaps(spells: &[Spell], group: &[usize], groups: usize) -> Result<Self> {
        if spells.len() != group.len() {
            return Err(StatError::Lengths {
                left: "spells",
                left_len: spells.len(),
                right: "group",
                right_len: group.len(),
            });
        }
        let mut members = vec![Vec::new(); groups];
        for (spell, &group) in spells.iter().zip(group) {
            let members = members.get_mut(group).ok_or_else(|| StatError::Domain {
                what: "group",
                given: group.to_string(),
                must: "groups are numbered from 0 without gaps",
            })?;
            members.push(*spell);
        }
        let (times, causes) = (exit_times(spells), causes_of(spells));
        let groups = members.iter().map(|members| RiskTable::on_grid(members, times.clone(), causes.clone()));
        Self::new(groups.collect::<Result<_>>()?)
    }

    /// The tables, one per group.
    #[must_use]
    pub fn groups(&self) -> &[RiskTable] {
        &self.groups
    }
}

#[cfg(test)]
mod tests {
    use super::GroupedRisk;
    use crate::{
        error::{NotEstimable, StatError},
        survival::{RiskTable, Spell},
    };

    #[test]
    fn groups_are_counted_at_each_others_exits() {
        let spells: Vec<Spell> = [2.0, 3.0, 5.0].iter().map(|time| Spell::new(None, *time, 1).unwrap()).collect();
        let grouped = GroupedRisk::from_spells(&spells, &[0, 1, 0], 2).unwrap();
        let at_risk = |group: usize| grouped.groups()[group].steps().map(|step| step.at_risk).collect::<Vec<_>>();
        assert_eq!(at_risk(0), [2, 1, 1]);
        assert_eq!(at_risk(1), [1, 1, 0]);
    }

    #[test]
    fn tables_that_do_not_match_are_refused() {
        let spell = Spell::new(None, 2.0, 1).unwrap();
        assert!(matches!(GroupedRisk::from_spells(&[spell], &[], 1), Err(StatError::Lengths { .. })));
        assert!(matches!(GroupedRisk::from_spells(&[spell], &[3], 1), Err(StatError::Domain { .. })));
        assert_eq!(GroupedRisk::from_spells(&[spell], &[0], 2), Err(NotEstimable::GroupAbsent.into()));
        assert!(matches!(GroupedRisk::new(Vec::new()), Err(StatError::Empty { .. })));
        let months = |n: usize| RiskTable::from_months(&vec![9; n], &[&vec![1; n]]).unwrap();
        assert!(matches!(GroupedRisk::new(vec![months(2), months(3)]), Err(StatError::Domain { .. })));
    }
}
