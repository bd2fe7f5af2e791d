//! The intervals that are compared, beside those of a ratio.

use crate::{
    enumerate::{self, LEVEL, Limits, group},
    settings::Method,
};
use wres_disparity::{
    Count, Estimate, Result, difference, odds_ratio, proportion,
    rate::{self, Events},
};

/// The limits for cases and base of two groups.
pub(crate) type Of = fn(u64, u64, u64, u64) -> Limits;
/// An interval of one proportion.
pub(crate) type OneMethod = (&'static str, fn(u64, u64) -> Limits);
/// An interval of a rate ratio, for the events in both groups and the time of the first, where the second has 1.
pub(crate) type RateMethod = (&'static str, fn(u64, u64, f64) -> Limits);

/// Those whose limits are found by adding up a distribution.
pub(crate) const EXACT: [&str; 2] = ["conditional exact", "mid-P"];

pub(crate) const DIFFERENCE_METHODS: [Method; 4] = [
    ("Wald", |x1, n1, x2, n2| enumerate::limits(difference::wald(group(x1, n1), group(x2, n2), LEVEL))),
    ("Agresti-Caffo", |x1, n1, x2, n2| {
        enumerate::limits(difference::agresti_caffo(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("Newcombe", |x1, n1, x2, n2| enumerate::limits(difference::newcombe(group(x1, n1), group(x2, n2), LEVEL))),
    ("Miettinen-Nurminen", |x1, n1, x2, n2| {
        enumerate::limits(difference::miettinen_nurminen(group(x1, n1), group(x2, n2), LEVEL))
    }),
];

pub(crate) const ODDS_RATIO_METHODS: [Method; 5] = [
    ("Woolf", |x1, n1, x2, n2| enumerate::limits(odds_ratio::woolf(group(x1, n1), group(x2, n2), LEVEL))),
    ("adjusted Woolf", |x1, n1, x2, n2| {
        enumerate::limits(odds_ratio::woolf_adjusted(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("Miettinen-Nurminen", |x1, n1, x2, n2| {
        odds_ratio::miettinen_nurminen_limits(group(x1, n1), group(x2, n2), LEVEL).ok()
    }),
    ("conditional exact", |x1, n1, x2, n2| {
        let degenerate = x1 + x2 == 0 || x1 + x2 == n1 + n2;
        every_ratio_if(degenerate, || odds_ratio::conditional_exact(group(x1, n1), group(x2, n2), LEVEL))
    }),
    ("mid-P", |x1, n1, x2, n2| {
        let degenerate = x1 + x2 == 0 || x1 + x2 == n1 + n2;
        every_ratio_if(degenerate, || odds_ratio::mid_p(group(x1, n1), group(x2, n2), LEVEL))
    }),
];

pub(crate) const PROPORTION_METHODS: [OneMethod; 7] = [
    ("Wald", |x, n| enumerate::limits(proportion::wald(group(x, n), LEVEL))),
    ("Agresti-Coull", |x, n| enumerate::limits(proportion::agresti_coull(group(x, n), LEVEL))),
    ("Wilson", |x, n| enumerate::limits(proportion::wilson(group(x, n), LEVEL))),
    ("Wilson, corrected", |x, n| enumerate::limits(proportion::wilson_cc(group(x, n), LEVEL))),
    ("Jeffreys", |x, n| enumerate::limits(proportion::jeffreys(group(x, n), LEVEL))),
    ("mid-P", |x, n| enumerate::limits(proportion::mid_p(group(x, n), LEVEL))),
    ("Clopper-Pearson", |x, n| enumerate::limits(proportion::clopper_pearson(group(x, n), LEVEL))),
];

pub(crate) const RATE_RATIO_METHODS: [RateMethod; 4] = [
    ("log", |x1, x2, time| enumerate::limits(events(x1, x2, time, rate::ratio::wald_log))),
    ("score", |x1, x2, time| every_ratio_if(x1 + x2 == 0, || events(x1, x2, time, rate::ratio::score))),
    ("conditional exact", |x1, x2, time| {
        every_ratio_if(x1 + x2 == 0, || events(x1, x2, time, rate::ratio::exact_conditional))
    }),
    ("mid-P", |x1, x2, time| every_ratio_if(x1 + x2 == 0, || events(x1, x2, time, rate::ratio::mid_p))),
];

fn events(
    x1: u64,
    x2: u64,
    time: f64,
    interval: fn(Events, Events, wres_disparity::Level) -> Result<Estimate>,
) -> Result<Estimate> {
    interval(Events::new(Count(x1), time)?, Events::new(Count(x2), 1.0)?, LEVEL)
}

/// With nobody a case, or everybody, the interval holds every ratio.
fn every_ratio_if(degenerate: bool, estimate: impl FnOnce() -> Result<Estimate>) -> Limits {
    if degenerate { Some((0.0, f64::INFINITY)) } else { enumerate::limits(estimate()) }
}
