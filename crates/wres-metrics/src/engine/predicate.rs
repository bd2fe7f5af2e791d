//! Which rows of a table pass one test. What is not known fails every test but that it is not known.

use super::{
    days::{Window, days_within},
    table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table, Terms},
    vocabulary::Codes,
};
use crate::plan::{Predicate, Test};
use std::collections::BTreeSet;
use wres_domain::Day;

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
            starts.map_or_else(none, |starts| since(ends, starts, |start| last[usize::from(Day::weekday_of(start))]))
        }
        // What the kind of column does not admit, which no plan has. Each test is named, so that a new one is thought of.
        (
            Test::OneOf(_)
            | Test::NoneOf(_)
            | Test::RungAtLeast(_)
            | Test::RungBelow(_)
            | Test::RungAbove(_)
            | Test::Flag(_)
            | Test::NumberOneOf(_)
            | Test::NumberNoneOf(_)
            | Test::AtLeast(_)
            | Test::Below(_)
            | Test::InPeriod(_)
            | Test::InYearBefore(_)
            | Test::WithinDays { .. }
            | Test::WithinWorkingDays { .. },
            _,
        ) => none(),
    }
}

/// Whether a row passes whose person is known and nothing else.
pub(crate) fn passes_unknown(predicate: &Predicate) -> bool {
    matches!(predicate.test, Test::Known(wanted) if wanted == (predicate.column == "person_id"))
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

#[cfg(test)]
mod tests {
    use super::{passes, passes_unknown};
    use crate::{
        engine::{
            days::Windows,
            people::NOBODY,
            table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table, Terms},
            vocabulary::{Codes, Ladder},
        },
        plan::{Predicate, Test},
    };
    use std::collections::{BTreeMap, BTreeSet};
    use wres_domain::Period;

    fn codes(codes: &[&str]) -> Codes {
        Codes::of(codes.iter().map(|code| (*code).to_owned()).collect())
    }

    fn set(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    /// Every test that a definition may ask for, with a column that admits it.
    fn tests() -> Vec<(&'static str, Test)> {
        let mut out = Vec::new();
        for wanted in [true, false] {
            out.extend(
                ["person_id", "post_id", "kind", "rung", "day", "number", "flag", "weight", "remark"]
                    .map(|of| (of, Test::Known(wanted))),
            );
            out.extend([
                ("flag", Test::Flag(wanted)),
                ("day", Test::InPeriod(wanted)),
                ("day", Test::InYearBefore(wanted)),
            ]);
        }
        out.extend([
            ("kind", Test::OneOf(set(&["a"]))),
            ("kind", Test::NoneOf(set(&["a"]))),
            ("rung", Test::OneOf(set(&["1"]))),
            ("rung", Test::NoneOf(set(&["1"]))),
            ("rung", Test::RungAtLeast("1".to_owned())),
            ("rung", Test::RungBelow("2".to_owned())),
            ("rung", Test::RungAbove("from_rung".to_owned())),
            ("number", Test::NumberOneOf([NO_NUMBER, 3].into())),
            ("number", Test::NumberNoneOf([3].into())),
            ("number", Test::AtLeast(i64::MIN)),
            ("number", Test::Below(i64::MAX)),
            ("day", Test::WithinDays { of: "start".to_owned(), days: 1000 }),
            ("day", Test::WithinWorkingDays { of: "start".to_owned(), days: 1000 }),
        ]);
        out
    }

    fn ask(column: &str, test: Test) -> Predicate {
        Predicate { column: column.to_owned(), test, optional: false }
    }

    /// Asks a table of one row.
    fn holds(columns: Vec<(&str, Column<'_>)>, ladder: &Codes, predicate: &Predicate) -> bool {
        let table = Table::new(1, BTreeMap::from_iter(columns), BTreeSet::new());
        let windows = Windows::of(&Period::financial_year("2024-25").unwrap());
        passes(&table, predicate, Terms { ladder: Ladder { place: 0, rungs: ladder }, windows })[0]
    }

    fn unknown<'a>(list: &'a Codes, person: u32) -> Vec<(&'static str, Column<'a>)> {
        vec![
            ("person_id", Column::People(vec![person])),
            ("post_id", Column::Keys(vec![None])),
            ("kind", Column::Codes(list, vec![NO_CODE])),
            ("rung", Column::Rungs(vec![vec![NO_CODE]])),
            ("from_rung", Column::Rungs(vec![vec![NO_CODE]])),
            ("day", Column::Days(vec![NO_DAY])),
            ("start", Column::Days(vec![NO_DAY])),
            ("number", Column::Numbers(vec![NO_NUMBER])),
            ("flag", Column::Flags(vec![None])),
            ("weight", Column::Reals(vec![f64::NAN])),
            ("remark", Column::Known(vec![false])),
        ]
    }

    #[test]
    fn what_is_not_known_fails_every_test_but_that_it_is_not_known() {
        let (list, ladder) = (codes(&["a", "b"]), codes(&["1", "2"]));
        for (column, test) in tests() {
            let expected = test == Test::Known(false);
            assert_eq!(
                holds(unknown(&list, NOBODY), &ladder, &ask(column, test.clone())),
                expected,
                "{column} {test:?}"
            );
        }
    }

    #[test]
    fn of_a_leaver_nothing_is_known_but_who_it_is() {
        let (list, ladder) = (codes(&["a", "b"]), codes(&["1", "2"]));
        for (column, test) in tests() {
            let predicate = ask(column, test);
            assert_eq!(holds(unknown(&list, 7), &ladder, &predicate), passes_unknown(&predicate), "{predicate}");
        }
    }

    #[test]
    fn a_code_that_the_list_does_not_have_is_known_and_none_of_the_list() {
        let (list, ladder) = (codes(&["a", "b"]), codes(&["1", "2"]));
        let of = |test| holds(vec![("kind", Column::Codes(&list, vec![2]))], &ladder, &ask("kind", test));
        assert_eq!(
            [of(Test::OneOf(set(&["a", "b"]))), of(Test::NoneOf(set(&["a", "b"]))), of(Test::Known(true))],
            [false, true, true]
        );
    }

    #[test]
    fn the_last_day_of_the_period_is_inside_and_the_next_is_not() {
        let ladder = codes(&[]);
        let of = |day: i32, test| holds(vec![("day", Column::Days(vec![day]))], &ladder, &ask("day", test));
        // 31 March and 1 April of 2024 and of 2025.
        assert_eq!(
            [19_813, 19_814, 20_178, 20_179].map(|day| of(day, Test::InPeriod(true))),
            [false, true, true, false]
        );
        assert_eq!(
            [19_813, 19_814, 20_178, 20_179].map(|day| of(day, Test::InPeriod(false))),
            [true, false, false, true]
        );
        assert_eq!(
            [19_447, 19_448, 19_813, 19_814].map(|day| of(day, Test::InYearBefore(true))),
            [false, true, true, false]
        );
    }

    #[test]
    fn days_between_are_counted_without_overflow_and_never_backwards() {
        let ladder = codes(&[]);
        let of = |start, end, days| {
            let columns = vec![("day", Column::Days(vec![end])), ("start", Column::Days(vec![start]))];
            holds(columns, &ladder, &ask("day", Test::WithinDays { of: "start".to_owned(), days }))
        };
        assert_eq!([of(5, 5, 0), of(5, 6, 0), of(5, 4, 9), of(5, 8, 3)], [true, false, false, true]);
        assert!(!of(i32::MIN + 1, i32::MAX, 1000) && of(i32::MIN + 1, i32::MAX, u32::MAX));
    }
}
