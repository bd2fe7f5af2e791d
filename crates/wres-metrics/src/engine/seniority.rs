//! One post a person: the most senior.

use super::people::NOBODY;
use super::{
    scene::Scene,
    table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table},
};
use crate::plan::PopulationNode;
use std::cmp::Reverse;

/// No row.
const NONE: u32 = u32::MAX;

/// The rows that stand for the people of a table: of the posts that belong to a population the highest rung, then most hours, then the
/// one of which most is known, then the lowest post, then the first by its values. What is not known comes last. Posts that are alike in
/// all that counting reads are one, so that the order of rows decides nothing.
pub(crate) fn most_senior<'a>(scene: &Scene<'a>, population: &'a PopulationNode, table: &Table<'a>) -> Vec<u32> {
    let terms = scene.terms(population);
    let passes = table.all(&population.predicates, terms, &table.supplied);
    let rungs = table.codes("rung", terms.ladder);
    let hours = table.numbers("hours_fte");
    let posts = table.keys("post_id");
    let ties = Ties::of(scene, population, table);
    let at = |numbers: Option<&[i64]>, row: u32| numbers.map_or(NO_NUMBER, |numbers| numbers[row as usize]);
    // The smaller the more senior. Hours that are not known are the fewest there are.
    let rank = |row: u32| {
        let rung = rungs.map_or(NO_CODE, |rungs| rungs[row as usize]);
        ((rung == NO_CODE, Reverse(rung)), Reverse(at(hours, row)))
    };
    let post = |row: u32| {
        let post = posts.and_then(|posts| posts[row as usize]);
        (post.is_none(), post)
    };
    let compare = |a: u32, b: u32| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| ties.unknown(a).cmp(&ties.unknown(b)))
            .then_with(|| post(a).cmp(&post(b)))
            .then_with(|| ties.values(a).cmp(ties.values(b)))
    };
    let mut best = vec![NONE; scene.people];
    for ((row, person), pass) in (0_u32..).zip(table.people()).zip(passes) {
        if pass && *person != NOBODY {
            let known = &mut best[*person as usize];
            if *known == NONE || compare(row, *known).is_lt() {
                *known = row;
            }
        }
    }
    best.retain(|row| *row != NONE);
    best
}

/// Columns that tell posts apart which are equally senior.
struct Ties<'s, 'a> {
    columns: Vec<(&'s Column<'a>, Vec<u16>)>,
}

impl<'s, 'a> Ties<'s, 'a> {
    fn of(scene: &Scene<'_>, population: &PopulationNode, table: &'s Table<'a>) -> Self {
        let columns = scene.plan.tie_columns(population.dataset).filter_map(|name| table.column(name));
        let places = |column: &'s Column<'a>| match column {
            Column::Codes(list, _) => (column, list.by_name()),
            _ => (column, Vec::new()),
        };
        Self { columns: columns.map(places).collect() }
    }

    /// How many of the columns say nothing.
    fn unknown(&self, row: u32) -> usize {
        self.values(row).filter(|(unknown, _)| *unknown).count()
    }

    /// What the columns say, as numbers in the order of their values; those that say nothing come last.
    fn values(&self, row: u32) -> impl Iterator<Item = (bool, i64)> {
        self.columns.iter().map(move |(column, places)| {
            let value = value(column, places, row as usize);
            (value.is_none(), value.unwrap_or(0))
        })
    }
}

fn value(column: &Column<'_>, places: &[u16], row: usize) -> Option<i64> {
    match column {
        Column::Codes(_, codes) => places.get(usize::from(*codes.get(row)?)).map(|place| i64::from(*place)),
        Column::Days(days) => days.get(row).filter(|day| **day != NO_DAY).map(|day| i64::from(*day)),
        Column::Numbers(numbers) => numbers.get(row).copied().filter(|number| *number != NO_NUMBER),
        Column::Flags(flags) => flags.get(row).copied().flatten().map(i64::from),
        Column::Known(known) => known.get(row).copied().filter(|known| *known).map(i64::from),
        Column::People(_) | Column::Keys(_) | Column::Rungs(_) | Column::Reals(_) => None,
    }
}
