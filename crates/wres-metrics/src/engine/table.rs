//! One dataset of one submission as plain columns of numbers, and which of its rows pass a test.
//!
//! What is not known stands in the column itself, as a value that nothing real has: a row is then one load and one comparison,
//! and a column one piece of memory. Flags and keys, of which every value may be real, are options instead.

use super::{
    days::Windows,
    memo::Memo,
    people::NOBODY,
    predicate::passes,
    vocabulary::{Codes, Ladder},
};
use crate::plan::Predicate;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// A code or rung that is not known.
pub(crate) const NO_CODE: u16 = u16::MAX;
/// A day that is not known; no calendar reaches so far back.
pub(crate) const NO_DAY: i32 = i32::MIN;
/// A number that is not known; no count and no sum of pence is so small.
pub(crate) const NO_NUMBER: i64 = i64::MIN;

/// A column.
#[derive(Debug)]
pub(crate) enum Column<'a> {
    /// People by number, or [`NOBODY`].
    People(Vec<u32>),
    /// Other identifiers.
    Keys(Vec<Option<u64>>),
    /// Codes and texts by number; one that the list does not hold has the number after the last.
    Codes(&'a Codes, Vec<u16>),
    /// For each ladder of the plan, places on it. A rung that the ladder does not have is not known.
    Rungs(Vec<Vec<u16>>),
    /// Days since 1970.
    Days(Vec<i32>),
    /// Whole numbers, pence, hundredths of full time.
    Numbers(Vec<i64>),
    /// Numbers with decimals; not a number where it is not known.
    Reals(Vec<f64>),
    /// Yes or no.
    Flags(Vec<Option<bool>>),
    /// Whether there is a value, of a column that admits no other question.
    Known(Vec<bool>),
}

/// What a test of rows depends on beside the rows.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    /// The ladder of whoever asks.
    pub(crate) ladder: Ladder<'a>,
    /// The period.
    pub(crate) windows: Windows,
}

/// One dataset of one submission.
pub(crate) struct Table<'a> {
    pub(crate) height: usize,
    /// The lake's columns that hold what the site sent; the others are not known throughout.
    pub(crate) supplied: BTreeSet<String>,
    columns: BTreeMap<&'a str, Column<'a>>,
    /// Which rows pass a test, for the ladder at a place: found once, whoever asks.
    passes: Memo<(&'a Predicate, usize), bool>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(height: usize, columns: BTreeMap<&'a str, Column<'a>>, supplied: BTreeSet<String>) -> Self {
        Self { height, supplied, columns, passes: Memo::default() }
    }

    pub(crate) fn column_mut(&mut self, name: &str) -> Option<&mut Column<'a>> {
        self.columns.get_mut(name)
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Column<'a>> {
        self.columns.get(name)
    }

    /// Which person each row is about; nothing where the dataset does not say.
    pub(crate) fn people(&self) -> &[u32] {
        match self.column("person_id") {
            Some(Column::People(people)) => people,
            _ => &[],
        }
    }

    /// The codes of a column, or its places on a ladder.
    pub(crate) fn codes(&self, name: &str, ladder: Ladder<'_>) -> Option<&[u16]> {
        match self.column(name)? {
            Column::Codes(_, codes) => Some(codes),
            Column::Rungs(ladders) => ladders.get(ladder.place).map(Vec::as_slice),
            _ => None,
        }
    }

    pub(crate) fn keys(&self, name: &str) -> Option<&[Option<u64>]> {
        if let Some(Column::Keys(keys)) = self.column(name) { Some(keys) } else { None }
    }

    pub(crate) fn days(&self, name: &str) -> Option<&[i32]> {
        if let Some(Column::Days(days)) = self.column(name) { Some(days) } else { None }
    }

    pub(crate) fn numbers(&self, name: &str) -> Option<&[i64]> {
        if let Some(Column::Numbers(numbers)) = self.column(name) { Some(numbers) } else { None }
    }

    pub(crate) fn reals(&self, name: &str) -> Option<&[f64]> {
        if let Some(Column::Reals(numbers)) = self.column(name) { Some(numbers) } else { None }
    }

    pub(crate) fn flags(&self, name: &str) -> Option<&[Option<bool>]> {
        if let Some(Column::Flags(flags)) = self.column(name) { Some(flags) } else { None }
    }

    /// Which rows pass all predicates. Optional ones on columns that are not `supplied` are left out.
    pub(crate) fn all(&self, predicates: &'a [Predicate], terms: Terms<'a>, supplied: &BTreeSet<String>) -> Vec<bool> {
        let mut out = vec![true; self.height];
        for predicate in predicates.iter().filter(|one| !is_skipped(one, supplied)) {
            let passes = self.passing(predicate, terms);
            out.iter_mut().zip(passes.iter()).for_each(|(out, pass)| *out &= pass);
        }
        out
    }

    /// Which rows pass at least one predicate; every row where there is nothing to choose from. Optional ones on columns that
    /// are not `supplied` are left out.
    pub(crate) fn any(&self, predicates: &'a [Predicate], terms: Terms<'a>, supplied: &BTreeSet<String>) -> Vec<bool> {
        let mut asked = predicates.iter().filter(|one| !is_skipped(one, supplied)).peekable();
        let mut out = vec![asked.peek().is_none(); self.height];
        for predicate in asked {
            let passes = self.passing(predicate, terms);
            out.iter_mut().zip(passes.iter()).for_each(|(out, pass)| *out |= pass);
        }
        out
    }

    fn passing(&self, predicate: &'a Predicate, terms: Terms<'a>) -> Rc<[bool]> {
        self.passes.of((predicate, terms.ladder.place), || passes(self, predicate, terms))
    }
}

impl Column<'_> {
    /// In which rows there is a value; of rungs, one on the ladder.
    pub(crate) fn known(&self, ladder: Ladder<'_>) -> Vec<bool> {
        fn other_than<T: PartialEq>(values: &[T], unknown: &T) -> Vec<bool> {
            values.iter().map(|value| value != unknown).collect()
        }
        match self {
            Self::People(people) => other_than(people, &NOBODY),
            Self::Keys(keys) => other_than(keys, &None),
            Self::Codes(_, codes) => other_than(codes, &NO_CODE),
            Self::Rungs(ladders) => {
                ladders.get(ladder.place).map_or_else(Vec::new, |rungs| other_than(rungs, &NO_CODE))
            }
            Self::Days(days) => other_than(days, &NO_DAY),
            Self::Numbers(numbers) => other_than(numbers, &NO_NUMBER),
            Self::Reals(numbers) => numbers.iter().map(|number| !number.is_nan()).collect(),
            Self::Flags(flags) => other_than(flags, &None),
            Self::Known(known) => known.clone(),
        }
    }
}

/// Whether a predicate is left out because the site did not supply its column.
pub(crate) fn is_skipped(predicate: &Predicate, supplied: &BTreeSet<String>) -> bool {
    predicate.optional && !predicate.columns().all(|column| supplied.contains(column))
}

/// Whether every predicate that may not be left out is on a supplied column.
pub(crate) fn can_test(predicates: &[Predicate], supplied: &BTreeSet<String>) -> bool {
    predicates.iter().all(|predicate| predicate.optional || predicate.columns().all(|column| supplied.contains(column)))
}
