//! The way up the penalised likelihood.

use super::point::Point;
use crate::{
    error::{NotEstimable, Result},
    model::{design::Design, linear_algebra::Cholesky},
};

/// Steps after which a penalised likelihood has long been maximised.
const MOST_STEPS: usize = 500;
/// Scoring steps after which convergence is slow, and exact second derivatives are worth their cost.
const SCORING_STEPS: usize = 10;
/// Halvings after which a step is no step.
const MOST_HALVINGS: usize = 60;
/// Largest change of a linear predictor in one step: the penalised likelihood is not concave, and far out it is flat.
const LONGEST_STEP: f64 = 3.0;
/// Largest change of a linear predictor, against its size, that counts as none.
const SETTLED: f64 = 1e-13;
/// Below this a change that no longer shrinks is rounding.
const ROUNDING: f64 = 1e-9;
/// So is a change that no longer shrinks and promises to raise the penalised log-likelihood by no more than this.
const FLAT: f64 = 1e-16;

/// Maximises the penalised likelihood over the coefficients in `free`, from `start`.
///
/// Scoring steps on the augmented data, then Newton steps where the likelihood is concave; halved until it rises as it
/// should.
pub(super) fn maximise(design: &Design, start: &[f64], free: &[usize]) -> Result<Point> {
    let mut point = Point::at(design, start.to_vec()).ok_or(NotEstimable::NoConvergence)?;
    if free.is_empty() {
        return Ok(point);
    }
    let mut previous = f64::INFINITY;
    for attempt in 0..MOST_STEPS {
        let scores = point.scores(design);
        let step = direction(design, &point, &scores, free, attempt)?;
        let promise: f64 = free.iter().zip(&step).map(|(&index, change)| scores[index] * change).sum();
        let (next, share) = climb(design, &point, free, &step, promise)?;
        let largest = next
            .predictors
            .iter()
            .zip(&point.predictors)
            .map(|(new, old)| (new - old).abs() / (1.0 + old.abs()))
            .fold(0.0, f64::max);
        point = next;
        if share == 1.0 && (largest <= SETTLED || ((largest <= ROUNDING || promise <= FLAT) && largest >= previous)) {
            return Ok(point);
        }
        previous = largest;
    }
    Err(NotEstimable::NoConvergence.into())
}

/// The step to try: by scoring, or, if that has proved slow, by exact second derivatives.
fn direction(design: &Design, point: &Point, scores: &[f64], free: &[usize], attempt: usize) -> Result<Vec<f64>> {
    if attempt >= SCORING_STEPS
        && let Some(factor) = Cholesky::of(&point.curvature(design, free))
    {
        return Ok(factor.solve(&free.iter().map(|&index| scores[index]).collect::<Vec<_>>()));
    }
    point.scoring_step(design, free).ok_or_else(|| NotEstimable::NoConvergence.into())
}

/// The point reached along a step, and the share of the step that was taken.
fn climb(design: &Design, point: &Point, free: &[usize], step: &[f64], promise: f64) -> Result<(Point, f64)> {
    let rounding = 1e-13 * (1.0 + point.log_likelihood(design).abs());
    let longest = design
        .rows()
        .map(|row| free.iter().zip(step).map(|(&index, change)| row[index] * change).sum::<f64>().abs())
        .fold(0.0, f64::max);
    let mut share = (LONGEST_STEP / longest).min(1.0);
    for _ in 0..MOST_HALVINGS {
        let mut coefficients = point.coefficients.clone();
        free.iter().zip(step).for_each(|(&index, change)| coefficients[index] += share * change);
        if let Some(next) = Point::at(design, coefficients)
            && next.above(point, design) >= 1e-4 * share * promise - rounding
        {
            return Ok((next, share));
        }
        share *= 0.5;
    }
    Err(NotEstimable::NoConvergence.into())
}
