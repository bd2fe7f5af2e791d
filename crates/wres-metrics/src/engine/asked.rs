//! What is asked of the members of one population: which of them meet a condition, and what their own row says. A condition is
//! looked at once, whichever indicators share it.

use super::{
    events::Events,
    members::{Members, Source},
    memo::Memo,
    predicate::passes_unknown,
    scene::Scene,
    table::{NO_CODE, Table, Terms, is_skipped},
};
use crate::{
    definition::Fate,
    plan::{ConditionNode, CountNode, Division, LinkNode, PopulationNode},
};
use std::{cell::OnceCell, rc::Rc};

/// The members of a population, with all that can be known of them.
pub(crate) struct Asked<'s, 'a> {
    pub(crate) scene: &'s Scene<'a>,
    pub(crate) population: &'a PopulationNode,
    pub(crate) members: &'s Members,
    pub(crate) terms: Terms<'a>,
    events: &'s Events<'a>,
    /// For every person of the site whether they are a member.
    are: OnceCell<Vec<bool>>,
    conditions: Memo<&'a ConditionNode, bool>,
    /// By division the places of members' cells: see [`super::division`].
    pub(crate) slots: Memo<&'a Division, u32>,
}

impl<'s, 'a> Asked<'s, 'a> {
    pub(crate) fn new(
        scene: &'s Scene<'a>,
        events: &'s Events<'a>,
        population: &'a PopulationNode,
        members: &'s Members,
    ) -> Self {
        let terms = scene.terms(population);
        let (conditions, slots) = (Memo::default(), Memo::default());
        Self { scene, population, members, terms, events, are: OnceCell::new(), conditions, slots }
    }

    /// Which members meet a condition.
    pub(crate) fn holds(&self, condition: &'a ConditionNode) -> Rc<[bool]> {
        self.conditions.of(condition, || {
            let mut out = self.own(condition);
            if let Some(link) = &condition.link {
                both(&mut out, self.linked(link));
            }
            if let Some(fate) = condition.fate {
                both(&mut out, self.fate(fate));
            }
            out
        })
    }

    /// Who is at risk by an indicator; `None` where everybody is.
    pub(crate) fn at_risk(&self, count: &'a CountNode) -> Option<Rc<[bool]>> {
        count.at_risk.as_ref().map(|condition| self.holds(condition))
    }

    /// What a column of the population's own rows says of each member; `unknown` of those who have no such row.
    pub(crate) fn attribute<T: Copy + 's>(&self, of: impl Fn(&'s Table<'a>) -> Option<&'s [T]>, unknown: T) -> Vec<T> {
        let column = |from| match from {
            Source::Leavers => None,
            Source::This => of(self.scene.this.get(&self.population.dataset)?),
            Source::Before => of(self.scene.previous.get(&self.population.dataset)?),
        };
        self.members.gather(column, unknown)
    }

    /// The places of members on the ladder of their population.
    pub(crate) fn rungs(&self) -> Vec<u16> {
        self.attribute(|table| table.codes("rung", self.terms.ladder), NO_CODE)
    }

    /// For every person of the site how many rows pass the tests of a link; `None` where it cannot be told.
    pub(crate) fn events(&self, link: &'a LinkNode) -> Option<Rc<[u32]>> {
        self.events.of(self.scene, link, self.terms)
    }

    /// Which members have as many rows in another dataset as a link asks for.
    pub(crate) fn linked(&self, link: &'a LinkNode) -> Vec<bool> {
        match self.events(link) {
            Some(counts) if self.population.of_persons() => {
                self.members.people.iter().map(|person| counts[*person as usize] >= link.at_least).collect()
            }
            _ => vec![false; self.members.len()],
        }
    }

    /// How many people who are no members have as many rows in another dataset as a link asks for.
    pub(crate) fn strangers(&self, link: &'a LinkNode) -> u64 {
        let Some(counts) = self.events(link) else { return 0 };
        let are = self.are.get_or_init(|| self.members.are(self.scene.people));
        counts.iter().zip(are).filter(|(rows, member)| **rows >= link.at_least && !**member).count() as u64
    }

    /// Which members pass the tests on their own rows.
    fn own(&self, condition: &'a ConditionNode) -> Vec<bool> {
        let (all, any) = (&condition.own, &condition.any);
        let Some(supplied) = self.scene.supplied(self.population) else { return vec![false; self.members.len()] };
        if all.iter().chain(any).all(|one| is_skipped(one, supplied)) {
            return vec![true; self.members.len()];
        }
        let rows = |table: Option<&Table<'a>>| {
            let table = table?;
            let mut out = table.all(all, self.terms, supplied);
            both(&mut out, table.any(any, self.terms, supplied));
            Some(out)
        };
        let dataset = &self.population.dataset;
        let this = self.members.has(Source::This).then(|| rows(self.scene.this.get(dataset))).flatten();
        let before = self.members.has(Source::Before).then(|| rows(self.scene.previous.get(dataset))).flatten();
        let column = |from| match from {
            Source::This => this.as_deref(),
            Source::Before => before.as_deref(),
            Source::Leavers => None,
        };
        let mut choice = any.iter().filter(|one| !is_skipped(one, supplied)).peekable();
        let of_unknown = all.iter().filter(|one| !is_skipped(one, supplied)).all(passes_unknown)
            && (choice.peek().is_none() || choice.any(passes_unknown));
        self.members.gather(column, of_unknown)
    }

    /// Which members of a cohort have met a fate.
    fn fate(&self, fate: Fate) -> Vec<bool> {
        let now = self.members.now.iter();
        let moved = |went: fn(u16, u16) -> bool| {
            let known = |before: u16, now: u16| before != NO_CODE && now != NO_CODE;
            let both = now.clone().zip(self.rungs());
            both.map(|(now, before)| now.is_some_and(|now| known(before, now) && went(before, now))).collect()
        };
        match fate {
            Fate::Remained => now.map(Option::is_some).collect(),
            Fate::Left => now.map(Option::is_none).collect(),
            Fate::Stayed => moved(|before, now| now == before),
            Fate::Up => moved(|before, now| now > before),
            Fate::Down => moved(|before, now| now < before),
        }
    }
}

fn both(left: &mut [bool], right: Vec<bool>) {
    left.iter_mut().zip(right).for_each(|(left, right)| *left &= right);
}
