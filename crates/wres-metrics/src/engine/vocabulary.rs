//! Codes as small numbers: what every code column of a plan may hold.

use crate::{
    definition::{Holds, lake_column},
    plan::{CountPlan, Division, Predicate, Test},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wres_domain::Dataset;

/// Codes in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    codes: Vec<String>,
    numbers: HashMap<String, u16>,
}

/// A ladder of a plan: its rungs from low to high, and which of the ladders it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ladder<'a> {
    pub(crate) place: usize,
    pub(crate) rungs: &'a Codes,
}

/// The codes of every code and text column that a plan reads, and its ladders.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    codes: BTreeMap<(Dataset, String), Codes>,
    ladders: Vec<Codes>,
    no_rungs: Codes,
}

impl Codes {
    pub(crate) fn of(codes: Vec<String>) -> Self {
        let numbers = codes.iter().cloned().zip(0_u16..).collect();
        Self { codes, numbers }
    }

    /// The number of a code.
    pub(crate) fn number(&self, code: &str) -> Option<u16> {
        self.numbers.get(code).copied()
    }

    /// For every code its place among all codes in alphabetical order.
    pub(crate) fn by_name(&self) -> Vec<u16> {
        let mut sorted: Vec<usize> = (0..self.codes.len()).collect();
        sorted.sort_by(|a, b| self.codes[*a].cmp(&self.codes[*b]));
        let mut places = vec![0; self.codes.len()];
        (0_u16..).zip(sorted).for_each(|(place, code)| places[code] = place);
        places
    }

    /// How many codes there are.
    pub(crate) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The codes in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }
}

impl Vocabulary {
    /// What a plan needs to know about codes.
    pub(crate) fn of(plan: &CountPlan) -> Self {
        let mut ladders: Vec<Codes> = Vec::new();
        let mut texts = Texts::new();
        for population in plan.populations() {
            if !ladders.iter().any(|known| known.codes == population.ladder) {
                ladders.push(Codes::of(population.ladder.clone()));
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
                    add(&mut texts, dataset, column, codes);
                }
            }
        }
        let mut codes = BTreeMap::new();
        for (&dataset, columns) in plan.scans() {
            for name in columns {
                let known = match lake_column(dataset, name).map(|column| column.holds) {
                    Some(Holds::Code(list)) => list.iter().map(|code| code.code.clone()).collect(),
                    Some(Holds::Text) => {
                        let known = texts.remove(&(dataset, name.as_str())).unwrap_or_default();
                        known.into_iter().map(str::to_owned).collect()
                    }
                    _ => continue,
                };
                codes.insert((dataset, name.clone()), Codes::of(known));
            }
        }
        Self { codes, ladders, no_rungs: Codes::default() }
    }

    /// The codes of a column; `None` where it holds none.
    pub(crate) fn codes(&self, dataset: Dataset, column: &str) -> Option<&Codes> {
        self.codes.get(&(dataset, column.to_owned()))
    }

    /// The ladders that rungs are placed on.
    pub(crate) fn ladders(&self) -> &[Codes] {
        &self.ladders
    }

    /// The ladder with these rungs. One that no population of the plan has knows no rung.
    pub(crate) fn ladder(&self, rungs: &[String]) -> Ladder<'_> {
        let place = self.ladders.iter().position(|known| known.codes == rungs).unwrap_or(self.ladders.len());
        Ladder { place, rungs: self.ladders.get(place).unwrap_or(&self.no_rungs) }
    }
}

/// The texts that a plan names, by column.
type Texts<'a> = BTreeMap<(Dataset, &'a str), BTreeSet<&'a str>>;

fn note<'a>(texts: &mut Texts<'a>, dataset: Dataset, predicates: &'a [Predicate]) {
    for predicate in predicates {
        if let Test::OneOf(codes) | Test::NoneOf(codes) = &predicate.test {
            add(texts, dataset, &predicate.column, codes);
        }
    }
}

fn add<'a>(texts: &mut Texts<'a>, dataset: Dataset, column: &'a str, codes: impl IntoIterator<Item = &'a String>) {
    if lake_column(dataset, column).is_some_and(|column| column.holds == Holds::Text) {
        texts.entry((dataset, column)).or_default().extend(codes.into_iter().map(String::as_str));
    }
}
