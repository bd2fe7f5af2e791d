//! What stands in one cell of a table, and why nothing does.

use wres_domain::{AbsentReason, Cell, HiddenReason, NotEstimable};

/// Digits of a number that mean something: intervals are wide, and counts are rounded.
const DIGITS: usize = 6;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number; `INF` and `-INF` occur.
    Number,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Datum {
    Text(String),
    Integer(u64),
    Number(f64),
    /// Why a figure is not there: its symbol in tables, and the reason in a word.
    Mark(&'static str, &'static str),
    /// Nothing: the figure is not there (its mark says why) or does not apply.
    Empty,
}

pub(crate) fn text(text: &str) -> Datum {
    Datum::Text(text.to_owned())
}

pub(super) fn integer(cell: Cell<u64>) -> Datum {
    cell.value().map_or(Datum::Empty, |&n| Datum::Integer(n))
}

pub(super) fn number(cell: Option<Cell<f64>>) -> Datum {
    cell.and_then(|cell| cell.value().copied()).map_or(Datum::Empty, |value| Datum::Number(significant(value)))
}

/// A mark with its reason; nothing for a value.
pub(super) fn mark<T>(cell: Option<Cell<T>>) -> Datum {
    let Some(cell) = cell else { return Datum::Empty };
    match (cell.symbol(), &cell) {
        (Some(symbol), Cell::Hidden(reason)) => Datum::Mark(symbol, hidden(*reason)),
        (Some(symbol), Cell::Absent(reason)) => Datum::Mark(symbol, absent(*reason)),
        (Some(symbol), Cell::NotEstimable(reason)) => Datum::Mark(symbol, not_estimable(*reason)),
        _ => Datum::Empty,
    }
}

/// A number without digits that mean nothing.
pub(crate) fn significant(value: f64) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value;
    }
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

fn hidden(reason: HiddenReason) -> &'static str {
    match reason {
        HiddenReason::BelowThreshold => "below_threshold",
        HiddenReason::TooFewPeople => "too_few_people",
        HiddenReason::Secondary => "secondary",
        HiddenReason::Derived => "derived",
        HiddenReason::Dominance => "dominance",
    }
}

fn absent(reason: AbsentReason) -> &'static str {
    match reason {
        AbsentReason::NoDataset => "no_dataset",
        AbsentReason::NoColumn => "no_column",
        AbsentReason::NoEarlierSnapshot => "no_earlier_snapshot",
        AbsentReason::Rejected => "rejected",
        AbsentReason::Late => "late",
        AbsentReason::NoBenchmark => "no_benchmark",
        AbsentReason::NotPrinted => "not_printed",
        AbsentReason::NotApplicable => "not_applicable",
    }
}

fn not_estimable(reason: NotEstimable) -> &'static str {
    match reason {
        NotEstimable::NoBase => "no_base",
        NotEstimable::NoCases => "no_cases",
        NotEstimable::AllCases => "all_cases",
        NotEstimable::GroupAbsent => "group_absent",
        NotEstimable::NoEvents => "no_events",
        NotEstimable::Separation => "separation",
        NotEstimable::Singular => "singular",
        NotEstimable::TooFew => "too_few",
        NotEstimable::Undefined => "undefined",
        NotEstimable::NotReached => "not_reached",
        NotEstimable::NoConvergence => "no_convergence",
    }
}

/// The cell that a word of [`mark`] stands for.
pub(crate) fn cell_of<T>(word: &str) -> Option<Cell<T>> {
    fn read<R: serde::de::DeserializeOwned>(word: &str) -> Option<R> {
        serde_json::from_value(serde_json::Value::from(word)).ok()
    }
    read(word).map(Cell::Hidden).or_else(|| read(word).map(Cell::Absent)).or_else(|| read(word).map(Cell::NotEstimable))
}

#[cfg(test)]
mod tests {
    use super::{Datum, cell_of, mark, significant};
    use wres_domain::{AbsentReason, Cell, HiddenReason, NotEstimable};

    #[test]
    fn a_number_keeps_six_digits_and_what_is_infinite_stays_so() {
        assert_eq!(
            [0.123_456_789, 1_234_567.8, -0.000_012_345_67].map(significant),
            [0.123_457, 1_234_570.0, -0.000_012_345_7]
        );
        assert_eq!((significant(f64::INFINITY), significant(0.0)), (f64::INFINITY, 0.0));
    }

    #[test]
    fn a_reason_in_a_word_is_read_back_as_the_same_reason() {
        let cells: [Cell<u64>; 5] = [
            Cell::Hidden(HiddenReason::BelowThreshold),
            Cell::Hidden(HiddenReason::Derived),
            Cell::Absent(AbsentReason::Late),
            Cell::Absent(AbsentReason::NotApplicable),
            Cell::NotEstimable(NotEstimable::TooFew),
        ];
        for cell in cells {
            let Datum::Mark(symbol, word) = mark(Some(cell)) else { panic!("{cell:?}") };
            assert_eq!((cell.symbol(), cell_of(word)), (Some(symbol), Some(cell)));
        }
        assert_eq!(mark(Some(Cell::Value(1))), Datum::Empty);
        assert_eq!(cell_of::<u64>("something"), None);
    }
}
