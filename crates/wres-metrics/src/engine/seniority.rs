//! One post a person: the most senior.

use super::people::NOBODY;
use super::{
    scene::Scene,
    table::{NO_CODE, NO_NUMBER, Table},
};
use crate::plan::PopulationNode;
use std::cmp::Reverse;

/// No row.
const NONE: u32 = u32::MAX;

/// The rows that stand for the people of a table: of the posts that belong to a population the highest rung, then most hours, then the
/// lowest post, then the first file and row. What is not known comes last, and among posts alike in everything the first.
pub(crate) fn most_senior<'a>(scene: &Scene<'a>, population: &'a PopulationNode, table: &Table<'a>) -> Vec<u32> {
    let terms = scene.terms(population);
    let passes = table.all(&population.predicates, terms, &table.supplied);
    let rungs = table.codes("rung", terms.ladder);
    let hours = table.numbers("hours_fte");
    let posts = table.keys("post_id");
    let (files, lines) = (table.numbers("_file"), table.numbers("_row"));
    let at = |numbers: Option<&[i64]>, row: u32| numbers.map_or(NO_NUMBER, |numbers| numbers[row as usize]);
    // The smaller the more senior.
    let rank = |row: u32| {
        let rung = rungs.map_or(NO_CODE, |rungs| rungs[row as usize]);
        let post = posts.and_then(|posts| posts[row as usize]);
        let last = |number: i64| (number == NO_NUMBER, number);
        (
            (rung == NO_CODE, Reverse(rung)),
            // Hours that are not known are the fewest there are.
            Reverse(at(hours, row)),
            (post.is_none(), post),
            last(at(files, row)),
            last(at(lines, row)),
        )
    };
    let mut best = vec![NONE; scene.people];
    for ((row, person), pass) in (0_u32..).zip(table.people()).zip(passes) {
        if pass && *person != NOBODY {
            let known = &mut best[*person as usize];
            if *known == NONE || rank(row) < rank(*known) {
                *known = row;
            }
        }
    }
    best.retain(|row| *row != NONE);
    best
}
