//! The figures of the table of all sites together.

use crate::{
    ask::{many, with},
    figure::{Columns, Figure, exactly, interval},
};
use wres_disparity::{
    Binomial, Level,
    catalogue::{FigureQuestion, Outputs},
};
use wres_domain::{Cell, PooledOutcome, Unit};

/// The counts that a pooled ratio is made of.
#[derive(Debug, Clone)]
pub struct PooledCounts {
    /// Both groups of every site, the first over the second: the ratio within sites.
    pub within: Vec<(Binomial, Binomial)>,
    /// The same of the sites whose own counts may be read: the mean across sites.
    pub across: Vec<(Binomial, Binomial)>,
    /// Mean square error of a released count.
    pub s2: f64,
    /// Level of the intervals.
    pub level: Level,
}

impl PooledCounts {
    /// Cases and base of both groups over all sites.
    pub(crate) fn sums(&self) -> [u64; 4] {
        self.within.iter().fold([0; 4], |sum, (of, against)| {
            let counts = [of.cases().0, of.base().0, against.cases().0, against.base().0];
            [0, 1, 2, 3].map(|at| sum[at].saturating_add(counts[at]))
        })
    }
}

const METHODS: [&str; 2] = ["pool.ratio"; 2];

fn within(counts: &PooledCounts, outputs: Outputs) -> Cell<FigureQuestion> {
    Cell::Value(with(many("pool.ratio", &counts.within, counts.level), "s2", counts.s2).outputs(outputs))
}

fn across(counts: &PooledCounts, outputs: Outputs) -> Cell<FigureQuestion> {
    Cell::Value(with(many("pool.ratio", &counts.across, counts.level), "s2", counts.s2).outputs(outputs))
}

/// The figures of the table of pooled ratios, in its order.
pub static POOLED_FIGURES: &[Figure<PooledOutcome, PooledCounts>] = &[
    Figure {
        columns: interval!("crude"),
        title: "Crude ratio",
        meaning: "The ratio of the summed counts.",
        unit: Unit::Ratio,
        methods: METHODS,
        value: |row| Some(row.crude),
        asked: |counts| within(counts, Outputs::of("crude")),
    },
    Figure {
        columns: interval!("common"),
        title: "Common ratio",
        meaning: "The ratio if it is the same at every site: stratified score.",
        unit: Unit::Ratio,
        methods: METHODS,
        value: |row| Some(row.common),
        asked: |counts| within(counts, Outputs::plain()),
    },
    Figure {
        columns: interval!("mantel_haenszel"),
        title: "Common ratio (Mantel-Haenszel)",
        meaning: "The same by Mantel and Haenszel.",
        unit: Unit::Ratio,
        methods: METHODS,
        value: |row| Some(row.mantel_haenszel),
        asked: |counts| within(counts, Outputs::of("mh")),
    },
    Figure {
        columns: interval!("across"),
        title: "Mean ratio across sites",
        meaning: "The mean ratio if it differs from site to site: random effects.",
        unit: Unit::Ratio,
        methods: METHODS,
        value: |row| Some(row.across),
        asked: |counts| across(counts, Outputs::of("mean")),
    },
    Figure {
        columns: interval!("prediction"),
        title: "Prediction interval",
        meaning: "Where the ratio of another site would lie.",
        unit: Unit::Ratio,
        methods: METHODS,
        value: |row| Some(row.prediction),
        asked: |counts| across(counts, Outputs::named("mean", "pi_lower", "pi_upper", "")),
    },
    Figure {
        columns: interval!("tau_squared"),
        title: "Variance between sites",
        meaning: "Variance of the true log ratios between sites.",
        unit: Unit::Factor,
        methods: METHODS,
        value: |row| Some(row.tau_squared),
        asked: |counts| across(counts, Outputs::of("tau2")),
    },
    Figure {
        columns: Columns::number("i_squared"),
        title: "I squared",
        meaning: "The part of the variance that lies between sites, from 0 to 1.",
        unit: Unit::Proportion,
        methods: METHODS,
        value: |row| Some(row.i_squared.map(exactly)),
        asked: |counts| across(counts, Outputs::number("i2")),
    },
    Figure {
        columns: Columns::number("p_heterogeneity"),
        title: "P-value of equal ratios",
        meaning: "P-value of equal ratios at all sites.",
        unit: Unit::Proportion,
        methods: METHODS,
        value: |row| Some(row.p_heterogeneity.map(exactly)),
        asked: |counts| across(counts, Outputs::number("p_q")),
    },
];
