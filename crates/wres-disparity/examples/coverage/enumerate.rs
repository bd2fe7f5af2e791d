//! Coverage by enumeration: every table that could be observed, with its probability. Nothing is simulated.

use wres_disparity::{
    Binomial, Estimate, Level, Result,
    special::{binomial, poisson},
};

/// Tables less probable than this in either group are left out; together they are below 1e-9.
const NEGLIGIBLE: f64 = 1e-14;

/// What an interval does over all tables.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Performance {
    /// Probability that the interval exists and holds the true value.
    pub(crate) coverage: f64,
    /// Probability that there is no interval.
    pub(crate) undefined: f64,
    /// Mean width where there is an interval; of a ratio on the scale `r / (1 + r)`, on which infinity is 1.
    pub(crate) width: f64,
}

/// Lower and upper limit; `None` where the method has no interval.
pub(crate) type Limits = Option<(f64, f64)>;

/// How the width of an interval is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// As it is.
    Plain,
    /// A ratio `r` as `r / (1 + r)`.
    Ratio,
}

impl Scale {
    fn width(self, (lower, upper): (f64, f64)) -> f64 {
        let share = |ratio: f64| if ratio == f64::INFINITY { 1.0 } else { ratio / (1.0 + ratio) };
        match self {
            Self::Plain => upper - lower,
            Self::Ratio => share(upper) - share(lower),
        }
    }
}

/// Cases that are not negligible, with their probabilities.
pub(crate) fn likely(base: u64, p: f64) -> Vec<(u64, f64)> {
    (0..=base).map(|cases| (cases, binomial::pmf(cases, base, p))).filter(|(_, chance)| *chance > NEGLIGIBLE).collect()
}

/// A number of events that is never exceeded where so many are expected.
pub(crate) fn most_events(mean: f64) -> u64 {
    (mean + 12.0 * mean.sqrt() + 40.0) as u64
}

/// Events that are not negligible, with their probabilities.
fn likely_events(mean: f64) -> Vec<(u64, f64)> {
    (0..=most_events(mean))
        .map(|events| (events, poisson::pmf(events, mean)))
        .filter(|(_, chance)| *chance > NEGLIGIBLE)
        .collect()
}

/// The limits of an estimate; also those that remain where the point estimate does not exist.
pub(crate) fn limits(estimate: Result<Estimate>) -> Limits {
    estimate.ok().map(|estimate| (estimate.lower, estimate.upper))
}

/// A group that is known to be in order.
pub(crate) fn group(cases: u64, base: u64) -> Binomial {
    Binomial::up_to(cases, base)
}

/// Performance of a two-group interval at true proportions `p1`, `p2`, given the limits for each pair of cases.
pub(crate) fn two_groups(
    bases: (u64, u64),
    (p1, p2): (f64, f64),
    truth: f64,
    scale: Scale,
    limits: impl Fn(u64, u64) -> Limits,
) -> Performance {
    let (first, second) = (likely(bases.0, p1), likely(bases.1, p2));
    let mut sum = Sum::new(truth, scale);
    for &(x1, chance_one) in &first {
        for &(x2, chance_two) in &second {
            sum.add(chance_one * chance_two, limits(x1, x2));
        }
    }
    sum.performance()
}

/// Performance of an interval of a rate ratio where so many events are expected in the two groups.
pub(crate) fn two_rates((first, second): (f64, f64), truth: f64, limits: impl Fn(u64, u64) -> Limits) -> Performance {
    let (first, second) = (likely_events(first), likely_events(second));
    let mut sum = Sum::new(truth, Scale::Ratio);
    for &(x1, chance_one) in &first {
        for &(x2, chance_two) in &second {
            sum.add(chance_one * chance_two, limits(x1, x2));
        }
    }
    sum.performance()
}

/// Performance of the interval of one proportion.
pub(crate) fn one_group(base: u64, p: f64, limits: impl Fn(u64) -> Limits) -> Performance {
    let mut sum = Sum::new(p, Scale::Plain);
    for (cases, chance) in likely(base, p) {
        sum.add(chance, limits(cases));
    }
    sum.performance()
}

struct Sum {
    truth: f64,
    scale: Scale,
    covered: f64,
    undefined: f64,
    width: f64,
    total: f64,
}

impl Sum {
    fn new(truth: f64, scale: Scale) -> Self {
        Self { truth, scale, covered: 0.0, undefined: 0.0, width: 0.0, total: 0.0 }
    }

    fn add(&mut self, chance: f64, limits: Limits) {
        self.total += chance;
        let Some((lower, upper)) = limits else {
            self.undefined += chance;
            return;
        };
        // A limit that equals the true value but for rounding holds it.
        let slack = 1e-12 * self.truth.abs();
        if lower <= self.truth + slack && self.truth - slack <= upper {
            self.covered += chance;
        }
        self.width += chance * self.scale.width((lower, upper));
    }

    fn performance(&self) -> Performance {
        Performance {
            coverage: self.covered / self.total,
            undefined: self.undefined / self.total,
            width: self.width / (self.total - self.undefined),
        }
    }
}

/// The level of all tables and plots.
pub(crate) const LEVEL: Level = Level::P95;
