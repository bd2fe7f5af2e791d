//! How many rows of another dataset say something about a person: counted once, whoever asks.

use super::{
    people::NOBODY,
    scene::Scene,
    table::{Terms, can_test},
};
use crate::plan::{LinkNode, Predicate};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use wres_domain::Dataset;

/// What a person's rows are tested for, whatever number of them must pass: dataset, tests, and the place of the ladder.
type Question<'a> = (Dataset, &'a [Predicate], usize);

/// The events of a site by person.
#[derive(Default)]
pub(crate) struct Events<'a> {
    counts: RefCell<HashMap<Question<'a>, Rc<[u32]>>>,
}

impl<'a> Events<'a> {
    /// For every person of the site how many rows pass the tests of a link; `None` where it cannot be told.
    pub(crate) fn of(&self, scene: &Scene<'a>, link: &'a LinkNode, terms: Terms<'a>) -> Option<Rc<[u32]>> {
        let table = scene.this.get(&link.dataset)?;
        if !can_test(&link.predicates, &table.supplied) {
            return None;
        }
        let question = (link.dataset, link.predicates.as_slice(), terms.ladder.place);
        if let Some(known) = self.counts.borrow().get(&question) {
            return Some(Rc::clone(known));
        }
        let mut counts = vec![0; scene.people];
        let passes = table.all(&link.predicates, terms, &table.supplied);
        for (person, pass) in table.people().iter().zip(passes) {
            if pass && *person != NOBODY {
                counts[*person as usize] += 1;
            }
        }
        let counts: Rc<[u32]> = counts.into();
        self.counts.borrow_mut().insert(question, Rc::clone(&counts));
        Some(counts)
    }
}
