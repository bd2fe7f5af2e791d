//! The beta distribution that proportions of sites seem to come from.

use super::rising::{digamma_rise, ln_rising};
use crate::special::root;

/// A prior worth fewer people than this says nothing.
const SMALLEST: f64 = 1e-3;

/// A prior worth this many times the largest base cannot be told from no difference between sites at all.
const LARGEST_PER_BASE: f64 = 1e6;

/// A beta prior by its mean and the number of people it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaPrior {
    /// The mean proportion.
    pub mean: f64,
    /// `a + b`: how many people's worth of evidence the other sites lend to each one. Infinity if sites differ by chance alone.
    pub size: f64,
}

impl BetaPrior {
    /// First parameter, `mean * size`.
    #[must_use]
    pub fn a(self) -> f64 {
        self.mean * self.size
    }

    /// Second parameter, `(1 - mean) * size`.
    #[must_use]
    pub fn b(self) -> f64 {
        (1.0 - self.mean) * self.size
    }
}

/// Cases and others of a site, as numbers.
pub(super) type Counts = (f64, f64);

/// The prior with the highest marginal (beta-binomial) likelihood; some site has a case and some has somebody who is not.
///
/// For each size the likelihood is concave in the mean, so its maximum is found to the last bits. Over the size, changes of the
/// slope from rising to falling are looked for on a logarithmic grid, found to the last bits, and the highest kept; one that still
/// rises at the end of the grid belongs to sites that differ by chance alone.
pub(super) fn fit(sites: &[Counts]) -> BetaPrior {
    let largest_base = sites.iter().map(|(x, y)| x + y).fold(1.0, f64::max);
    let (low, high) = (SMALLEST.ln(), (LARGEST_PER_BASE * largest_base).ln());
    let steps = ((high - low) / std::f64::consts::LN_10 * 2.0).ceil();
    let at = |step: f64| low + (high - low) * step / steps;
    let slope = |log_size: f64| {
        let size = log_size.exp();
        slope_in_size(sites, size, best_mean(sites, size))
    };
    let mut best: Option<(BetaPrior, f64)> = None;
    let mut consider = |log_size: f64| {
        let size = log_size.exp();
        let mean = best_mean(sites, size);
        let height = likelihood(sites, size, mean);
        if best.is_none_or(|(_, highest)| height > highest) {
            best = Some((BetaPrior { mean, size }, height));
        }
    };
    let mut before = slope(low);
    if before <= 0.0 {
        consider(low);
    }
    let mut step = 0.0;
    while step < steps {
        let here = slope(at(step + 1.0));
        if before > 0.0
            && here <= 0.0
            && let Some(peak) = root::bracketed(slope, at(step), at(step + 1.0))
        {
            consider(peak);
        }
        before = here;
        step += 1.0;
    }
    let (cases, others) = sites.iter().fold((0.0, 0.0), |(x, y), site| (x + site.0, y + site.1));
    let no_difference = BetaPrior { mean: cases / (cases + others), size: f64::INFINITY };
    if before > 0.0 {
        let mean = no_difference.mean;
        let height = cases * mean.ln() + others * (-mean).ln_1p();
        if best.is_none_or(|(_, highest)| height > highest) {
            return no_difference;
        }
    }
    best.map_or(no_difference, |(prior, _)| prior)
}

/// The mean with the highest likelihood at a size, where the slope of a concave function is 0.
fn best_mean(sites: &[Counts], size: f64) -> f64 {
    let logistic = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    let slope = |logit: f64| {
        let (a, b) = (size * logistic(logit), size * logistic(-logit));
        sites.iter().map(|&(x, y)| digamma_rise(a, x) - digamma_rise(b, y)).sum::<f64>()
    };
    root::bracketed(slope, -45.0, 45.0).map_or(0.5, logistic)
}

/// The derivative of the log likelihood by the size at a fixed mean.
fn slope_in_size(sites: &[Counts], size: f64, mean: f64) -> f64 {
    let (a, b) = (size * mean, size * (1.0 - mean));
    sites
        .iter()
        .map(|&(x, y)| mean * digamma_rise(a, x) + (1.0 - mean) * digamma_rise(b, y) - digamma_rise(size, x + y))
        .sum()
}

/// The log likelihood of the counts but for the binomial coefficients.
fn likelihood(sites: &[Counts], size: f64, mean: f64) -> f64 {
    let (a, b) = (size * mean, size * (1.0 - mean));
    sites.iter().map(|&(x, y)| ln_rising(a, x) + ln_rising(b, y) - ln_rising(size, x + y)).sum()
}
