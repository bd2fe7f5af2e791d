//! Proportional-odds regression of an ordered outcome, such as a pay band.

use super::{
    coefficients::Coefficients,
    design::{Observation, Terms, check_rows},
    likelihood::{expit, softplus},
    linear_algebra::{Cholesky, Square, TriangularFactor, dot},
};
use crate::error::{NotEstimable, Result, StatError};
use std::{cmp::Ordering, collections::BTreeMap};

/// Steps after which the concave likelihood, if it has a maximum, has long been maximised.
const MOST_STEPS: usize = 300;
/// Halvings after which a step is no step.
const MOST_HALVINGS: usize = 60;
/// Largest change of a cumulative log odds, against its size, that counts as none.
const SETTLED: f64 = 1e-11;
/// Below this a change that no longer shrinks is rounding.
const ROUNDING: f64 = 1e-7;

/// A proportional-odds regression, `logit P(Y <= level j) = threshold_j - x b`.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinalFit {
    /// Log odds ratios of a higher outcome per unit of each term (no intercept), with the inverse observed information.
    pub coefficients: Coefficients,
    /// The distinct outcomes in ascending order.
    pub levels: Vec<f64>,
    /// The log odds of each level or less, where all terms are 0: one fewer than levels, ascending.
    pub thresholds: Vec<f64>,
    /// The standard errors of the thresholds.
    pub threshold_errors: Vec<f64>,
    /// The log-likelihood.
    pub log_likelihood: f64,
}

/// Proportional-odds (cumulative logit) regression by maximum likelihood (McCullagh 1980, Journal of the Royal Statistical
/// Society B 42:109): Newton's method with the observed information on a concave likelihood (Pratt 1981).
///
/// The outcome's values only order its levels. Only levels that somebody has exist. Unit: log odds ratios, positive for
/// a higher outcome.
///
/// # Errors
/// [`NotEstimable::TooFew`] with fewer than two levels; [`NotEstimable::Separation`] where a combination of terms orders the
/// outcome perfectly; [`NotEstimable::Singular`]; [`NotEstimable::NoBase`]; [`StatError::Domain`] for numbers that are not
/// finite.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Observation, Terms, ordinal_logit};
/// let cell = |group: f64, band: f64, count| Observation { covariates: vec![group], outcome: band, count };
/// // With two levels this is logistic regression: the log odds ratio is log(40 * 30 / (60 * 20)) = 0.
/// let staff = [cell(0.0, 1.0, 60), cell(0.0, 2.0, 40), cell(1.0, 1.0, 30), cell(1.0, 2.0, 20)];
/// let fit = ordinal_logit(&staff, &Terms::main_effects(1))?;
/// assert!(fit.coefficients.estimates[0].abs() < 1e-12);
/// assert!((fit.thresholds[0] - 1.5_f64.ln()).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ordinal_logit(observations: &[Observation], terms: &Terms) -> Result<OrdinalFit> {
    let table = Table::pool(observations, terms)?;
    let (parameters, information, log_likelihood) = table.maximise()?;
    let covariance = Cholesky::of(&information).ok_or(NotEstimable::NoConvergence)?.inverse();
    let (cuts, slopes) = parameters.split_at(table.cuts());
    // The thresholds were fitted with covariates centred at their means.
    let centre = dot(&table.means, slopes);
    let threshold_errors = (0..table.cuts())
        .map(|cut| {
            let mut weights = vec![0.0; parameters.len()];
            weights[cut] = 1.0;
            weights[table.cuts()..].copy_from_slice(&table.means);
            covariance.quadratic(&weights).max(0.0).sqrt()
        })
        .collect();
    let mut of_slopes = Square::zeros(slopes.len());
    for i in 0..slopes.len() {
        for j in 0..slopes.len() {
            of_slopes[(i, j)] = covariance[(table.cuts() + i, table.cuts() + j)];
        }
    }
    Ok(OrdinalFit {
        coefficients: Coefficients { estimates: slopes.to_vec(), covariance: of_slopes },
        thresholds: cuts.iter().map(|cut| cut + centre).collect(),
        threshold_errors,
        levels: table.levels,
        log_likelihood,
    })
}

/// People by covariate pattern and level.
struct Table {
    levels: Vec<f64>,
    /// Means of the terms, subtracted from `rows`.
    means: Vec<f64>,
    /// The centred terms of every pattern.
    rows: Vec<Vec<f64>>,
    /// For every pattern, the levels that occur with their counts.
    cells: Vec<Vec<(usize, f64)>>,
}

impl Table {
    fn pool(observations: &[Observation], terms: &Terms) -> Result<Self> {
        check_rows(observations.iter().map(|one| one.covariates.as_slice()), terms)?;
        if let Some(one) = observations.iter().find(|one| !one.outcome.is_finite()) {
            let given = one.outcome.to_string();
            return Err(StatError::Domain { what: "outcome", given, must: "it must be a finite number" });
        }
        let mut sorted: Vec<&Observation> = observations.iter().filter(|one| one.count > 0).collect();
        if sorted.is_empty() {
            return Err(NotEstimable::NoBase.into());
        }
        let mut levels: Vec<f64> = sorted.iter().map(|one| one.outcome + 0.0).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        if levels.len() < 2 {
            return Err(NotEstimable::TooFew.into());
        }
        let compare =
            |a: &Observation, b: &Observation| a.covariates.partial_cmp(&b.covariates).unwrap_or(Ordering::Equal);
        sorted.sort_by(|a, b| compare(a, b));
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        let mut factor = TriangularFactor::new(terms.coefficients());
        for alike in sorted.chunk_by(|a, b| compare(a, b).is_eq()) {
            let row = terms.row(&alike[0].covariates);
            factor.include(1.0, &row, 0.0);
            rows.push(row[1..].to_vec());
            let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
            for one in alike {
                let level = levels.partition_point(|level| *level < one.outcome);
                *counts.entry(level).or_default() += one.count as f64;
            }
            cells.push(counts.into_iter().collect::<Vec<_>>());
        }
        if factor.is_singular() {
            return Err(NotEstimable::Singular.into());
        }
        let people: Vec<f64> = cells.iter().map(|cells| cells.iter().map(|(_, count)| count).sum()).collect();
        let everybody: f64 = people.iter().sum();
        let means: Vec<f64> = (0..terms.coefficients() - 1)
            .map(|j| rows.iter().zip(&people).map(|(row, count)| row[j] * (count / everybody)).sum())
            .collect();
        rows.iter_mut().for_each(|row| row.iter_mut().zip(&means).for_each(|(x, mean)| *x -= mean));
        Ok(Self { levels, means, rows, cells })
    }

    fn cuts(&self) -> usize {
        self.levels.len() - 1
    }

    /// Thresholds that give the observed shares of the levels, and no effects.
    fn start(&self) -> Vec<f64> {
        let mut totals = vec![0.0; self.levels.len()];
        self.cells.iter().flatten().for_each(|(level, count)| totals[*level] += count);
        let mut start: Vec<f64> = (1..totals.len())
            .map(|cut| (totals[..cut].iter().sum::<f64>() / totals[cut..].iter().sum::<f64>()).ln())
            .collect();
        start.resize(self.cuts() + self.means.len(), 0.0);
        start
    }

    /// The cumulative log odds at the upper and lower cut of a level; none beyond the outer levels.
    fn bounds(&self, parameters: &[f64], eta: f64, level: usize) -> (Option<f64>, Option<f64>) {
        let upper = (level < self.cuts()).then(|| parameters[level] - eta);
        let lower = (level > 0).then(|| parameters[level - 1] - eta);
        (upper, lower)
    }

    fn eta(&self, parameters: &[f64], pattern: usize) -> f64 {
        dot(&self.rows[pattern], &parameters[self.cuts()..])
    }

    /// The log-likelihood of every cell; minus infinity where thresholds are out of order.
    fn log_likelihoods(&self, parameters: &[f64]) -> Vec<f64> {
        let mut values = Vec::new();
        for (pattern, cells) in self.cells.iter().enumerate() {
            let eta = self.eta(parameters, pattern);
            for (level, count) in cells {
                let (upper, lower) = self.bounds(parameters, eta, *level);
                values.push(count * ln_share(upper, lower));
            }
        }
        values
    }

    /// The scores and minus the matrix of second derivatives.
    fn derivatives(&self, parameters: &[f64]) -> (Vec<f64>, Square) {
        let (cuts, width) = (self.cuts(), parameters.len());
        let mut scores = vec![0.0; width];
        let mut information = Square::zeros(width);
        let mut weights = vec![0.0; width];
        for (pattern, cells) in self.cells.iter().enumerate() {
            let eta = self.eta(parameters, pattern);
            for (level, count) in cells {
                let (upper, lower) = self.bounds(parameters, eta, *level);
                let gap = match (upper, lower) {
                    (Some(upper), Some(lower)) => upper - lower,
                    _ => f64::INFINITY,
                };
                // 1 / (exp(gap) - 1), and minus its derivative.
                let near = 1.0 / gap.exp_m1();
                let curve = near * (1.0 + near);
                let mut outer = |sides: [(usize, f64); 2], weight: f64| {
                    // The derivative of each side's log odds is 1 for its cut and -x for the effects.
                    weights.fill(0.0);
                    let mut effect = 0.0;
                    for (cut, sign) in sides {
                        if sign != 0.0 {
                            weights[cut] += sign;
                            effect -= sign;
                        }
                    }
                    weights[cuts..].iter_mut().zip(&self.rows[pattern]).for_each(|(w, x)| *w = effect * x);
                    information.add_outer(weight * count, &weights);
                };
                let mut side = |cut: usize, slope: f64| {
                    scores[cut] += count * slope;
                    scores[cuts..].iter_mut().zip(&self.rows[pattern]).for_each(|(s, x)| *s -= count * slope * x);
                };
                if let Some(upper) = upper {
                    side(*level, expit(-upper) + near);
                    outer([(*level, 1.0), (0, 0.0)], expit(upper) * expit(-upper));
                }
                if let Some(lower) = lower {
                    side(*level - 1, -expit(lower) - near);
                    outer([(*level - 1, 1.0), (0, 0.0)], expit(lower) * expit(-lower));
                }
                if gap.is_finite() {
                    outer([(*level, 1.0), (*level - 1, -1.0)], curve);
                }
            }
        }
        (scores, information)
    }

    /// The parameters (thresholds, then effects) of the maximum, the information and the log-likelihood there.
    fn maximise(&self) -> Result<(Vec<f64>, Square, f64)> {
        let mut parameters = self.start();
        let mut values = self.log_likelihoods(&parameters);
        let mut previous = f64::INFINITY;
        for attempt in 0..MOST_STEPS {
            let (scores, mut information) = self.derivatives(&parameters);
            let mut factor = Cholesky::of(&information);
            let whole = factor.is_some();
            if factor.is_none() {
                // Far out under separation the information vanishes in some direction; a ridge keeps the step defined.
                for i in 0..parameters.len() {
                    information[(i, i)] = information[(i, i)] * (1.0 + 1e-8) + 1e-12;
                }
                factor = Cholesky::of(&information);
            }
            let step = factor.ok_or(NotEstimable::NoConvergence)?.solve(&scores);
            let (share, moved, reached) =
                self.line_search(&parameters, &values, &step).ok_or(NotEstimable::NoConvergence)?;
            let gain: f64 = reached.iter().zip(&values).map(|(new, old)| new - old).sum();
            let largest = share * self.largest_change(&parameters, &step);
            (parameters, values) = (moved, reached);
            if whole && share == 1.0 && (largest <= SETTLED || (largest <= ROUNDING && largest >= 0.5 * previous)) {
                let (_, information) = self.derivatives(&parameters);
                return Ok((parameters, information, values.iter().sum()));
            }
            if attempt >= 8 && (gain <= 1e-10 || attempt >= 60) && self.recedes(&step) {
                return Err(NotEstimable::Separation.into());
            }
            previous = largest;
        }
        Err(NotEstimable::NoConvergence.into())
    }

    fn line_search(&self, parameters: &[f64], values: &[f64], step: &[f64]) -> Option<(f64, Vec<f64>, Vec<f64>)> {
        let size: f64 = values.iter().map(|value| value.abs()).sum();
        let mut share = 1.0;
        for _ in 0..MOST_HALVINGS {
            let moved: Vec<f64> = parameters.iter().zip(step).map(|(value, change)| value + share * change).collect();
            let reached = self.log_likelihoods(&moved);
            let gain: f64 = reached.iter().zip(values).map(|(new, old)| new - old).sum();
            if gain.is_finite() && gain >= -1e-14 * (1.0 + size) {
                return Some((share, moved, reached));
            }
            share *= 0.5;
        }
        None
    }

    /// The changes of the cumulative log odds of every cell along a step: upper and lower.
    fn changes(&self, step: &[f64]) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
        self.cells.iter().enumerate().flat_map(move |(pattern, cells)| {
            let eta = self.eta(step, pattern);
            cells.iter().map(move |(level, _)| self.bounds(step, eta, *level))
        })
    }

    /// The largest change of a cumulative log odds, against its size.
    fn largest_change(&self, parameters: &[f64], step: &[f64]) -> f64 {
        let relative = |(change, at): (Option<f64>, Option<f64>)| match (change, at) {
            (Some(change), Some(at)) => change.abs() / (1.0 + at.abs()),
            _ => 0.0,
        };
        self.changes(step)
            .zip(self.changes(parameters))
            .map(|((upper, lower), (upper_at, lower_at))| relative((upper, upper_at)).max(relative((lower, lower_at))))
            .fold(0.0, f64::max)
    }

    /// Whether going on in this direction for ever costs no cell any likelihood.
    fn recedes(&self, step: &[f64]) -> bool {
        let largest = self
            .changes(step)
            .flat_map(|(upper, lower)| [upper, lower])
            .flatten()
            .fold(0.0_f64, |largest, change| largest.max(change.abs()));
        let least = -1e-6 * largest;
        largest > ROUNDING
            && self.changes(step).all(|(upper, lower)| {
                upper.is_none_or(|change| change >= least) && lower.is_none_or(|change| -change >= least)
            })
    }
}

/// The logarithm of the probability between two cumulative log odds.
///
/// `F(a) - F(b) = F(a) (1 - F(b)) (1 - exp(b - a))`, which does not cancel.
fn ln_share(upper: Option<f64>, lower: Option<f64>) -> f64 {
    let below = upper.map_or(0.0, |upper| -softplus(-upper));
    let above = lower.map_or(0.0, |lower| -softplus(lower));
    match (upper, lower) {
        (Some(upper), Some(lower)) if upper <= lower => f64::NEG_INFINITY,
        (Some(upper), Some(lower)) => below + above + (-(lower - upper).exp_m1()).ln(),
        _ => below + above,
    }
}
