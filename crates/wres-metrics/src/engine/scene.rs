//! Everything that one site sent, read and in numbers, with what the nodes of a plan need to look it up.

use super::{
    days::Windows,
    encode::{Wanted, encode, read},
    error::Failure,
    facts::settle,
    people::People,
    run::SiteFrames,
    table::{Table, Terms},
    vocabulary::Vocabulary,
};
use crate::definition::When;
use crate::plan::{CountPlan, PopulationNode};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Finding, Period};

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
    /// Reads what the plan needs, all datasets at once.
    pub(crate) fn read(
        plan: &'a CountPlan,
        vocabulary: &'a Vocabulary,
        period: &Period,
        frames: &'a SiteFrames,
    ) -> Result<Self, (Dataset, Failure)> {
        let mut wanted: Vec<(bool, Wanted<'a>)> = Vec::new();
        for (&dataset, columns) in plan.scans() {
            if let Some(source) = frames.this.get(&dataset) {
                wanted.push((true, Wanted { dataset, columns, source }));
            }
            let before = frames.previous.as_ref().and_then(|previous| previous.get(&dataset));
            if let Some(source) = before.filter(|_| dataset == Dataset::Staff && plan.reads_previous()) {
                wanted.push((false, Wanted { dataset, columns, source }));
            }
        }
        let all: Vec<Wanted<'_>> = wanted.iter().map(|(_, one)| *one).collect();
        let mut people = People::default();
        let (mut this, mut previous) = (BTreeMap::new(), BTreeMap::new());
        for ((of_this, one), frame) in wanted.into_iter().zip(read(&all)?) {
            let table = encode(one, &frame, vocabulary, &mut people).map_err(|failure| (one.dataset, failure))?;
            if of_this { &mut this } else { &mut previous }.insert(one.dataset, table);
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
