//! Codes as small numbers: what every code column of a plan may hold.

use crate::{
    definition::{Holds, lake_column},
    plan::{CountPlan, Division, Predicate, Test},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// The codes of every code and text column that a plan reads, and its ladders.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    codes: BTreeMap<(Dataset, String), Vec<String>>,
    ladders: Vec<Vec<String>>,
}

impl Vocabulary {
    /// What a plan needs to know about codes.
    pub(crate) fn of(plan: &CountPlan) -> Self {
        let mut ladders: Vec<Vec<String>> = Vec::new();
        let mut texts = Texts::new();
        for population in plan.populations() {
            if !ladders.contains(&population.ladder) {
                ladders.push(population.ladder.clone());
            }
            note(&mut texts, population.dataset, &population.predicates);
        }
        for count in plan.counts() {
            let dataset = plan.population(count).dataset;
            for condition in count.conditions() {
                note(&mut texts, dataset, &condition.own);
                note(&mut texts, dataset, &condition.any);
            }
            for link in count.links() {
                note(&mut texts, link.dataset, &link.predicates);
            }
            for strata in count.strata() {
                if let Division::Codes { column, codes } = &strata.division {
                    texts.entry((dataset, column.clone())).or_default().extend(codes.iter().cloned());
                }
            }
        }
        let mut codes = BTreeMap::new();
        for (&dataset, columns) in plan.scans() {
            for name in columns {
                let Some(column) = lake_column(dataset, name) else { continue };
                let key = (dataset, name.clone());
                match column.holds {
                    Holds::Code(list) => {
                        codes.insert(key, list.iter().map(|code| code.code.clone()).collect());
                    }
                    Holds::Text => {
                        let known = texts.remove(&key).unwrap_or_default();
                        codes.insert(key, known.into_iter().collect());
                    }
                    _ => {}
                }
            }
        }
        Self { codes, ladders }
    }

    /// The codes of a column in the order of their numbers.
    pub(crate) fn codes(&self, dataset: Dataset, column: &str) -> &[String] {
        self.codes.get(&(dataset, column.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The number of a code of a column.
    pub(crate) fn number(&self, dataset: Dataset, column: &str, code: &str) -> Option<u16> {
        let place = self.codes(dataset, column).iter().position(|known| known == code)?;
        u16::try_from(place).ok()
    }

    /// The ladders that rungs are placed on.
    pub(crate) fn ladders(&self) -> &[Vec<String>] {
        &self.ladders
    }

    /// Which ladder this is.
    pub(crate) fn ladder_number(&self, ladder: &[String]) -> usize {
        self.ladders.iter().position(|known| known == ladder).unwrap_or(0)
    }
}

/// The texts that a plan names, by column.
type Texts = BTreeMap<(Dataset, String), BTreeSet<String>>;

fn note(texts: &mut Texts, dataset: Dataset, predicates: &[Predicate]) {
    for predicate in predicates {
        if let Test::OneOf(codes) | Test::NoneOf(codes) = &predicate.test {
            texts.entry((dataset, predicate.column.clone())).or_default().extend(codes.iter().cloned());
        }
    }
}

/// The name of the encoded column of rungs on a ladder.
pub(crate) fn on_ladder(column: &str, ladder: usize) -> String {
    format!("{column}@{ladder}")
}
