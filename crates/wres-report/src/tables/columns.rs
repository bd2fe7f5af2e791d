//! The columns of the table of outcomes. CSV, Parquet, workbook and schemas are all made from this one slice.

use super::{
    datum::{Datum, Kind, integer, mark, text},
    figure_columns::{Part, datum, described, parts},
};
use std::sync::LazyLock;
use wres_domain::{Adverse, Comparison, Outcome, Reliability};
use wres_figures::{Figure, OUTCOME_FIGURES, OutcomeCounts};

/// Where a column's value comes from.
#[derive(Clone, Copy)]
enum Source {
    /// From the outcome as it is.
    Outcome(fn(&Outcome) -> Datum),
    /// From a figure.
    Figure(&'static Figure<Outcome, OutcomeCounts>, Part),
}

/// A column.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its type.
    pub(crate) kind: Kind,
    /// What it means.
    pub(crate) description: &'static str,
    /// Where its value comes from.
    source: Source,
}

impl Column {
    /// Its value in an outcome.
    pub(crate) fn value(&self, outcome: &Outcome) -> Datum {
        match self.source {
            Source::Outcome(value) => value(outcome),
            Source::Figure(figure, part) => datum((figure.value)(outcome), part),
        }
    }
}

macro_rules! column {
    ($name:literal, $kind:ident, $description:literal, $value:expr) => {
        Column { name: $name, kind: Kind::$kind, description: $description, source: Source::Outcome($value) }
    };
}

static PLACE: [Column; 12] = [
    column!("indicator", Text, "The indicator.", |o| text(&o.place.indicator.0)),
    column!("period", Text, "The reporting year.", |o| text(&o.place.period)),
    column!("scope_kind", Text, "What the row is about: all sites (`all`), a `region`, or one `site`.", |o| text(
        o.place.scope.kind()
    )),
    column!("scope", Text, "Code of the site, name of the region, or `all`.", |o| text(o.place.scope.code())),
    column!("service", Text, "The service, or `together`.", |o| text(o.place.service.code())),
    column!("dimension", Text, "What the stratum is a value of; empty for the whole.", |o| text(
        &o.place.stratum.dimension
    )),
    column!("stratum", Text, "The part of the indicator that is counted apart; empty for the whole.", |o| text(
        &o.place.stratum.value
    )),
    column!("stratum_order", Integer, "Place of the stratum from low to high.", |o| Datum::Integer(u64::from(
        o.place.stratum.order
    ))),
    column!("grouping", Text, "How people are told apart: binary, three_way, five, nineteen.", |o| text(
        o.grouping.code()
    )),
    column!("group", Text, "The group.", |o| text(o.group.code())),
    column!("group_label", Text, "What the group is called by default.", |o| text(o.group.label())),
    column!(
        "reliability",
        Text,
        "sound, small_numbers, low_completeness, or none where there is no figure.",
        |o| text(match o.reliability {
            Reliability::Sound => "sound",
            Reliability::SmallNumbers => "small_numbers",
            Reliability::LowCompleteness => "low_completeness",
            Reliability::None => "none",
        })
    ),
];

static COUNTS: [Column; 4] = [
    column!("cases", Integer, "How many of the base are cases.", |o| integer(o.cases.map(|n| n.0))),
    column!("cases_mark", Text, "Why the cases are not there.", |o| mark(Some(o.cases))),
    column!("base", Integer, "How many could have been cases.", |o| integer(o.base.map(|n| n.0))),
    column!("base_mark", Text, "Why the base is not there.", |o| mark(Some(o.base))),
];

const REFERENCE: [Column; 7] = [
    column!("direction_of", Text, "The group whose rate is on top of the ratio.", |o| compared(o, |c| text(
        c.direction.of.code()
    ))),
    column!("direction_against", Text, "The group whose rate is below.", |o| compared(o, |c| text(
        c.direction.against.code()
    ))),
    column!("adverse", Text, "The adverse side of the ratio: above 1, below 1, or neither.", |o| compared(
        o,
        |c| text(match c.direction.adverse {
            Adverse::Above => "above",
            Adverse::Below => "below",
            Adverse::Neither => "neither",
        })
    )),
    column!("reference_cases", Integer, "Cases of the reference group.", |o| compared(o, |c| integer(
        c.reference_cases.map(|n| n.0)
    ))),
    column!("reference_cases_mark", Text, "Why they are not there.", |o| compared(o, |c| mark(Some(
        c.reference_cases
    )))),
    column!("reference_base", Integer, "Base of the reference group.", |o| compared(o, |c| integer(
        c.reference_base.map(|n| n.0)
    ))),
    column!("reference_base_mark", Text, "Why it is not there.", |o| compared(o, |c| mark(Some(c.reference_base)))),
];

const WORDS: [Column; 5] = [
    column!("level", Number, "Confidence level of every interval.", |o| Datum::Number(o.level)),
    column!("rate_method", Text, "Method of the rate's interval.", |o| text(&o.rate_method)),
    column!("ratio_method", Text, "Method of the ratio's interval and p-value.", |o| text(&o.ratio_method)),
    column!("difference_method", Text, "Method of the difference's interval.", |o| text(&o.difference_method)),
    column!("sentence", Text, "The finding in words.", |o| text(&o.sentence)),
];

/// Every column, in the order of the table: those of the reference group stand before the figures that compare with it.
pub(crate) static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let (alone, compared) = OUTCOME_FIGURES.split_at(OUTCOME_FIGURES.len().min(2));
    let plain = PLACE.iter().chain(&COUNTS).copied();
    plain.chain(of(alone)).chain(REFERENCE).chain(of(compared)).chain(WORDS).collect()
});

/// The columns of some figures.
fn of(figures: &'static [Figure<Outcome, OutcomeCounts>]) -> impl Iterator<Item = Column> {
    figures.iter().flat_map(|figure| {
        parts(figure.columns).into_iter().map(move |(part, name)| Column {
            name,
            kind: if part == Part::Mark { Kind::Text } else { Kind::Number },
            description: described(part, figure.meaning),
            source: Source::Figure(figure, part),
        })
    })
}

fn compared(outcome: &Outcome, value: impl FnOnce(&Comparison) -> Datum) -> Datum {
    outcome.comparison.as_ref().map_or(Datum::Empty, value)
}

#[cfg(test)]
mod tests {
    use super::COLUMNS;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_has_a_name_of_its_own_and_says_what_it_means() {
        let mut names = BTreeSet::new();
        for column in COLUMNS.iter() {
            assert!(names.insert(column.name), "{} twice", column.name);
            assert!(column.description.ends_with('.'), "{}", column.name);
        }
    }
}
