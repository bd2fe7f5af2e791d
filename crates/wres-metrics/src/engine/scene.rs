//! Everything that one site sent, read and encoded, with what the nodes of a plan need to look it up.

use super::{
    SiteFrames,
    encode::{Table, encode},
    error::Failure,
    expression::{Terms, is_rung},
    vocabulary::{Vocabulary, on_ladder},
};
use crate::definition::When;
use crate::plan::{CountPlan, PopulationNode, Predicate};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Period};

/// The tables of one site and period.
pub(crate) struct Scene<'a> {
    pub(crate) plan: &'a CountPlan,
    pub(crate) terms: Terms<'a>,
    pub(crate) this: BTreeMap<Dataset, Table>,
    pub(crate) previous: BTreeMap<Dataset, Table>,
}

impl<'a> Scene<'a> {
    /// Reads what the plan needs, each dataset once.
    pub(crate) fn read(
        plan: &'a CountPlan,
        vocabulary: &'a Vocabulary,
        period: &'a Period,
        frames: &SiteFrames,
    ) -> Result<Self, (Dataset, Failure)> {
        let mut this = BTreeMap::new();
        let mut previous = BTreeMap::new();
        for (&dataset, columns) in plan.scans() {
            let read = |source| encode(dataset, columns, source, vocabulary).map_err(|failure| (dataset, failure));
            if let Some(source) = frames.this.get(&dataset) {
                this.insert(dataset, read(source)?);
            }
            let before = frames.previous.as_ref().and_then(|previous| previous.get(&dataset));
            if let Some(source) = before.filter(|_| dataset == Dataset::Staff && plan.reads_previous()) {
                previous.insert(dataset, read(source)?);
            }
        }
        Ok(Self { plan, terms: Terms { vocabulary, period }, this, previous })
    }

    /// The name of an encoded column of a member's row.
    pub(crate) fn encoded(&self, column: &str, ladder: &[String]) -> String {
        if is_rung(column) { on_ladder(column, self.terms.vocabulary.ladder_number(ladder)) } else { column.to_owned() }
    }

    /// The columns that the site supplied of the table that a population's members come from.
    pub(crate) fn supplied(&self, population: &PopulationNode) -> Option<&BTreeSet<String>> {
        let tables = if population.when == When::Cohort { &self.previous } else { &self.this };
        tables.get(&population.dataset).map(|table| &table.supplied)
    }

    /// The columns that a member of a population has beside those of every member, encoded.
    pub(crate) fn attributes(&self, population: &PopulationNode) -> Vec<String> {
        let known = |column: &&String| !(population.of_persons() && column.as_str() == "person_id");
        let columns = population.attributes.iter().filter(known);
        columns.map(|column| self.encoded(column, &population.ladder)).collect()
    }
}

/// Whether every predicate that may not be left out is on a supplied column.
pub(crate) fn can_test(predicates: &[Predicate], supplied: &BTreeSet<String>) -> bool {
    predicates.iter().all(|predicate| predicate.optional || predicate.columns().all(|column| supplied.contains(column)))
}
