//! How many rows of another dataset say something about a person: counted once, whoever asks.

use super::{
    memo::Memo,
    people::NOBODY,
    scene::Scene,
    table::{Terms, can_test},
};
use crate::plan::{LinkNode, Predicate};
use std::rc::Rc;
use wres_domain::Dataset;

/// What a person's rows are tested for, whatever number of them must pass: dataset, tests, and the place of the ladder.
type Question<'a> = (Dataset, &'a [Predicate], usize);

/// The events of a site by person.
#[derive(Default)]
pub(crate) struct Events<'a> {
    counts: Memo<Question<'a>, u32>,
}

impl<'a> Events<'a> {
    /// For every person of the site how many rows pass the tests of a link; `None` where it cannot be told.
    pub(crate) fn of(&self, scene: &Scene<'a>, link: &'a LinkNode, terms: Terms<'a>) -> Option<Rc<[u32]>> {
        let table = scene.this.get(&link.dataset)?;
        if !can_test(&link.predicates, &table.supplied) {
            return None;
        }
        let count = || {
            let mut counts = vec![0; scene.people];
            let passes = table.all(&link.predicates, terms, &table.supplied);
            for (person, pass) in table.people().iter().zip(passes) {
                if pass && *person != NOBODY {
                    counts[*person as usize] += 1;
                }
            }
            counts
        };
        Some(self.counts.of((link.dataset, &link.predicates, terms.ladder.place), count))
    }
}
