//! The figures of the table of outcomes.

use crate::{
    ask::{of_counts, one, two, with},
    estimators::POWER,
    figure::{Columns, Figure, exactly, interval},
};
use serde_json::json;
use std::sync::Arc;
use wres_disparity::{
    Binomial, Level, NotEstimable,
    catalogue::{FigureQuestion, Outputs},
};
use wres_domain::{AbsentReason, Cell, Outcome, Unit};

/// The counts that an outcome is made of.
#[derive(Debug, Clone)]
pub struct OutcomeCounts {
    /// The group.
    pub own: Cell<Binomial>,
    /// The group whose rate is on top, and the one below; `None` for a group that is not compared.
    pub pair: Option<Cell<(Binomial, Binomial)>>,
    /// The reference group.
    pub reference: Cell<Binomial>,
    /// People of unknown ethnicity.
    pub unknown: Cell<Binomial>,
    /// The group's share of all cases of known ethnicity.
    pub share: Cell<Binomial>,
    /// Everybody of known ethnicity.
    pub known: Cell<Binomial>,
    /// The group's share of the population that is the benchmark.
    pub benchmark: Option<f64>,
    /// The p-values of the same question over all places, and which of them is this one.
    pub tests: Option<(Arc<[f64]>, usize)>,
    /// Mean square error of a released count; 0 where it is exact.
    pub s2: f64,
    /// Level of every interval.
    pub level: Level,
}

fn compared(counts: &OutcomeCounts) -> Cell<(Binomial, Binomial)> {
    counts.pair.unwrap_or(Cell::NotEstimable(NotEstimable::GroupAbsent))
}

const RATE: [&str; 2] = ["proportion.wilson", "rounded.proportion"];
/// A ratio of two rates.
pub(crate) const RATIO: [&str; 2] = ["rr.koopman", "rounded.ratio"];
/// A difference of two rates.
pub(crate) const DIFFERENCE: [&str; 2] = ["rd.newcombe", "rounded.difference"];
const EXCESS: [&str; 2] = ["excess.events", "rounded.excess"];
const BOUNDS: [&str; 2] = ["bounds.ratio"; 2];
const DETECTABLE: [&str; 2] = ["power.smallest_detectable_ratio"; 2];

fn bound(counts: &OutcomeCounts, end: &str) -> Cell<FigureQuestion> {
    compared(counts).zip(counts.unknown).map(|(pair, unknown)| {
        let question = with(two(BOUNDS[0], pair, counts.level), "xu", unknown.cases().0);
        with(question, "nu", unknown.base().0).outputs(Outputs::number(end))
    })
}

/// The figures of the table of outcomes, in its order.
pub static OUTCOME_FIGURES: &[Figure<Outcome, OutcomeCounts>] = &[
    Figure {
        columns: interval!("rate"),
        title: "Rate",
        meaning: "Cases over base, as a proportion.",
        unit: Unit::Proportion,
        methods: RATE,
        value: |row| Some(row.rate),
        asked: |counts| counts.own.map(|own| of_counts(RATE, counts.s2, |method| one(method, own, counts.level))),
    },
    Figure {
        columns: interval!("share"),
        title: "Share of the cases",
        meaning: "The group's share of all cases of known ethnicity, as a proportion.",
        unit: Unit::Proportion,
        methods: RATE,
        value: |row| Some(row.share),
        asked: |counts| counts.share.map(|share| of_counts(RATE, counts.s2, |method| one(method, share, counts.level))),
    },
    Figure {
        columns: interval!("ratio"),
        title: "Relative likelihood",
        meaning: "The rate of `direction_of` over the rate of `direction_against`.",
        unit: Unit::Ratio,
        methods: RATIO,
        value: |row| row.comparison.as_ref().map(|compared| compared.ratio),
        asked: |counts| {
            compared(counts).map(|pair| of_counts(RATIO, counts.s2, |method| two(method, pair, counts.level)))
        },
    },
    Figure {
        columns: interval!("difference"),
        title: "Difference of rates",
        meaning: "The rate of `direction_of` less the rate of `direction_against`, as a proportion.",
        unit: Unit::Proportion,
        methods: DIFFERENCE,
        value: |row| row.comparison.as_ref().map(|compared| compared.difference),
        asked: |counts| {
            compared(counts).map(|pair| of_counts(DIFFERENCE, counts.s2, |method| two(method, pair, counts.level)))
        },
    },
    Figure {
        columns: interval!("excess"),
        title: "Excess events",
        meaning: "Events of the group more (or, negative, fewer) than at the reference group's rate.",
        unit: Unit::People,
        methods: EXCESS,
        value: |row| row.comparison.as_ref().map(|compared| compared.excess.map(|excess| excess.events)),
        asked: |counts| {
            let pair = counts.own.zip(counts.reference);
            pair.map(|pair| of_counts(EXCESS, counts.s2, |method| two(method, pair, counts.level)))
        },
    },
    Figure {
        columns: Columns::marked("p_value", "p_value_mark"),
        title: "P-value",
        meaning: "Two-sided p-value that belongs to the ratio's interval.",
        unit: Unit::Proportion,
        methods: RATIO,
        value: |row| row.comparison.as_ref().map(|compared| compared.p_value.map(exactly)),
        asked: |counts| {
            let outputs = || Outputs::number("p_value");
            compared(counts)
                .map(|pair| of_counts(RATIO, counts.s2, |method| two(method, pair, counts.level).outputs(outputs())))
        },
    },
    Figure {
        columns: Columns::marked("q_value", "q_value_mark"),
        title: "Q-value",
        meaning: "The p-value adjusted for the false discovery rate over sites.",
        unit: Unit::Proportion,
        methods: ["padjust.bh"; 2],
        value: |row| row.comparison.as_ref().map(|compared| compared.q_value.map(exactly)),
        asked: |counts| match &counts.tests {
            Some((p_values, at)) => {
                let question = FigureQuestion::new("padjust.bh", json!({ "p": **p_values }), counts.level);
                Cell::Value(question.outputs(Outputs::number("adjusteds").at(*at)))
            }
            None => Cell::NotEstimable(NotEstimable::Undefined),
        },
    },
    Figure {
        columns: Columns::number("ratio_lowest"),
        title: "Lowest possible ratio",
        meaning: "The lowest ratio that those of unknown ethnicity allow: their cases all in `direction_against`, the others all in `direction_of`.",
        unit: Unit::Ratio,
        methods: BOUNDS,
        value: |row| row.comparison.as_ref().map(|c| c.bounds.and_then(|bounds| bounds.lowest).map(exactly)),
        asked: |counts| bound(counts, "lowest"),
    },
    Figure {
        columns: Columns { mark: Some("bounds_mark"), ..Columns::number("ratio_highest") },
        title: "Highest possible ratio",
        meaning: "The highest ratio that those of unknown ethnicity allow.",
        unit: Unit::Ratio,
        methods: BOUNDS,
        value: |row| row.comparison.as_ref().map(|c| c.bounds.and_then(|bounds| bounds.highest).map(exactly)),
        asked: |counts| bound(counts, "highest"),
    },
    Figure {
        columns: Columns::marked("detectable_ratio", "detectable_ratio_mark"),
        title: "Smallest detectable ratio",
        meaning: "Smallest ratio above 1 that these bases could have shown with 80% power.",
        unit: Unit::Ratio,
        methods: DETECTABLE,
        value: |row| row.comparison.as_ref().map(|compared| compared.detectable.map(exactly)),
        asked: |counts| {
            compared(counts).map(|pair| {
                with(two(DETECTABLE[0], pair, counts.level), "power", POWER).outputs(Outputs::number("above"))
            })
        },
    },
    Figure {
        columns: interval!("gap_workforce"),
        title: "Gap to the workforce",
        meaning: "Share of the cases less share of the base, as a proportion; where the indicator asks for it.",
        unit: Unit::Proportion,
        methods: ["gap.to_base"; 2],
        value: |row| row.gap.as_ref().map(|gap| gap.workforce),
        asked: |counts| {
            counts.own.zip(counts.known).map(|(own, known)| {
                let input = json!({
                    "x": own.cases().0, "n": own.base().0, "X": known.cases().0, "N": known.base().0, "s2": counts.s2,
                });
                FigureQuestion::new("gap.to_base", input, counts.level)
            })
        },
    },
    Figure {
        columns: interval!("gap_population"),
        title: "Gap to the population",
        meaning: "Share of the cases less share of the resident population, as a proportion; where the indicator asks for it.",
        unit: Unit::Proportion,
        methods: ["gap.to_fixed"; 2],
        value: |row| row.gap.as_ref().map(|gap| gap.population),
        asked: |counts| {
            let fixed = counts.benchmark.map_or(Cell::Absent(AbsentReason::NoBenchmark), Cell::Value);
            counts.share.zip(fixed).map(|(share, fixed)| {
                with(with(one("gap.to_fixed", share, counts.level), "fixed", fixed), "s2", counts.s2)
            })
        },
    },
];
