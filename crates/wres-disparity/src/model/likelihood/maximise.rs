//! Newton's method on a log-concave likelihood.

use super::{family::Family, separation::Recession};
use crate::{
    error::{NotEstimable, Result},
    model::{
        design::Design,
        linear_algebra::{TriangularFactor, dot},
    },
    sum::sum,
};

/// Steps after which a log-concave likelihood with a maximum has long been maximised.
const MOST_STEPS: usize = 500;
/// Halvings after which a step is no step.
const MOST_HALVINGS: usize = 60;
/// Largest change of a linear predictor, against its size, that counts as none.
const SETTLED: f64 = 1e-11;
/// Below this a change that no longer shrinks is rounding.
const ROUNDING: f64 = 1e-7;
/// So is a change that no longer shrinks and promises to raise the log-likelihood by no more than this.
const FLAT: f64 = 1e-16;

/// Where a likelihood is largest.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    /// The coefficients.
    pub(crate) coefficients: Vec<f64>,
    /// The linear predictor of every pattern.
    pub(crate) predictors: Vec<f64>,
    /// The triangular factor of the information over the free coefficients.
    pub(crate) factor: TriangularFactor,
}

impl Maximum {
    /// The log-likelihood, up to what does not depend on the coefficients.
    pub(crate) fn log_likelihood(&self, family: &impl Family, design: &Design) -> f64 {
        sum((0..design.patterns())
            .map(|i| family.log_likelihood(design.cases[i], design.others[i], self.predictors[i])))
    }
}

/// The directions in which the likelihood of a design never falls.
pub(crate) fn recession(family: &impl Family, design: &Design) -> Recession {
    let rows = design.rows().enumerate().map(|(i, row)| (row, family.freedom(design.cases[i], design.others[i])));
    Recession::new(design.width(), rows)
}

/// The maximum over all coefficients.
///
/// # Errors
/// [`NotEstimable::Separation`] where there is none.
pub(crate) fn maximum(family: &impl Family, design: &Design, start: &[f64]) -> Result<Maximum> {
    if !recession(family, design).dominated().is_empty() {
        return Err(NotEstimable::Separation.into());
    }
    maximise(family, design, start, &(0..design.width()).collect::<Vec<_>>())
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
/// A maximum must exist: see [`Recession`]. Newton's method with step halving; a step is judged by the change of the linear
/// predictors, which has no unit and vanishes quadratically.
///
/// # Errors
/// [`NotEstimable::NoConvergence`] if the maximum is out of the reach of double precision.
pub(crate) fn maximise(family: &impl Family, design: &Design, start: &[f64], free: &[usize]) -> Result<Maximum> {
    let mut coefficients = start.to_vec();
    let mut predictors: Vec<f64> = design.rows().map(|row| dot(row, &coefficients)).collect();
    let mut previous = f64::INFINITY;
    let mut factor = information(family, design, &predictors, free, false);
    if free.is_empty() {
        return Ok(Maximum { coefficients, predictors, factor });
    }
    for _ in 0..MOST_STEPS {
        let mut careful = factor.is_singular();
        if careful {
            factor = information(family, design, &predictors, free, true);
        }
        let mut taken = line_search(family, design, &predictors, free, &factor, careful);
        if taken.is_none() && !careful {
            careful = true;
            factor = information(family, design, &predictors, free, true);
            taken = line_search(family, design, &predictors, free, &factor, careful);
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
        let largest = taken.relative_change;
        let rounding = largest <= ROUNDING || taken.promise <= FLAT;
        let whole = taken.share == 1.0 && !careful;
        if whole && (largest <= SETTLED || (rounding && largest >= 0.5 * previous)) {
            return Ok(Maximum { coefficients, predictors, factor });
        }
        if careful && taken.promise <= FLAT {
            // So far out that every fitted share is 0 or 1: flat to the last digit.
            return Ok(Maximum { coefficients, predictors, factor });
        }
        previous = largest;
    }
    Err(NotEstimable::NoConvergence.into())
}

/// The factor of the information with the scores on its right-hand side, so that solving it gives Newton's step: more
/// exactly than from sums of squares, where some fitted shares are all but 0 or 1.
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

/// The scores of the patterns whose log-likelihood is a straight line, and which therefore are not in the information unless
/// it is a careful one: those without others in a log-binomial model.
fn straight_scores(family: &impl Family, design: &Design, predictors: &[f64], free: &[usize]) -> Vec<f64> {
    let mut scores = vec![0.0; free.len()];
    for (i, row) in design.rows().enumerate() {
        let (cases, others) = (design.cases[i], design.others[i]);
        if family.curvature(cases, others, predictors[i]) == 0.0 {
            let score = family.score(cases, others, predictors[i]);
            scores.iter_mut().zip(free).for_each(|(total, &index)| *total += score * row[index]);
        }
    }
    scores
}

struct Taken {
    step: Vec<f64>,
    share: f64,
    /// The rise of the log-likelihood that a quadratic promises for the whole step.
    promise: f64,
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
    careful: bool,
) -> Option<Taken> {
    let mut step = factor.solve();
    let mut further = straight_scores(family, design, predictors, free);
    if !careful && further.iter().any(|score| *score != 0.0) {
        factor.solve_normal(&mut further);
        step.iter_mut().zip(&further).for_each(|(step, further)| *step += further);
    }
    if !step.iter().all(|change| change.is_finite()) {
        return None;
    }
    let directions: Vec<f64> =
        design.rows().map(|row| free.iter().zip(&step).map(|(&index, change)| row[index] * change).sum()).collect();
    let promise = directions
        .iter()
        .enumerate()
        .map(|(i, direction)| direction * family.score(design.cases[i], design.others[i], predictors[i]))
        .sum();
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
            return Some(Taken { step, share, promise, relative_change });
        }
        share *= 0.5;
    }
    None
}
