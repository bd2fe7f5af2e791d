//! Everything that one site sent, in numbers, with what the nodes of a plan need to look it up.

use super::{
    days::Windows,
    encode::encode,
    error::Failure,
    facts::settle,
    people::People,
    run::SiteColumns,
    table::{Table, Terms},
    vocabulary::Vocabulary,
};
use crate::definition::When;
use crate::plan::{CountPlan, PopulationNode};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, DatasetColumns, Finding, Period};

/// The tables of one site and period.
pub(crate) struct Scene<'a> {
    pub(crate) plan: &'a CountPlan,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) windows: Windows,
    pub(crate) this: BTreeMap<Dataset, Table<'a>>,
    pub(crate) previous: BTreeMap<Dataset, Table<'a>>,
    /// How many people the tables know: each has a number below this.
    pub(crate) people: usize,
    /// What was settled between the rows of one person.
    pub(crate) settled: Vec<Finding>,
}

impl<'a> Scene<'a> {
    /// Takes what the plan needs from the columns of this submission and the one before.
    pub(crate) fn of(
        plan: &'a CountPlan,
        vocabulary: &'a Vocabulary,
        period: &Period,
        columns: SiteColumns,
    ) -> Result<Self, (Dataset, Failure)> {
        let mut people = People::default();
        let mut table = |dataset: Dataset, needed: &'a BTreeSet<String>, sent: DatasetColumns| {
            encode(dataset, needed, sent, vocabulary, &mut people).map_err(|failure| (dataset, failure))
        };
        let SiteColumns { this: mut sent, previous: before } = columns;
        let mut before = before.unwrap_or_default();
        let (mut this, mut previous) = (BTreeMap::new(), BTreeMap::new());
        for (&dataset, needed) in plan.scans() {
            if let Some(sent) = sent.remove(&dataset) {
                this.insert(dataset, table(dataset, needed, sent)?);
            }
            if dataset == Dataset::Staff
                && plan.reads_previous()
                && let Some(sent) = before.remove(&dataset)
            {
                previous.insert(dataset, table(dataset, needed, sent)?);
            }
        }
        let (people, mut settled) = (people.len(), Vec::new());
        if let Some(staff) = this.get_mut(&Dataset::Staff) {
            settled = settle(Dataset::Staff, staff, people);
        }
        // What was found in the snapshot before was said when that was counted.
        if let Some(staff) = previous.get_mut(&Dataset::Staff) {
            settle(Dataset::Staff, staff, people);
        }
        Ok(Self { plan, vocabulary, windows: Windows::of(period), this, previous, people, settled })
    }

    /// What the tests of a population depend on.
    pub(crate) fn terms(&self, population: &PopulationNode) -> Terms<'a> {
        Terms { ladder: self.vocabulary.ladder(&population.ladder), windows: self.windows }
    }

    /// The columns that the site supplied of the table that a population's members come from.
    pub(crate) fn supplied(&self, population: &PopulationNode) -> Option<&BTreeSet<String>> {
        let tables = if population.when == When::Cohort { &self.previous } else { &self.this };
        tables.get(&population.dataset).map(|table| &table.supplied)
    }
}
