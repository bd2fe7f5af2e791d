//! The plan of a run.

use super::{
    nodes::{CountNode, PopulationNode, StrataNode},
    resolve,
};
use crate::definition::{DefinitionError, Holds, Standard, When, lake_column};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// What is to be counted for every site and period. Its text (`Display`) says everything that determines the counts, so
/// the hash of that text, with the hash of the inputs, names a cached result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CountPlan {
    scans: BTreeMap<Dataset, BTreeSet<String>>,
    populations: Vec<PopulationNode>,
    counts: Vec<CountNode>,
}

impl CountPlan {
    /// Makes the plan of several standards. Populations, links and filters that are the same are counted once.
    ///
    /// # Errors
    /// [`DefinitionError`] if two standards define an indicator of the same name differently (two years of one family).
    pub fn compile(standards: &[&Standard]) -> Result<Self, DefinitionError> {
        let mut plan = Self::default();
        for standard in standards {
            for indicator in &standard.indicators {
                let (population, count) = resolve::indicator(standard, indicator)
                    .map_err(|problem| problem.without_document(&standard.id))?;
                plan.add(population, count).map_err(|message| {
                    let mut error = DefinitionError::whole(&standard.id, message);
                    error.key = format!("indicator.{}", indicator.key);
                    error.hint(Some("run one year of a standard at a time".to_owned()))
                })?;
            }
        }
        plan.scans = plan.columns_read();
        Ok(plan)
    }

    /// The datasets and columns that the plan reads, of this submission or the one before.
    #[must_use]
    pub fn scans(&self) -> &BTreeMap<Dataset, BTreeSet<String>> {
        &self.scans
    }

    /// The indicators of the plan, with their dimensions and the codes of each: what a return can name.
    #[must_use]
    pub fn catalogue(&self) -> BTreeMap<String, Vec<(String, Vec<String>)>> {
        let strata = |count: &CountNode| {
            let codes = |strata: &StrataNode| strata.division.codes().into_iter().map(str::to_owned).collect();
            count.strata().iter().map(|strata| (strata.dimension.clone(), codes(strata))).collect()
        };
        self.counts.iter().map(|count| (count.indicator.0.clone(), strata(count))).collect()
    }

    /// Whether any node follows people from the snapshot before.
    #[must_use]
    pub fn reads_previous(&self) -> bool {
        self.populations.iter().any(|population| matches!(population.when, When::InPeriod | When::Cohort))
    }

    /// The columns that tell equally senior posts apart, by name: all that are read of a dataset and say something about a post.
    pub(crate) fn tie_columns(&self, dataset: Dataset) -> impl Iterator<Item = &String> {
        const OTHERS: [&str; 6] = ["person_id", "post_id", "rung", "hours_fte", "_file", "_row"];
        let tells = move |name: &&String| {
            let holds = lake_column(dataset, name).map(|column| column.holds);
            let compared = !matches!(holds, None | Some(Holds::Text | Holds::Key | Holds::Rung | Holds::Number));
            compared && !OTHERS.contains(&name.as_str())
        };
        self.scans.get(&dataset).into_iter().flatten().filter(tells)
    }

    pub(crate) fn populations(&self) -> &[PopulationNode] {
        &self.populations
    }

    /// The population of a count. Compiling gave every count the place of its own.
    pub(crate) fn population(&self, count: &CountNode) -> &PopulationNode {
        &self.populations[count.population]
    }

    pub(crate) fn counts(&self) -> &[CountNode] {
        &self.counts
    }

    fn add(&mut self, population: PopulationNode, mut count: CountNode) -> Result<(), String> {
        let same = self.populations.iter().position(|known| known.same_members(&population));
        let place = match same {
            Some(place) => {
                self.populations[place].attributes.extend(population.attributes);
                place
            }
            None => {
                self.populations.push(population);
                self.populations.len() - 1
            }
        };
        count.population = place;
        match self.counts.iter().find(|known| known.indicator == count.indicator) {
            Some(known) if *known == count => Ok(()),
            Some(_) => Err(format!("`{}` is already defined otherwise by another standard", count.indicator)),
            None => {
                self.counts.push(count);
                Ok(())
            }
        }
    }

    fn columns_read(&self) -> BTreeMap<Dataset, BTreeSet<String>> {
        let mut scans: BTreeMap<Dataset, BTreeSet<String>> = BTreeMap::new();
        for population in &self.populations {
            let columns = scans.entry(population.dataset).or_default();
            columns.extend(population.attributes.iter().cloned());
            columns.extend(population.ethnicity.clone());
            columns.extend(population.service.then(|| "service".to_owned()));
            columns.extend(population.predicates.iter().flat_map(|p| p.columns()).map(str::to_owned));
            if population.of_persons() {
                columns.extend(["person_id", "post_id", "rung", "hours_fte", "_file", "_row"].map(str::to_owned));
            }
            if population.when == When::InPeriod {
                let leavers = scans.entry(Dataset::Leavers).or_default();
                leavers.extend(["person_id", "left_on", "reason", "ethnicity", "service"].map(str::to_owned));
            }
        }
        for count in &self.counts {
            for link in count.links() {
                let columns = scans.entry(link.dataset).or_default();
                columns.insert("person_id".to_owned());
                columns.extend(link.predicates.iter().flat_map(|p| p.columns()).map(str::to_owned));
            }
        }
        scans
    }
}
