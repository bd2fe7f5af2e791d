//! The columns of the table of outcomes. CSV, Parquet, workbook and schemas are all made from this one slice.

use super::datum::{Datum, Kind, integer, mark, number, text};
use wres_domain::{Adverse, Cell, Comparison, Gap, Interval, Outcome, Reliability, Scope};

/// A column.
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its type.
    pub(crate) kind: Kind,
    /// What it means.
    pub(crate) description: &'static str,
    /// Its value in an outcome.
    pub(crate) value: fn(&Outcome) -> Datum,
}

macro_rules! column {
    ($name:literal, $kind:ident, $description:literal, $value:expr) => {
        Column { name: $name, kind: Kind::$kind, description: $description, value: $value }
    };
}

/// A figure with its interval and its mark, from something that yields `Cell<Interval>`.
macro_rules! interval {
    ($name:literal, $low:literal, $high:literal, $mark:literal, $description:literal, $of:expr) => {
        [
            column!($name, Number, $description, |o| number($of(o).map(|i: Cell<Interval>| i.map(|i| i.estimate)))),
            column!($low, Number, "Lower limit of its interval.", |o| number($of(o).map(|i| i.map(|i| i.lower)))),
            column!($high, Number, "Upper limit of its interval.", |o| number($of(o).map(|i| i.map(|i| i.upper)))),
            column!(
                $mark,
                Text,
                "Why it is not there: [c] too small to be read, [x] not available, [z] not applicable.",
                |o| mark($of(o))
            ),
        ]
    };
}

static PLACE: [Column; 12] = [
    column!("indicator", Text, "The indicator.", |o| text(&o.place.indicator.0)),
    column!("period", Text, "The reporting year.", |o| text(&o.place.period)),
    column!("scope_kind", Text, "What the row is about: all sites (`all`), a `region`, or one `site`.", |o| text(
        match o.place.scope {
            Scope::All => "all",
            Scope::Region(_) => "region",
            Scope::Site(_) => "site",
        }
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

static RATE: [Column; 4] = interval!(
    "rate",
    "rate_lower",
    "rate_upper",
    "rate_mark",
    "Cases over base, as a proportion.",
    |o: &Outcome| Some(o.rate)
);

static SHARE: [Column; 4] = interval!(
    "share",
    "share_lower",
    "share_upper",
    "share_mark",
    "The group's share of all cases of known ethnicity, as a proportion.",
    |o: &Outcome| Some(o.share)
);

static REFERENCE: [Column; 7] = [
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

static RATIO: [Column; 4] = interval!(
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "ratio_mark",
    "The rate of `direction_of` over the rate of `direction_against`.",
    |o: &Outcome| o.comparison.as_ref().map(|c| c.ratio)
);

static DIFFERENCE: [Column; 4] = interval!(
    "difference",
    "difference_lower",
    "difference_upper",
    "difference_mark",
    "The rate of `direction_of` less the rate of `direction_against`, as a proportion.",
    |o: &Outcome| o.comparison.as_ref().map(|c| c.difference)
);

static EXCESS: [Column; 4] = interval!(
    "excess",
    "excess_lower",
    "excess_upper",
    "excess_mark",
    "Events of the group more (or, negative, fewer) than at the reference group's rate.",
    |o: &Outcome| o.comparison.as_ref().map(|c| c.excess.map(|e| e.events))
);

static EVIDENCE: [Column; 9] = [
    column!("p_value", Number, "Two-sided p-value that belongs to the ratio's interval.", |o| compared(o, |c| number(
        Some(c.p_value)
    ))),
    column!("p_value_mark", Text, "Why it is not there.", |o| compared(o, |c| mark(Some(c.p_value)))),
    column!("q_value", Number, "The p-value adjusted for the false discovery rate over sites.", |o| compared(o, |c| {
        number(Some(c.q_value))
    })),
    column!("q_value_mark", Text, "Why it is not there.", |o| compared(o, |c| mark(Some(c.q_value)))),
    column!("ratio_lowest", Number, "The lowest ratio that those of unknown ethnicity allow.", |o| compared(o, |c| {
        number(Some(c.bounds.and_then(|b| b.lowest)))
    })),
    column!("ratio_highest", Number, "The highest ratio that those of unknown ethnicity allow.", |o| compared(
        o,
        |c| number(Some(c.bounds.and_then(|b| b.highest)))
    )),
    column!("bounds_mark", Text, "Why they are not there.", |o| compared(o, |c| mark(Some(c.bounds)))),
    column!(
        "detectable_ratio",
        Number,
        "Smallest ratio above 1 that these bases could have shown with 80% power.",
        |o| { compared(o, |c| number(Some(c.detectable))) }
    ),
    column!("detectable_ratio_mark", Text, "Why it is not there.", |o| compared(o, |c| mark(Some(c.detectable)))),
];

static GAP_WORKFORCE: [Column; 4] = interval!(
    "gap_workforce",
    "gap_workforce_lower",
    "gap_workforce_upper",
    "gap_workforce_mark",
    "Share of the cases less share of the base, as a proportion; where the indicator asks for it.",
    |o: &Outcome| o.gap.as_deref().map(|g: &Gap| g.workforce)
);

static GAP_POPULATION: [Column; 4] = interval!(
    "gap_population",
    "gap_population_lower",
    "gap_population_upper",
    "gap_population_mark",
    "Share of the cases less share of the resident population, as a proportion; where the indicator asks for it.",
    |o: &Outcome| o.gap.as_deref().map(|g: &Gap| g.population)
);

static WORDS: [Column; 5] = [
    column!("level", Number, "Confidence level of every interval.", |o| Datum::Number(o.level)),
    column!("rate_method", Text, "Method of the rate's interval.", |o| text(&o.rate_method)),
    column!("ratio_method", Text, "Method of the ratio's interval and p-value.", |o| text(&o.ratio_method)),
    column!("difference_method", Text, "Method of the difference's interval.", |o| text(&o.difference_method)),
    column!("sentence", Text, "The finding in words.", |o| text(&o.sentence)),
];

/// Every column, in the order of the table.
pub(crate) static COLUMNS: [&[Column]; 12] = [
    &PLACE,
    &COUNTS,
    &RATE,
    &SHARE,
    &REFERENCE,
    &RATIO,
    &DIFFERENCE,
    &EXCESS,
    &EVIDENCE,
    &GAP_WORKFORCE,
    &GAP_POPULATION,
    &WORDS,
];

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
        for column in COLUMNS.iter().copied().flatten() {
            assert!(names.insert(column.name), "{} twice", column.name);
            assert!(column.description.ends_with('.'), "{}", column.name);
        }
    }
}
