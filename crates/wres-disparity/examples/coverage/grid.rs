//! Coverage and width over a grid of proportions, for several sizes of groups.

use crate::{
    enumerate::{self, LEVEL, Limits, Performance, Scale, group},
    settings::{Method, RATIO_METHODS},
};
use rayon::prelude::*;
use wres_disparity::{difference, odds_ratio, proportion};

/// One figure: panels by size and true effect, a line per method.
pub struct Grid {
    /// Name of its file.
    pub file: &'static str,
    /// Title of the figure.
    pub title: &'static str,
    /// What the horizontal axis shows.
    pub axis: &'static str,
    /// Its panels.
    pub panels: Vec<Panel>,
}

/// One panel.
pub struct Panel {
    /// Sizes and effect.
    pub title: String,
    /// The methods, each with its performance at every proportion.
    pub lines: Vec<Line>,
}

/// A method along the grid.
pub struct Line {
    /// The method.
    pub name: &'static str,
    /// True proportion and performance there.
    pub points: Vec<(f64, Performance)>,
}

/// Sizes of the two groups, from a small care provider to a large authority.
const SIZES: [(u64, u64); 4] = [(60, 20), (402, 57), (1203, 164), (2210, 1043)];

const DIFFERENCE_METHODS: [Method; 4] = [
    ("Wald", |x1, n1, x2, n2| enumerate::limits(difference::wald(group(x1, n1), group(x2, n2), LEVEL))),
    ("Agresti-Caffo", |x1, n1, x2, n2| {
        enumerate::limits(difference::agresti_caffo(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("Newcombe", |x1, n1, x2, n2| enumerate::limits(difference::newcombe(group(x1, n1), group(x2, n2), LEVEL))),
    ("Miettinen-Nurminen", |x1, n1, x2, n2| {
        enumerate::limits(difference::miettinen_nurminen(group(x1, n1), group(x2, n2), LEVEL))
    }),
];

const ODDS_RATIO_METHODS: [Method; 5] = [
    ("Woolf", |x1, n1, x2, n2| enumerate::limits(odds_ratio::woolf(group(x1, n1), group(x2, n2), LEVEL))),
    ("adjusted Woolf", |x1, n1, x2, n2| {
        enumerate::limits(odds_ratio::woolf_adjusted(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("Miettinen-Nurminen", |x1, n1, x2, n2| {
        odds_ratio::miettinen_nurminen_limits(group(x1, n1), group(x2, n2), LEVEL).ok()
    }),
    ("conditional exact", |x1, n1, x2, n2| {
        every_ratio(x1 + x2, n1 + n2, odds_ratio::conditional_exact(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("mid-P", |x1, n1, x2, n2| every_ratio(x1 + x2, n1 + n2, odds_ratio::mid_p(group(x1, n1), group(x2, n2), LEVEL))),
];

type OneMethod = (&'static str, fn(u64, u64) -> Limits);

const PROPORTION_METHODS: [OneMethod; 7] = [
    ("Wald", |x, n| enumerate::limits(proportion::wald(group(x, n), LEVEL))),
    ("Agresti-Coull", |x, n| enumerate::limits(proportion::agresti_coull(group(x, n), LEVEL))),
    ("Wilson", |x, n| enumerate::limits(proportion::wilson(group(x, n), LEVEL))),
    ("Wilson, corrected", |x, n| enumerate::limits(proportion::wilson_cc(group(x, n), LEVEL))),
    ("Jeffreys", |x, n| enumerate::limits(proportion::jeffreys(group(x, n), LEVEL))),
    ("mid-P", |x, n| enumerate::limits(proportion::mid_p(group(x, n), LEVEL))),
    ("Clopper-Pearson", |x, n| enumerate::limits(proportion::clopper_pearson(group(x, n), LEVEL))),
];

/// With nobody or everybody a case the exact interval of an odds ratio holds every odds ratio.
fn every_ratio(cases: u64, people: u64, estimate: wres_disparity::Result<wres_disparity::Estimate>) -> Limits {
    if cases == 0 || cases == people { Some((0.0, f64::INFINITY)) } else { enumerate::limits(estimate) }
}

/// All figures.
pub fn all() -> Vec<Grid> {
    let ratios = |methods: &[Method], name: &str, effect: fn(f64, f64) -> f64| {
        two_by_size(methods, Scale::Ratio, &[1.0, 1.6, 3.0], name, effect, |effect, _| effect)
    };
    vec![
        Grid {
            file: "ratio",
            title: "Coverage of 95% intervals of a ratio of two proportions",
            axis: "proportion in the second group",
            panels: ratios(&RATIO_METHODS, "ratio", |p2, ratio| ratio * p2),
        },
        Grid {
            file: "difference",
            title: "Coverage of 95% intervals of a difference of two proportions",
            axis: "proportion in the second group",
            panels: two_by_size(
                &DIFFERENCE_METHODS,
                Scale::Plain,
                &[1.0, 1.6, 3.0],
                "ratio",
                |p2, ratio| ratio * p2,
                |ratio, p2| ratio * p2 - p2,
            ),
        },
        Grid {
            file: "odds_ratio",
            title: "Coverage of 95% intervals of an odds ratio",
            axis: "proportion in the second group",
            panels: ratios(&ODDS_RATIO_METHODS, "odds ratio", |p2, odds_ratio| {
                let odds = odds_ratio * p2 / (1.0 - p2);
                odds / (1.0 + odds)
            }),
        },
        Grid {
            file: "proportion",
            title: "Coverage of 95% intervals of a proportion",
            axis: "proportion",
            panels: [10, 20, 57, 164, 402, 1043].into_iter().map(one_by_size).collect(),
        },
    ]
}

/// Proportions from 0.2% to 50%, evenly spaced on the log scale; a little off round numbers, where methods differ least.
fn proportions() -> Vec<f64> {
    (0..120).map(|step| 0.002 * 250_f64.powf((f64::from(step) + 0.37) / 120.0)).collect()
}

/// Panels by size and effect. `first` gives the proportion of the first group, `truth` the value that the interval should hold.
fn two_by_size(
    methods: &[Method],
    scale: Scale,
    effects: &[f64],
    name: &str,
    first: fn(f64, f64) -> f64,
    truth: fn(f64, f64) -> f64,
) -> Vec<Panel> {
    SIZES
        .iter()
        .flat_map(|&(n1, n2)| {
            // The limits do not depend on the true proportions: one table of them serves the whole row.
            let known: Vec<(&'static str, Vec<Limits>)> = methods
                .iter()
                // Exact limits for two million tables would take an hour and tell nothing new at this size.
                .filter(|(name, _)| n1 < 2000 || !matches!(*name, "conditional exact" | "mid-P"))
                .map(|&(name, method)| {
                    let tables = (n1 + 1) * (n2 + 1);
                    (name, (0..tables).into_par_iter().map(|at| method(at / (n2 + 1), n1, at % (n2 + 1), n2)).collect())
                })
                .collect();
            effects
                .iter()
                .map(|&effect| Panel {
                    title: format!("{n1} and {n2} people, {name} {effect}"),
                    lines: known
                        .iter()
                        .map(|(name, limits)| {
                            let at = |x1: u64, x2: u64| limits[(x1 * (n2 + 1) + x2) as usize];
                            let points = proportions()
                                .into_par_iter()
                                .filter(|&p2| first(p2, effect) < 1.0)
                                .map(|p2| {
                                    let p1 = first(p2, effect);
                                    (p2, enumerate::two_groups((n1, n2), (p1, p2), truth(effect, p2), scale, at))
                                })
                                .collect();
                            Line { name, points }
                        })
                        .collect(),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn one_by_size(base: u64) -> Panel {
    let lines = PROPORTION_METHODS
        .iter()
        .map(|&(name, method)| {
            let limits: Vec<Limits> = (0..=base).map(|cases| method(cases, base)).collect();
            let at = |cases: u64| limits[cases as usize];
            let points = proportions().into_par_iter().map(|p| (p, enumerate::one_group(base, p, at))).collect();
            Line { name, points }
        })
        .collect();
    Panel { title: format!("{base} people"), lines }
}
