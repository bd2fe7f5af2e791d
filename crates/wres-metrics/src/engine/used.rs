//! Which rows stand in some figure, and why the others stand in none.

use super::{
    asked::Asked,
    members::Members,
    people::NOBODY,
    scene::Scene,
    table::{NO_NUMBER, can_test},
};
use crate::plan::{CountNode, Measure};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Reconciliation};

const NOT_COUNTABLE: &str = "the figures made from it need a column or a file that was not sent";
const NOBODY_NAMED: &str = "no person number";
const OTHER_POST: &str = "another post of a person, who counts once";
const STRANGER: &str = "about somebody who is in no population of a figure";
const OUTSIDE: &str = "outside what the figures ask for, by kind, day, contract, service or another column";

/// Rows that stand in some figure.
#[derive(Default)]
pub(crate) struct Used {
    rows: BTreeMap<Dataset, Vec<bool>>,
    /// People who belong to some population that was counted.
    members: Vec<bool>,
    /// Datasets of which some figure could be counted.
    counted: BTreeSet<Dataset>,
}

impl Used {
    /// Notes the rows that one indicator counts: the members at risk, and the rows of other datasets that are asked about them.
    pub(crate) fn note<'a>(&mut self, asked: &Asked<'_, 'a>, count: &'a CountNode) {
        let (scene, population) = (asked.scene, asked.population);
        let at_risk = asked.at_risk(count);
        let valued = match &count.measure {
            Measure::Pay { column } | Measure::Sum { column } => {
                Some(asked.attribute(|table| table.numbers(column), NO_NUMBER))
            }
            _ => None,
        };
        let counts = |member: usize| {
            at_risk.as_ref().is_none_or(|at_risk| at_risk[member])
                && valued.as_ref().is_none_or(|values| values[member] != NO_NUMBER)
        };
        self.counted.insert(population.dataset);
        for (member, dataset, row) in asked.members.rows(population.dataset) {
            if counts(member) {
                self.mark(scene, dataset, row);
            }
        }
        let exit = if let Measure::Survival { exit, .. } = &count.measure { Some(exit) } else { None };
        let links = count.links();
        let links: Vec<_> = links.into_iter().chain(exit).collect();
        if !links.is_empty() && population.of_persons() {
            let are = asked.members.are(scene.people);
            for link in links {
                let Some(table) = scene.this.get(&link.dataset) else { continue };
                if !can_test(&link.predicates, &table.supplied) {
                    continue;
                }
                self.counted.insert(link.dataset);
                let passes = table.all(&link.predicates, asked.terms, &table.supplied);
                for ((row, person), pass) in (0_u32..).zip(table.people()).zip(passes) {
                    if pass && *person != NOBODY && are[*person as usize] {
                        self.mark(scene, link.dataset, row);
                    }
                }
            }
        }
        self.belong(scene, asked.members);
    }

    fn belong(&mut self, scene: &Scene<'_>, members: &Members) {
        self.members.resize(scene.people, false);
        members
            .people
            .iter()
            .filter(|person| **person != NOBODY)
            .for_each(|person| self.members[*person as usize] = true);
    }

    fn mark(&mut self, scene: &Scene<'_>, dataset: Dataset, row: u32) {
        let height = scene.this.get(&dataset).map_or(0, |table| table.height);
        let rows = self.rows.entry(dataset).or_insert_with(|| vec![false; height]);
        if let Some(used) = rows.get_mut(row as usize) {
            *used = true;
        }
    }

    /// What became of the rows of datasets, of which it is said how many rows each has.
    pub(crate) fn reconciled(&self, scene: &Scene<'_>, datasets: &BTreeMap<Dataset, u64>) -> Vec<Reconciliation> {
        let of = |(&dataset, &read): (&Dataset, &u64)| {
            let mut rows = Reconciliation::of(dataset);
            rows.read = read;
            match scene.this.get(&dataset) {
                Some(table) => self.explain(dataset, table.people(), &mut rows),
                None => rows.leave_out(read, Reconciliation::NOT_ASKED),
            }
            rows
        };
        datasets.iter().map(of).collect()
    }

    /// Names the rows of a dataset that stand in no figure.
    fn explain(&self, dataset: Dataset, people: &[u32], rows: &mut Reconciliation) {
        let none = Vec::new();
        let used = self.rows.get(&dataset).unwrap_or(&none);
        let is_used = |row: usize| used.get(row).copied().unwrap_or(false);
        let stands: BTreeSet<u32> = if dataset == Dataset::Staff {
            (0..people.len()).filter(|row| is_used(*row)).map(|row| people[row]).collect()
        } else {
            BTreeSet::new()
        };
        let mut reasons: BTreeMap<&str, u64> = BTreeMap::new();
        for row in 0..usize::try_from(rows.read).unwrap_or(usize::MAX) {
            if is_used(row) {
                rows.used += 1;
                continue;
            }
            let person = people.get(row).copied();
            let reason = match person {
                _ if !self.counted.contains(&dataset) => NOT_COUNTABLE,
                Some(NOBODY) => NOBODY_NAMED,
                Some(person) if stands.contains(&person) => OTHER_POST,
                Some(person)
                    if dataset != Dataset::Staff && !self.members.get(person as usize).copied().unwrap_or(false) =>
                {
                    STRANGER
                }
                _ => OUTSIDE,
            };
            *reasons.entry(reason).or_default() += 1;
        }
        reasons.into_iter().for_each(|(reason, n)| rows.leave_out(n, reason));
    }
}
