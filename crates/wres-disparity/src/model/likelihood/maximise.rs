//! Newton's method on a log-concave likelihood, which also tells when there is no maximum.

use super::family::Family;
use crate::{
    error::{NotEstimable, Result},
    model::{
        design::Design,
        linear_algebra::{TriangularFactor, dot},
    },
};

/// Steps after which a log-concave likelihood with a maximum has long been maximised.
const MOST_STEPS: usize = 500;
/// Halvings after which a step is no step.
const MOST_HALVINGS: usize = 60;
/// Largest change of a linear predictor, against its size, that counts as none.
const SETTLED: f64 = 1e-11;
/// Below this a change that no longer shrinks is rounding.
const ROUNDING: f64 = 1e-7;
/// A direction that loses no more than this share of its length on any pattern loses nothing.
const LOSSLESS: f64 = 1e-6;

/// Where a likelihood is largest.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    /// The coefficients; where there is no maximum, far out in the direction in which the likelihood rises for ever.
    pub(crate) coefficients: Vec<f64>,
    /// The linear predictor of every pattern.
    pub(crate) predictors: Vec<f64>,
    /// The largest log-likelihood, or its supremum.
    pub(crate) log_likelihood: f64,
    /// The triangular factor of the information over the free coefficients.
    pub(crate) factor: TriangularFactor,
    /// Whether the maximum exists; if not, the data are separated.
    pub(crate) attained: bool,
}

impl Maximum {
    /// The maximum, or the reason why there is none.
    pub(crate) fn or_separation(self) -> Result<Self> {
        if self.attained { Ok(self) } else { Err(NotEstimable::Separation.into()) }
    }
}

/// Coefficients to start from: the overall odds of a case in the intercept (through `link`), nothing else.
pub(crate) fn start_at_odds(design: &Design, link: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut start = vec![0.0; design.width()];
    start[0] = link((design.total_cases() + 0.5) / (design.total_others() + 0.5));
    start
}

/// The logarithm of the probability that belongs to some odds: below 0 however large they are.
pub(crate) fn ln_probability(odds: f64) -> f64 {
    -(1.0 / odds).ln_1p()
}

/// The derivative of the log-likelihood by every coefficient.
pub(crate) fn residual_scores(family: &impl Family, design: &Design, predictors: &[f64]) -> Vec<f64> {
    let mut scores = vec![0.0; design.width()];
    for (i, row) in design.rows().enumerate() {
        let score = family.score(design.cases[i], design.others[i], predictors[i]);
        for (total, value) in scores.iter_mut().zip(row) {
            *total += score * value;
        }
    }
    scores
}

/// Maximises the likelihood over the coefficients whose index is in `free`; the others stay where `start` has them.
///
/// Newton's method with step halving. A step is judged by the change of the linear predictors, which has no unit: at a
/// maximum it vanishes quadratically, while under separation it tends to one for ever as the fitted shares creep to 0
/// or 1. Separation is declared when the direction of the steps loses nothing on any pattern (Albert & Anderson 1984,
/// Biometrika 71:1).
///
/// # Errors
/// [`NotEstimable::NoConvergence`] if neither a maximum nor a separation is found.
pub(crate) fn maximise(family: &impl Family, design: &Design, start: &[f64], free: &[usize]) -> Result<Maximum> {
    let mut coefficients = start.to_vec();
    let mut predictors: Vec<f64> = design.rows().map(|row| dot(row, &coefficients)).collect();
    let mut previous = f64::INFINITY;
    let mut factor = information(family, design, &predictors, free, false);
    if free.is_empty() {
        return Ok(finish(family, design, coefficients, predictors, factor, true));
    }
    for step in 0..MOST_STEPS {
        let careful = factor.is_singular();
        if careful {
            factor = information(family, design, &predictors, free, true);
        }
        let mut taken = line_search(family, design, &predictors, free, &factor);
        if taken.is_none() && !careful {
            factor = information(family, design, &predictors, free, true);
            taken = line_search(family, design, &predictors, free, &factor);
        }
        let Some(taken) = taken else {
            return Err(NotEstimable::NoConvergence.into());
        };
        for (&index, change) in free.iter().zip(&taken.step) {
            coefficients[index] += taken.share * change;
        }
        // Worked out afresh, not added up, so that rounding does not gather.
        predictors = design.rows().map(|row| dot(row, &coefficients)).collect();
        factor = information(family, design, &predictors, free, false);
        let whole = taken.share == 1.0 && !careful;
        let largest = taken.relative_change;
        if whole && (largest <= SETTLED || (largest <= ROUNDING && largest >= 0.5 * previous)) {
            return Ok(finish(family, design, coefficients, predictors, factor, true));
        }
        let stalled = taken.gain <= 1e-12 || step >= 100;
        if step >= 8 && stalled && recedes(family, design, &taken.directions) {
            return Ok(finish(family, design, coefficients, predictors, factor, false));
        }
        previous = largest;
    }
    Err(NotEstimable::NoConvergence.into())
}

fn finish(
    family: &impl Family,
    design: &Design,
    coefficients: Vec<f64>,
    predictors: Vec<f64>,
    factor: TriangularFactor,
    attained: bool,
) -> Maximum {
    let log_likelihood =
        (0..design.patterns()).map(|i| family.log_likelihood(design.cases[i], design.others[i], predictors[i])).sum();
    Maximum { coefficients, predictors, log_likelihood, factor, attained }
}

/// The factor of the information with the scores on its right-hand side, so that solving it gives Newton's step.
///
/// `careful` bounds the step that a single pattern can ask for and keeps dependent columns apart by a small ridge; it
/// changes the way to the maximum, not the maximum.
fn information(
    family: &impl Family,
    design: &Design,
    predictors: &[f64],
    free: &[usize],
    careful: bool,
) -> TriangularFactor {
    let mut factor = TriangularFactor::new(free.len());
    let mut row = vec![0.0; free.len()];
    for (i, whole_row) in design.rows().enumerate() {
        let (cases, others) = (design.cases[i], design.others[i]);
        let score = family.score(cases, others, predictors[i]);
        let mut curvature = family.curvature(cases, others, predictors[i]);
        if careful {
            curvature = curvature.max(0.1 * score.abs());
        }
        if curvature > 0.0 {
            for (value, &index) in row.iter_mut().zip(free) {
                *value = whole_row[index];
            }
            let root = curvature.sqrt();
            factor.include(root, &row, score / root);
        }
    }
    if careful {
        for column in 0..free.len() {
            row.fill(0.0);
            row[column] = 1.0;
            let length = factor.column_length(column);
            factor.include((1e-6 * length).max(1e-100), &row, 0.0);
        }
    }
    factor
}

struct Taken {
    step: Vec<f64>,
    /// The change of the linear predictors if the whole step were taken.
    directions: Vec<f64>,
    share: f64,
    gain: f64,
    /// The largest change of a linear predictor against its size.
    relative_change: f64,
}

/// The Newton step, halved until every linear predictor is possible and the likelihood does not fall.
fn line_search(
    family: &impl Family,
    design: &Design,
    predictors: &[f64],
    free: &[usize],
    factor: &TriangularFactor,
) -> Option<Taken> {
    let step = factor.solve();
    if !step.iter().all(|change| change.is_finite()) {
        return None;
    }
    let directions: Vec<f64> =
        design.rows().map(|row| free.iter().zip(&step).map(|(&index, change)| row[index] * change).sum()).collect();
    let mut share = 1.0;
    for _ in 0..MOST_HALVINGS {
        let mut gain = 0.0;
        let mut size = 0.0;
        let mut possible = true;
        for (i, (&eta, &direction)) in predictors.iter().zip(&directions).enumerate() {
            let (cases, others, moved) = (design.cases[i], design.others[i], eta + share * direction);
            possible &= family.admits(others, moved);
            let before = family.log_likelihood(cases, others, eta);
            gain += family.log_likelihood(cases, others, moved) - before;
            size += before.abs();
        }
        if possible && gain >= -1e-14 * (1.0 + size) {
            let relative_change = directions
                .iter()
                .zip(predictors)
                .map(|(direction, eta)| (share * direction).abs() / (1.0 + eta.abs()))
                .fold(0.0, f64::max);
            return Some(Taken { step, directions, share, gain, relative_change });
        }
        share *= 0.5;
    }
    None
}

/// Whether going on in these directions for ever costs no pattern any likelihood.
fn recedes(family: &impl Family, design: &Design, directions: &[f64]) -> bool {
    let largest = directions.iter().fold(0.0_f64, |largest, direction| largest.max(direction.abs()));
    largest > ROUNDING
        && directions.iter().enumerate().all(|(i, direction)| {
            (*direction <= LOSSLESS * largest || family.may_rise(design.others[i]))
                && (*direction >= -LOSSLESS * largest || family.may_fall(design.cases[i]))
        })
}
