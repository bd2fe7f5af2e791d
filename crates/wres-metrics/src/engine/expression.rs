//! Predicates as Polars expressions over encoded columns. An expression is never null: what is not known fails.

use super::vocabulary::{Vocabulary, on_ladder};
use crate::plan::{BandNode, Predicate, Test};
use polars::prelude::*;
use std::collections::BTreeSet;
use wres_domain::{Dataset, Period};

/// What expressions depend on.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) period: &'a Period,
}

impl Terms<'_> {
    /// First day inside the period and first day after it, in days since 1970.
    pub(crate) fn window(&self) -> (i32, i32) {
        (day_number(self.period.from), day_number(self.period.until()))
    }

    /// The twelve months before the period, as [`Terms::window`].
    pub(crate) fn year_before(&self) -> (i32, i32) {
        let from = self.period.from;
        (day_number(from.saturating_sub(jiff::Span::new().years(1))), day_number(from))
    }

    /// Whether at least one predicate holds; true where there is nothing to choose from. Optional ones on columns that were
    /// not supplied are left out.
    pub(crate) fn any(
        &self,
        predicates: &[Predicate],
        dataset: Dataset,
        ladder: &[String],
        supplied: &BTreeSet<String>,
    ) -> Expr {
        predicates
            .iter()
            .filter(|predicate| !is_skipped(predicate, supplied))
            .map(|predicate| self.predicate(predicate, dataset, ladder))
            .reduce(Expr::or)
            .unwrap_or_else(|| lit(true))
    }

    /// Whether all predicates hold. Optional ones on columns that were not supplied are left out.
    pub(crate) fn all(
        &self,
        predicates: &[Predicate],
        dataset: Dataset,
        ladder: &[String],
        supplied: &BTreeSet<String>,
    ) -> Expr {
        predicates
            .iter()
            .filter(|predicate| !is_skipped(predicate, supplied))
            .map(|predicate| self.predicate(predicate, dataset, ladder))
            .reduce(Expr::and)
            .unwrap_or_else(|| lit(true))
    }

    fn predicate(&self, predicate: &Predicate, dataset: Dataset, ladder: &[String]) -> Expr {
        let name = predicate.column.as_str();
        let column = col(name);
        let ladder_number = self.vocabulary.ladder_number(ladder);
        let rung = |name: &str| col(on_ladder(name, ladder_number));
        let is_rung = is_rung(name);
        let place_on_ladder = |code: &str| {
            ladder
                .iter()
                .position(|known| known == code)
                .map_or(u16::MAX, |place| u16::try_from(place).unwrap_or(u16::MAX))
        };
        let test = match &predicate.test {
            Test::OneOf(codes) | Test::NoneOf(codes) => {
                let among = codes
                    .iter()
                    .filter_map(|code| {
                        if is_rung {
                            Some(rung(name).eq(lit(place_on_ladder(code))))
                        } else {
                            self.vocabulary.number(dataset, name, code).map(|n| col(name).eq(lit(n)))
                        }
                    })
                    .reduce(Expr::or)
                    .unwrap_or_else(|| lit(false));
                match predicate.test {
                    Test::OneOf(_) => among,
                    _ => among.not(),
                }
            }
            Test::RungAtLeast(code) => rung(name).gt_eq(lit(place_on_ladder(code))),
            Test::RungBelow(code) => rung(name).lt(lit(place_on_ladder(code))),
            Test::RungAbove(other) => rung(name).gt(rung(other)),
            Test::Flag(true) => column,
            Test::Flag(false) => column.not(),
            Test::NumberOneOf(numbers) => any_number(&column, numbers),
            Test::NumberNoneOf(numbers) => any_number(&column, numbers).not(),
            Test::AtLeast(number) => column.gt_eq(lit(*number)),
            Test::Below(number) => column.lt(lit(*number)),
            Test::InPeriod(inside) => {
                let (from, until) = self.window();
                let inside_it = column.clone().gt_eq(lit(from)).and(column.lt(lit(until)));
                if *inside { inside_it } else { inside_it.not() }
            }
            Test::InYearBefore(inside) => {
                let (from, until) = self.year_before();
                let inside_it = column.clone().gt_eq(lit(from)).and(column.lt(lit(until)));
                if *inside { inside_it } else { inside_it.not() }
            }
            Test::WithinDays { of, days } => {
                let passed = column - col(of.as_str());
                passed.clone().gt_eq(lit(0)).and(passed.lt_eq(lit(i64::from(*days))))
            }
            Test::WithinWorkingDays { of, days } => {
                let passed = column - col(of.as_str());
                passed.clone().gt_eq(lit(0)).and(passed.lt_eq(last_day(col(of.as_str()), *days)))
            }
            Test::Known(known) => {
                let value = if is_rung { rung(name) } else { column };
                return if *known { value.is_not_null() } else { value.is_null() };
            }
        };
        test.fill_null(lit(false))
    }
}

/// Whether a predicate is left out because the site did not supply its column.
pub(crate) fn is_skipped(predicate: &Predicate, supplied: &BTreeSet<String>) -> bool {
    predicate.optional && !predicate.columns().all(|column| supplied.contains(column))
}

/// The band of a number: its place among the bands, null outside all of them.
pub(crate) fn band(column: &str, bands: &[BandNode]) -> Expr {
    let mut out = lit(NULL).cast(DataType::UInt16);
    for (place, band) in bands.iter().enumerate().rev() {
        let from = band.from.map(|edge| col(column).gt_eq(lit(edge)));
        let below = band.below.map(|edge| col(column).lt(lit(edge)));
        let inside = from.into_iter().chain(below).reduce(Expr::and).unwrap_or_else(|| col(column).is_not_null());
        out = when(inside.fill_null(lit(false))).then(lit(u16::try_from(place).unwrap_or(u16::MAX))).otherwise(out);
    }
    out
}

/// How many days after a day the last one is that is still within so many working days of it. It depends on the weekday alone.
fn last_day(start: Expr, working_days: u32) -> Expr {
    // Day 0 is a Thursday; so many whole weeks later every day of the calendar is positive.
    let weekday = (start.cast(DataType::Int64) + lit(3_i64 + 7 * 1_000_000)) % lit(7_i64);
    let mut out = lit(NULL).cast(DataType::Int64);
    for from_monday in 0..7_i64 {
        let days = days_within(from_monday, working_days);
        out = when(weekday.clone().eq(lit(from_monday))).then(lit(days)).otherwise(out);
    }
    out
}

/// How many days follow a day until one more would be a working day too many. Monday is 0.
pub(crate) fn days_within(weekday: i64, working_days: u32) -> i64 {
    let weeks = i64::from(working_days / 5);
    let mut left = working_days % 5;
    let mut days = 0;
    loop {
        let working = (weekday + days + 1) % 7 < 5;
        if working && left == 0 {
            return weeks * 7 + days;
        }
        left -= u32::from(working);
        days += 1;
    }
}

/// Whether a column of the lake holds rungs.
pub(crate) fn is_rung(column: &str) -> bool {
    column == "rung" || column.ends_with("_rung")
}

/// Days since 1970.
pub(crate) fn day_number(day: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.since(epoch).map_or(0, |span| span.get_days())
}

fn any_number(column: &Expr, numbers: &BTreeSet<i64>) -> Expr {
    numbers.iter().map(|number| column.clone().eq(lit(*number))).reduce(Expr::or).unwrap_or_else(|| lit(false))
}

#[cfg(test)]
mod tests {
    use super::{day_number, days_within};
    use jiff::civil::date;

    #[test]
    fn working_days_run_over_the_weekend() {
        // Two working days from Thursday end on Monday, from Friday on Tuesday, from Monday on Wednesday.
        assert_eq!([days_within(3, 2), days_within(4, 2), days_within(0, 2)], [4, 4, 2]);
        // None from Friday lasts over the weekend, and five make a week whatever the day.
        assert_eq!(days_within(4, 0), 2);
        assert_eq!([days_within(0, 5), days_within(2, 5), days_within(4, 5)], [7, 7, 9]);
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert_eq!(day_number(date(2024, 4, 1)), 19814);
    }
}
