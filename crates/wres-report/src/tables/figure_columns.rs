//! The columns of figures, from their declarations.

use super::{
    comparison_tables::{Head, number as head, text as text_head},
    datum::{Datum, mark, number},
};
use wres_domain::{Cell, Interval};
use wres_figures::{Columns, Figure};

/// Which of a figure's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Estimate,
    Lower,
    Upper,
    Mark,
}

/// The columns of a figure, in the order of the table.
pub(super) fn parts(columns: Columns) -> Vec<(Part, &'static str)> {
    let limits = columns.limits.map(|[lower, upper]| [(Part::Lower, lower), (Part::Upper, upper)]);
    let mark = columns.mark.map(|mark| (Part::Mark, mark));
    std::iter::once((Part::Estimate, columns.estimate)).chain(limits.into_iter().flatten()).chain(mark).collect()
}

/// What a column of a figure is for.
pub(super) fn described(part: Part, meaning: &'static str) -> &'static str {
    match part {
        Part::Estimate => meaning,
        Part::Lower => "Lower limit of its interval.",
        Part::Upper => "Upper limit of its interval.",
        Part::Mark => "Why it is not there: [c] too small to be read, [x] not available, [z] not applicable.",
    }
}

/// The part of a figure that stands in a column.
pub(super) fn datum(value: Option<Cell<Interval>>, part: Part) -> Datum {
    let pick = |of: fn(&Interval) -> f64| number(value.map(|cell| cell.map(|interval| of(&interval))));
    match part {
        Part::Estimate => pick(|interval| interval.estimate),
        Part::Lower => pick(|interval| interval.lower),
        Part::Upper => pick(|interval| interval.upper),
        Part::Mark => mark(value),
    }
}

/// The heads of all figures of a table.
pub(super) fn heads<R, A>(figures: &'static [Figure<R, A>]) -> impl Iterator<Item = Head> {
    figures.iter().flat_map(|figure| {
        parts(figure.columns).into_iter().map(|(part, name)| match part {
            Part::Mark => text_head(name, described(part, figure.meaning)),
            _ => head(name, described(part, figure.meaning)),
        })
    })
}

/// What stands in them in a row.
pub(super) fn cells<R, A>(figures: &'static [Figure<R, A>], row: &R) -> Vec<Datum> {
    let of = |figure: &Figure<R, A>| {
        let value = (figure.value)(row);
        parts(figure.columns).into_iter().map(move |(part, _)| datum(value, part)).collect::<Vec<_>>()
    };
    figures.iter().flat_map(of).collect()
}
