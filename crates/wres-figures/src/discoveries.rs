//! Many sites are compared at once, so some stand out by chance: p-values adjusted over the sites.

use super::estimators::q_values;
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::Question;
use wres_domain::{Cell, Group, Grouping, Outcome, Scope};

/// Fills in the q-values (Benjamini and Hochberg) of outcomes that stand in the order of their table. The same question of the
/// same group, asked of every site (or every region, or all), is one family of tests. An outcome without a p-value has none and
/// does not count as a test.
pub(super) fn adjust(outcomes: &mut [Outcome]) {
    for (index, q) in discoveries(outcomes) {
        if let Some(comparison) = outcomes[index].comparison.as_mut() {
            comparison.q_value = Cell::Value(q);
        }
    }
}

/// The p-values of the family of tests that each outcome is in, and its place among them.
pub(super) fn tests(outcomes: &[Outcome]) -> BTreeMap<usize, (Arc<[f64]>, usize)> {
    let families = families_of_tests(outcomes);
    let all = families.into_iter().flat_map(|(indices, p_values)| {
        let p_values: Arc<[f64]> = p_values.into();
        indices.into_iter().enumerate().map(move |(place, index)| (index, (Arc::clone(&p_values), place)))
    });
    all.collect()
}

/// What is asked of one kind of scope by one grouping, and where its outcomes begin.
type Asked<'a> = (Question<'a>, u8, Grouping, usize);

fn discoveries(outcomes: &[Outcome]) -> Vec<(usize, f64)> {
    let adjusted = families_of_tests(outcomes).into_par_iter();
    let adjusted = adjusted.filter_map(|(indices, p_values)| Some((indices, q_values(&p_values)?)));
    adjusted.flat_map_iter(|(indices, q_values)| indices.into_iter().zip(q_values)).collect()
}

/// Outcomes whose p-values are adjusted together, by their place, with the p-values.
type Tests = (Vec<usize>, Vec<f64>);

fn families_of_tests(outcomes: &[Outcome]) -> Vec<Tests> {
    let mut all: Vec<Asked<'_>> = Vec::new();
    let mut first = 0;
    for family in outcomes.chunk_by(|a, b| a.grouping == b.grouping && a.place == b.place) {
        let place = &family[0].place;
        let kind = match place.scope {
            Scope::All => 0,
            Scope::Region(_) => 1,
            Scope::Site(_) => 2,
        };
        all.push((Question::of(place), kind, family[0].grouping, first));
        first += family.len();
    }
    all.par_sort_by(|a, b| a.cmp(b));
    let alike: Vec<&[Asked<'_>]> = all.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2) && a.0 == b.0).collect();
    alike.par_iter().flat_map_iter(|places| of_question(outcomes, places)).collect()
}

/// The tests of every group over some places.
fn of_question(outcomes: &[Outcome], places: &[Asked<'_>]) -> Vec<Tests> {
    let mut tests: BTreeMap<Group, Tests> = BTreeMap::new();
    for &(_, _, grouping, first) in places {
        let place = &outcomes[first].place;
        let of_place = outcomes[first..].iter().take_while(|one| one.grouping == grouping && one.place == *place);
        for (at, outcome) in of_place.enumerate() {
            if let Some(Cell::Value(p)) = outcome.comparison.as_ref().map(|comparison| comparison.p_value) {
                let (indices, p_values) = tests.entry(outcome.group).or_default();
                indices.push(first + at);
                p_values.push(p);
            }
        }
    }
    tests.into_values().collect()
}
