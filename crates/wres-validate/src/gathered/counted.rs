//! What is counted of each dataset.

use crate::verdict::Completeness;
use std::collections::BTreeSet;
use wres_domain::{Dataset, Ethnicity, Group, Grouping};

/// Counts of one dataset.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    /// Rows handed over.
    pub(crate) rows: u64,
    /// Rows that a rule rejected.
    pub(crate) rejected: u64,
    /// Rows that stay.
    pub(crate) kept: u64,
    /// Columns that at least one file has.
    pub(crate) supplied: BTreeSet<String>,
    /// Rows kept by place of their group in [`Ethnicity::ALL`]; empty where the dataset has no such column.
    pub(crate) ethnicity: Vec<u64>,
    /// Rows kept for which a condition that a rule asks for holds.
    pub(crate) tallies: Tallies,
}

/// Numbers of rows that statements about a whole dataset need.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tallies {
    pub(crate) full_time: u64,
    pub(crate) with_hours: u64,
    pub(crate) shortlisted: u64,
    pub(crate) appointed: u64,
    pub(crate) non_mandatory: u64,
    pub(crate) internal_moves: u64,
    pub(crate) disciplinary: u64,
}

impl Counted {
    /// Adds the counts of another file.
    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.kept += other.kept;
        self.supplied.extend(other.supplied);
        self.ethnicity.resize(self.ethnicity.len().max(other.ethnicity.len()), 0);
        for (sum, rows) in self.ethnicity.iter_mut().zip(other.ethnicity) {
            *sum += rows;
        }
        let (sum, tallies) = (&mut self.tallies, other.tallies);
        sum.full_time += tallies.full_time;
        sum.with_hours += tallies.with_hours;
        sum.shortlisted += tallies.shortlisted;
        sum.appointed += tallies.appointed;
        sum.non_mandatory += tallies.non_mandatory;
        sum.internal_moves += tallies.internal_moves;
        sum.disciplinary += tallies.disciplinary;
    }

    /// How much of the ethnicity is known; `None` where the dataset has no such column or no rows.
    pub(crate) fn completeness(&self, dataset: Dataset) -> Option<Completeness> {
        let mut completeness = Completeness::of(dataset);
        for (ethnicity, rows) in Ethnicity::ALL.iter().zip(&self.ethnicity) {
            completeness.add(ethnicity.unknown(), *rows);
        }
        (completeness.rows() > 0).then_some(completeness)
    }

    /// Rows of a group of a grouping.
    pub(crate) fn group(&self, grouping: Grouping, group: Group) -> u64 {
        let of_group = |(ethnicity, _): &(&Ethnicity, &u64)| grouping.group(**ethnicity) == group;
        Ethnicity::ALL.iter().zip(&self.ethnicity).filter(of_group).map(|(_, rows)| *rows).sum()
    }
}
