//! Which rows of a table pass one test. What is not known fails every test but that it is not known.

use super::{
    days::{Window, days_within, weekday},
    table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table, Terms},
    vocabulary::Codes,
};
use crate::plan::{Predicate, Test};
use std::collections::BTreeSet;

/// For every row of a table whether it passes. A test that the kind of column does not admit, which no plan has, passes none.
pub(crate) fn passes(table: &Table<'_>, predicate: &Predicate, terms: Terms<'_>) -> Vec<bool> {
    let none = || vec![false; table.height];
    let Some(column) = table.column(&predicate.column) else { return none() };
    let ladder = terms.ladder;
    let rungs = || table.codes(&predicate.column, ladder);
    match (&predicate.test, column) {
        (Test::Known(wanted), column) => column.known(ladder).into_iter().map(|known| known == *wanted).collect(),
        (Test::OneOf(among), Column::Codes(list, codes)) => among_codes(codes, list, among, true),
        (Test::NoneOf(among), Column::Codes(list, codes)) => among_codes(codes, list, among, false),
        (Test::OneOf(among), Column::Rungs(_)) => {
            rungs().map_or_else(none, |rungs| among_codes(rungs, ladder.rungs, among, true))
        }
        (Test::NoneOf(among), Column::Rungs(_)) => {
            rungs().map_or_else(none, |rungs| among_codes(rungs, ladder.rungs, among, false))
        }
        (Test::RungAtLeast(edge), Column::Rungs(_)) => {
            let edge = ladder.rungs.number(edge).unwrap_or(NO_CODE);
            rungs().map_or_else(none, |rungs| each(rungs, |rung| rung >= edge && rung != NO_CODE))
        }
        (Test::RungBelow(edge), Column::Rungs(_)) => {
            let edge = ladder.rungs.number(edge).unwrap_or(NO_CODE);
            rungs().map_or_else(none, |rungs| each(rungs, |rung| rung < edge))
        }
        (Test::RungAbove(other), Column::Rungs(_)) => match (rungs(), table.codes(other, ladder)) {
            (Some(rungs), Some(others)) => {
                pairwise(rungs, others, |rung, other| rung > other && rung != NO_CODE && other != NO_CODE)
            }
            _ => none(),
        },
        (Test::Flag(wanted), Column::Flags(flags)) => each(flags, |flag| flag == Some(*wanted)),
        (Test::NumberOneOf(among), Column::Numbers(numbers)) => {
            each(numbers, |number| among.contains(&number) && number != NO_NUMBER)
        }
        (Test::NumberNoneOf(among), Column::Numbers(numbers)) => {
            each(numbers, |number| !among.contains(&number) && number != NO_NUMBER)
        }
        (Test::AtLeast(edge), Column::Numbers(numbers)) => {
            each(numbers, |number| number >= *edge && number != NO_NUMBER)
        }
        (Test::Below(edge), Column::Numbers(numbers)) => each(numbers, |number| number < *edge && number != NO_NUMBER),
        (Test::InPeriod(wanted), Column::Days(days)) => inside(days, terms.windows.period, *wanted),
        (Test::InYearBefore(wanted), Column::Days(days)) => inside(days, terms.windows.year_before, *wanted),
        (Test::WithinDays { of, days }, Column::Days(ends)) => {
            let starts = table.days(of);
            starts.map_or_else(none, |starts| since(ends, starts, |_| i64::from(*days)))
        }
        (Test::WithinWorkingDays { of, days }, Column::Days(ends)) => {
            let last = [0, 1, 2, 3, 4, 5, 6].map(|monday| days_within(monday, *days));
            let starts = table.days(of);
            starts.map_or_else(none, |starts| since(ends, starts, |start| last[weekday(start)]))
        }
        _ => none(),
    }
}

/// What is so of a row of which nothing is known but whose person it is about.
pub(crate) fn passes_unknown(predicate: &Predicate) -> bool {
    match predicate.test {
        Test::Known(wanted) => wanted == (predicate.column == "person_id"),
        _ => false,
    }
}

fn each<T: Copy>(values: &[T], test: impl Fn(T) -> bool) -> Vec<bool> {
    values.iter().map(|value| test(*value)).collect()
}

fn pairwise<T: Copy>(left: &[T], right: &[T], test: impl Fn(T, T) -> bool) -> Vec<bool> {
    left.iter().zip(right).map(|(left, right)| test(*left, *right)).collect()
}

fn among_codes(codes: &[u16], list: &Codes, among: &BTreeSet<String>, wanted: bool) -> Vec<bool> {
    // One place for every number that a known code can have, that of codes beyond the list included.
    let mut passes = vec![!wanted; list.len() + 1];
    for number in among.iter().filter_map(|code| list.number(code)) {
        passes[usize::from(number)] = wanted;
    }
    each(codes, |code| passes.get(usize::from(code)).copied().unwrap_or(false))
}

fn inside(days: &[i32], (from, until): Window, wanted: bool) -> Vec<bool> {
    each(days, |day| (from <= day && day < until) == wanted && day != NO_DAY)
}

/// Whether an end is on the day of its start, or at most so many days after it.
fn since(ends: &[i32], starts: &[i32], most: impl Fn(i32) -> i64) -> Vec<bool> {
    pairwise(ends, starts, |end, start| {
        let passed = i64::from(end) - i64::from(start);
        end != NO_DAY && start != NO_DAY && 0 <= passed && passed <= most(start)
    })
}
