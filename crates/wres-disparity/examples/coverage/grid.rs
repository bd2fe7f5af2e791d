//! Coverage and width over grids of proportions and of expected events, for several sizes of groups.

use crate::{
    enumerate::{self, Limits, Performance, Scale},
    methods::{self, Of, PROPORTION_METHODS, RATE_RATIO_METHODS},
    settings::{Method, RATIO_METHODS},
};
use rayon::prelude::*;

/// One figure: panels by size and true effect, a line per method.
pub(crate) struct Grid {
    /// Name of its file.
    pub(crate) file: &'static str,
    /// What the intervals are of.
    pub(crate) title: &'static str,
    /// What the horizontal axis shows.
    pub(crate) axis: &'static Axis,
    /// Its panels.
    pub(crate) panels: Vec<Panel>,
}

/// A horizontal axis on the log scale.
pub(crate) struct Axis {
    /// What it shows.
    pub(crate) label: &'static str,
    /// From where to where.
    pub(crate) range: (f64, f64),
    /// Whether values are proportions.
    pub(crate) percent: bool,
    /// Values with a label.
    pub(crate) ticks: &'static [(f64, &'static str)],
}

impl Axis {
    /// A value in words.
    pub(crate) fn label_of(&self, value: f64) -> String {
        if self.percent { format!("{:.1}%", 100.0 * value) } else { format!("{value:.1}") }
    }

    /// Values evenly spaced on the log scale; a little off round numbers, where methods differ least.
    fn values(&self) -> Vec<f64> {
        (0..POINTS)
            .map(|step| self.range.0 * (self.range.1 / self.range.0).powf((f64::from(step) + 0.37) / f64::from(POINTS)))
            .collect()
    }
}

/// One panel.
pub(crate) struct Panel {
    /// Sizes and effect.
    pub(crate) title: String,
    /// The methods, each with its performance along the axis.
    pub(crate) lines: Vec<Line>,
}

/// A method along the grid.
pub(crate) struct Line {
    /// The method.
    pub(crate) name: &'static str,
    /// Place on the axis and performance there.
    pub(crate) points: Vec<(f64, Performance)>,
}

/// Points along an axis.
const POINTS: u32 = 120;
/// Sizes of the two groups, from a small care provider to a large authority.
const SIZES: [(u64, u64); 4] = [(60, 20), (402, 57), (1203, 164), (2210, 1043)];
/// True effects: the small group two and a half times as likely, equally likely, and the large group.
const EFFECTS: [f64; 3] = [0.4, 1.0, 2.5];
/// Time at risk in the first group, where the second has 1.
const TIMES: [f64; 3] = [1.0, 3.0, 8.0];

static SECOND_PROPORTION: Axis = Axis {
    label: "true proportion in the second group",
    range: (0.002, 0.5),
    percent: true,
    ticks: &[(0.002, "0.2%"), (0.005, "0.5%"), (0.01, "1%"), (0.05, "5%"), (0.2, "20%"), (0.5, "50%")],
};
static PROPORTION: Axis = Axis { label: "true proportion", ..SECOND_PROPORTION };
static EVENTS: Axis = Axis {
    label: "expected events in the second group",
    range: (0.5, 50.0),
    percent: false,
    ticks: &[(0.5, "0.5"), (1.0, "1"), (2.0, "2"), (5.0, "5"), (10.0, "10"), (20.0, "20"), (50.0, "50")],
};

/// All figures.
pub(crate) fn all() -> Vec<Grid> {
    let times = |p2: f64, ratio: f64| ratio * p2;
    let odds = |p2: f64, ratio: f64| {
        let odds = ratio * p2 / (1.0 - p2);
        odds / (1.0 + odds)
    };
    vec![
        Grid {
            file: "ratio",
            title: "a ratio of two proportions",
            axis: &SECOND_PROPORTION,
            panels: by_size(&RATIO_METHODS, Scale::Ratio, "ratio", times, |ratio, _| ratio),
        },
        Grid {
            file: "difference",
            title: "a difference of two proportions",
            axis: &SECOND_PROPORTION,
            panels: by_size(&methods::DIFFERENCE_METHODS, Scale::Plain, "ratio", times, |ratio, p2| ratio * p2 - p2),
        },
        Grid {
            file: "odds_ratio",
            title: "an odds ratio",
            axis: &SECOND_PROPORTION,
            panels: by_size(&methods::ODDS_RATIO_METHODS, Scale::Ratio, "odds ratio", odds, |ratio, _| ratio),
        },
        Grid { file: "rate_ratio", title: "a ratio of two rates", axis: &EVENTS, panels: rate_ratios() },
        Grid {
            file: "proportion",
            title: "a proportion",
            axis: &PROPORTION,
            panels: [10, 20, 57, 164, 402, 1043].into_iter().map(proportions).collect(),
        },
    ]
}

/// Panels by size and effect. `first` gives the proportion of the first group, `truth` the value that the interval should hold.
fn by_size(
    methods: &[Method],
    scale: Scale,
    name: &str,
    first: fn(f64, f64) -> f64,
    truth: fn(f64, f64) -> f64,
) -> Vec<Panel> {
    let panels = |&(n1, n2): &(u64, u64)| {
        // The limits do not depend on the true proportions: one table of them serves the whole row.
        let known = known(methods, (n1, n2));
        EFFECTS.map(|effect| Panel {
            title: format!("{n1} and {n2} people, {name} {effect}"),
            lines: known
                .iter()
                .map(|(name, limits)| {
                    let at = |x1: u64, x2: u64| limits[(x1 * (n2 + 1) + x2) as usize];
                    let performance = |p2: f64| {
                        let p1 = first(p2, effect);
                        (p2, enumerate::two_groups((n1, n2), (p1, p2), truth(effect, p2), scale, at))
                    };
                    let points = SECOND_PROPORTION.values().into_par_iter().filter(|&p2| first(p2, effect) < 1.0);
                    Line { name, points: points.map(performance).collect() }
                })
                .collect(),
        })
    };
    SIZES.iter().flat_map(panels).collect()
}

/// The limits of every method in every table of these sizes.
fn known(methods: &[Method], (n1, n2): (u64, u64)) -> Vec<(&'static str, Vec<Limits>)> {
    let limits = |method: Of| {
        let tables = (n1 + 1) * (n2 + 1);
        (0..tables).into_par_iter().map(move |at| method(at / (n2 + 1), n1, at % (n2 + 1), n2)).collect()
    };
    // Exact limits of two million tables would take an hour.
    let quick = |name: &str| n1 < 2000 || !methods::EXACT.contains(&name);
    methods.iter().filter(|(name, _)| quick(name)).map(|&(name, method)| (name, limits(method))).collect()
}

fn rate_ratios() -> Vec<Panel> {
    let panels = |time: f64| {
        let most = |ratio: f64| enumerate::most_events(EVENTS.range.1 * time * ratio);
        let (first, second) = (EFFECTS.map(most).into_iter().max().unwrap_or_default(), most(1.0 / time));
        let known = RATE_RATIO_METHODS.map(|(name, method)| {
            let tables = (first + 1) * (second + 1);
            let limits = |at: u64| method(at / (second + 1), at % (second + 1), time);
            (name, (0..tables).into_par_iter().map(limits).collect::<Vec<Limits>>())
        });
        EFFECTS.map(|ratio| Panel {
            title: format!("{time:.0} times the time in the first group, ratio {ratio}"),
            lines: known
                .iter()
                .map(|(name, limits)| {
                    let at = |x1: u64, x2: u64| limits[(x1 * (second + 1) + x2) as usize];
                    let performance =
                        |events: f64| (events, enumerate::two_rates((ratio * time * events, events), ratio, at));
                    Line { name, points: EVENTS.values().into_par_iter().map(performance).collect() }
                })
                .collect(),
        })
    };
    TIMES.into_iter().flat_map(panels).collect()
}

fn proportions(base: u64) -> Panel {
    let lines = PROPORTION_METHODS
        .iter()
        .map(|&(name, method)| {
            let limits: Vec<Limits> = (0..=base).map(|cases| method(cases, base)).collect();
            let at = |cases: u64| limits[cases as usize];
            let performance = |p: f64| (p, enumerate::one_group(base, p, at));
            Line { name, points: PROPORTION.values().into_par_iter().map(performance).collect() }
        })
        .collect();
    Panel { title: format!("{base} people"), lines }
}
