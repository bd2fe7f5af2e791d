//! The figures of the table of sites among their peers.

use crate::{
    ask::{many, of_counts, two, with},
    figure::{Columns, Figure, exactly, interval},
    outcome_figures::RATIO,
    standings::TRIM,
};
use std::sync::Arc;
use wres_disparity::{
    Binomial, Level, NotEstimable,
    catalogue::{FigureQuestion, Outputs},
};
use wres_domain::{Cell, Standing, Unit};

/// The counts that a standing is made of.
#[derive(Debug, Clone)]
pub struct StandingCounts {
    /// The site's own two groups, the first over the second.
    pub pair: Cell<(Binomial, Binomial)>,
    /// Those of all its peers that have a ratio.
    pub peers: Arc<[(Binomial, Binomial)]>,
    /// The site's place among them.
    pub at: Option<usize>,
    /// Mean square error of a released count.
    pub s2: f64,
    /// Level of the intervals.
    pub level: Level,
}

const FUNNEL: [&str; 2] = ["funnel.ratios"; 2];
const SHRUNKEN: [&str; 2] = ["shrinkage.empirical_bayes_ratio"; 2];

fn among(counts: &StandingCounts, method: &'static str, outputs: Outputs, of_site: bool) -> Cell<FigureQuestion> {
    let Some(at) = counts.at else { return Cell::NotEstimable(NotEstimable::TooFew) };
    let question = with(many(method, &counts.peers, counts.level), "s2", counts.s2);
    let question = if method == FUNNEL[0] { with(question, "trim", TRIM) } else { question };
    Cell::Value(question.outputs(if of_site { outputs.at(at) } else { outputs }))
}

/// Limits around the common centre.
fn limits(counts: &StandingCounts, lower: &str, upper: &str) -> Cell<FigureQuestion> {
    let Some(at) = counts.at else { return Cell::NotEstimable(NotEstimable::TooFew) };
    let outputs = Outputs {
        estimate: "/target".to_owned(),
        lower: format!("/{lower}/{at}"),
        upper: format!("/{upper}/{at}"),
        p_value: String::new(),
    };
    among(counts, FUNNEL[0], outputs, false)
}

/// The figures of the table of sites, in its order.
pub static STANDING_FIGURES: &[Figure<Standing, StandingCounts>] = &[
    Figure {
        columns: interval!("ratio"),
        title: "Relative likelihood",
        meaning: "The site's own ratio.",
        unit: Unit::Ratio,
        methods: RATIO,
        value: |row| Some(row.own),
        asked: |counts| counts.pair.map(|pair| of_counts(RATIO, counts.s2, |method| two(method, pair, counts.level))),
    },
    Figure {
        columns: Columns::number("standard_error"),
        title: "Standard error",
        meaning: "Standard error of its log ratio: how small the site is.",
        unit: Unit::Factor,
        methods: ["rounded.log_ratio"; 2],
        value: |row| Some(row.standard_error.map(exactly)),
        asked: |counts| {
            let question = |pair| with(two("rounded.log_ratio", pair, counts.level), "s2", counts.s2);
            counts.pair.map(|pair| question(pair).outputs(Outputs::number("se")))
        },
    },
    Figure {
        columns: interval!("limits_95"),
        title: "Funnel at 95%",
        meaning: "The funnel at 95% for a site of this size; the estimate is its centre.",
        unit: Unit::Ratio,
        methods: FUNNEL,
        value: |row| Some(row.limits_95),
        asked: |counts| limits(counts, "lower95s", "upper95s"),
    },
    Figure {
        columns: interval!("limits_998"),
        title: "Funnel at 99.8%",
        meaning: "The funnel at 99.8%.",
        unit: Unit::Ratio,
        methods: FUNNEL,
        value: |row| Some(row.limits_998),
        asked: |counts| limits(counts, "lower998s", "upper998s"),
    },
    Figure {
        columns: Columns::number("q_value"),
        title: "Q-value",
        meaning: "The false-discovery rate over the peers at which this site would be called unusual.",
        unit: Unit::Proportion,
        methods: FUNNEL,
        value: |row| Some(row.q_value.map(exactly)),
        asked: |counts| among(counts, FUNNEL[0], Outputs::number("q_values"), true),
    },
    Figure {
        columns: interval!("shrunken"),
        title: "Ratio drawn to the mean",
        meaning: "The ratio drawn to the mean of the peers (empirical Bayes).",
        unit: Unit::Ratio,
        methods: SHRUNKEN,
        value: |row| Some(row.shrunken),
        asked: |counts| among(counts, SHRUNKEN[0], Outputs::named("estimates", "lowers", "uppers", ""), true),
    },
    Figure {
        columns: Columns::number("own_weight"),
        title: "Own weight",
        meaning: "The weight of the site's own ratio in that, from 0 to 1.",
        unit: Unit::Proportion,
        methods: SHRUNKEN,
        value: |row| Some(row.own_weight.map(exactly)),
        asked: |counts| among(counts, SHRUNKEN[0], Outputs::number("own_weights"), true),
    },
    Figure {
        columns: Columns::number("dispersion"),
        title: "Dispersion",
        meaning: "Mean square of the winsorised z-scores: 1 if sites differ by chance alone.",
        unit: Unit::Factor,
        methods: FUNNEL,
        value: |row| Some(row.dispersion.map(exactly)),
        asked: |counts| among(counts, FUNNEL[0], Outputs::number("phi"), false),
    },
];
