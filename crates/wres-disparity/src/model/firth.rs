//! Firth's penalised logistic regression, which always has a finite estimate.

use super::{
    coefficients::Coefficients,
    design::{Design, Pattern, Terms},
    likelihood::{Family, Held, Logit, Trail, expit, profile_limit},
    linear_algebra::{Square, TriangularFactor, dot},
};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::chi_squared,
    sum::sum,
};

/// Steps after which a penalised likelihood has long been maximised.
const MOST_STEPS: usize = 2000;
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

/// A logistic regression with Firth's penalty.
#[derive(Debug, Clone, PartialEq)]
pub struct FirthFit {
    /// Log odds ratios with the inverse Fisher information at the estimate as covariance (as R's `brglm2`).
    pub coefficients: Coefficients,
    /// The covariance from the augmented data, in which a pattern of leverage `h` counts as `n + h` people (as R's
    /// `logistf`): smaller, by up to a tenth under separation.
    pub augmented_covariance: Square,
    /// The penalised log-likelihood, `log L + log det(I) / 2`, over the people one by one.
    pub log_likelihood: f64,
    /// The same with every coefficient but the intercept held at 0, the penalty still that of the whole model.
    pub null_log_likelihood: f64,
}

/// Logistic regression with Firth's penalty: maximises `log L(b) + log det(I(b)) / 2`, where `I` is the Fisher information
/// (Firth 1993, Biometrika 80:27; Heinze & Schemper 2002, Statistics in Medicine 21:2409, equation 2).
///
/// Removes the first-order bias of maximum likelihood and is finite whenever the terms are linearly independent, also under
/// complete separation, without cases or with cases only. Unit: log odds ratios. Shares that it predicts are drawn
/// towards one half; [`adjusted_ratio`](super::adjusted_ratio) corrects that.
///
/// # Errors
/// [`NotEstimable::Singular`] where terms are linearly dependent, [`NotEstimable::NoBase`] without people.
///
/// # Examples
/// With a saturated model the penalty adds one half to every cell.
/// ```
/// use wres_disparity::model::{Pattern, Terms, firth};
/// let patterns = [Pattern::new(&[0.0], 10, 40)?, Pattern::new(&[1.0], 0, 20)?];
/// let fit = firth(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.coefficients.estimates[1] - (0.5 * 30.5 / (20.5 * 10.5_f64)).ln()).abs() < 1e-10);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn firth(patterns: &[Pattern], terms: &Terms) -> Result<FirthFit> {
    fit(&Design::pool(patterns, terms)?)
}

/// The same on a design that is already pooled.
pub(crate) fn fit(design: &Design) -> Result<FirthFit> {
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(design, &vec![0.0; design.width()], &all)?;
    let null = maximise(design, &vec![0.0; design.width()], &[0])?;
    Ok(summarise(design, peak, &null))
}

fn summarise(design: &Design, peak: Peak, null: &Peak) -> FirthFit {
    let augmented = augmented_information(design, &peak, &(0..design.width()).collect::<Vec<_>>());
    FirthFit {
        log_likelihood: peak.log_likelihood(design),
        null_log_likelihood: null.log_likelihood(design),
        augmented_covariance: augmented.inverse(),
        coefficients: Coefficients { covariance: peak.factor.inverse(), estimates: peak.coefficients },
    }
}

/// Firth's regression with the profile limits and likelihood ratio tests of its penalised likelihood (Heinze & Schemper
/// 2002, section 2.3): one [`Estimate`] of the log odds ratio for each coefficient, with method `firth`.
///
/// # Errors
/// Those of [`firth()`].
///
/// # Examples
/// ```
/// use wres_disparity::{Level, model::{Pattern, Terms, firth_profile}};
/// let patterns = [Pattern::new(&[0.0], 10, 40)?, Pattern::new(&[1.0], 0, 20)?];
/// let (fit, intervals) = firth_profile(&patterns, &Terms::main_effects(1), Level::P95)?;
/// assert!(intervals[1].upper < 0.0 && intervals[1].lower.is_finite());
/// assert!(intervals[1].p_value.is_some_and(|p| p < 0.02));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn firth_profile(patterns: &[Pattern], terms: &Terms, level: Level) -> Result<(FirthFit, Vec<Estimate>)> {
    let design = Design::pool(patterns, terms)?;
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(&design, &vec![0.0; design.width()], &all)?;
    let null = maximise(&design, &vec![0.0; design.width()], &[0])?;
    let intervals = all.iter().map(|&index| profile(&design, &peak, index, level)).collect::<Result<_>>()?;
    Ok((summarise(&design, peak, &null), intervals))
}

/// The profile interval and likelihood ratio test of one coefficient.
pub(crate) fn profile_of(design: &Design, index: usize, level: Level) -> Result<Estimate> {
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(design, &vec![0.0; design.width()], &all)?;
    profile(design, &peak, index, level)
}

fn profile(design: &Design, peak: &Peak, index: usize, level: Level) -> Result<Estimate> {
    let others: Vec<usize> = (0..design.width()).filter(|&other| other != index).collect();
    let threshold = chi_squared::upper_quantile(level.alpha(), 1.0);
    let estimate = peak.coefficients[index];
    let step = threshold.sqrt() * peak.factor.inverse()[(index, index)].sqrt();
    let side = |step: f64| {
        let mut trail = Trail::new(index, &peak.coefficients);
        profile_limit(estimate, step, threshold, |value| {
            let mut held = Err(NotEstimable::NoConvergence.into());
            for start in trail.starts(value) {
                held = maximise(design, &start, &others);
                if held.is_ok() {
                    break;
                }
            }
            let held = held?;
            trail.reached(&held.coefficients);
            Ok(Held { fall: 2.0 * peak.above(&held, design), slope: held.scores(design)[index] })
        })
    };
    let mut start = peak.coefficients.clone();
    start[index] = 0.0;
    let absent = maximise(design, &start, &others)?;
    let p_value = chi_squared::sf((2.0 * peak.above(&absent, design)).max(0.0), 1.0);
    Ok(Estimate {
        value: estimate,
        lower: side(-step)?,
        upper: side(step)?,
        p_value: Some(p_value),
        level,
        method: "firth",
    })
}

/// A point on the penalised likelihood.
#[derive(Debug, Clone)]
struct Peak {
    coefficients: Vec<f64>,
    predictors: Vec<f64>,
    /// The weight of every pattern in the information.
    weights: Vec<f64>,
    /// The patterns by falling weight: folded in that order, rows whose weights differ by many powers of ten all keep
    /// their digits.
    order: Vec<usize>,
    /// The leverage of every pattern: of all its people together.
    leverages: Vec<f64>,
    /// The factor of the Fisher information over all coefficients.
    factor: TriangularFactor,
}

impl Peak {
    fn at(design: &Design, coefficients: Vec<f64>) -> Self {
        let predictors: Vec<f64> = design.rows().map(|row| dot(row, &coefficients)).collect();
        let weights: Vec<f64> =
            predictors.iter().enumerate().map(|(i, &eta)| design.base(i) * expit(eta) * expit(-eta)).collect();
        let mut order: Vec<usize> = (0..design.patterns()).collect();
        order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
        let mut factor = TriangularFactor::new(design.width());
        order.iter().for_each(|&i| factor.include(weights[i].sqrt(), design.row(i), 0.0));
        let mut scratch = vec![0.0; design.width()];
        let leverages =
            design.rows().zip(&weights).map(|(row, weight)| weight * factor.leverage(row, &mut scratch)).collect();
        Self { coefficients, predictors, weights, order, leverages, factor }
    }

    /// The derivative of the penalised likelihood by the linear predictor of a pattern.
    fn score(&self, design: &Design, pattern: usize) -> f64 {
        let eta = self.predictors[pattern];
        // h (1/2 - p) is minus half of h tanh(eta / 2), which loses no digits near one half.
        Logit.score(design.cases[pattern], design.others[pattern], eta)
            - 0.5 * self.leverages[pattern] * (0.5 * eta).tanh()
    }

    /// The derivative of the penalised likelihood by every coefficient.
    fn scores(&self, design: &Design) -> Vec<f64> {
        let mut scores = vec![0.0; design.width()];
        for (i, row) in design.rows().enumerate() {
            let score = self.score(design, i);
            scores.iter_mut().zip(row).for_each(|(total, value)| *total += score * value);
        }
        scores
    }

    fn log_likelihood(&self, design: &Design) -> f64 {
        sum((0..design.patterns()).map(|i| Logit.log_likelihood(design.cases[i], design.others[i], self.predictors[i])))
            + 0.5 * self.factor.ln_determinant()
    }

    /// How far this point lies above another, pattern by pattern so that no digits cancel.
    fn above(&self, other: &Self, design: &Design) -> f64 {
        sum((0..design.patterns()).map(|i| {
            let (cases, others) = (design.cases[i], design.others[i]);
            Logit.log_likelihood(cases, others, self.predictors[i])
                - Logit.log_likelihood(cases, others, other.predictors[i])
        })) + 0.5 * (self.factor.ln_determinant() - other.factor.ln_determinant())
    }
}

/// The factor of the information of the augmented data over some coefficients, with the penalised scores on its right-hand
/// side.
fn augmented_information(design: &Design, peak: &Peak, free: &[usize]) -> TriangularFactor {
    let mut factor = TriangularFactor::new(free.len());
    let mut row = vec![0.0; free.len()];
    for &i in &peak.order {
        // Of n + h people.
        let weight = peak.weights[i] * (1.0 + peak.leverages[i] / design.base(i));
        if weight > 0.0 {
            row.iter_mut().zip(free).for_each(|(value, &index)| *value = design.row(i)[index]);
            factor.include(weight.sqrt(), &row, peak.score(design, i) / weight.sqrt());
        }
    }
    factor
}

/// Maximises the penalised likelihood over the coefficients in `free`, from `start`.
///
/// Scoring steps on the augmented data, halved until the penalised likelihood rises as it should.
fn maximise(design: &Design, start: &[f64], free: &[usize]) -> Result<Peak> {
    let mut peak = Peak::at(design, start.to_vec());
    if free.is_empty() {
        return Ok(peak);
    }
    let mut previous = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let factor = augmented_information(design, &peak, free);
        let scores = peak.scores(design);
        if factor.has_no_inverse() {
            return Err(NotEstimable::NoConvergence.into());
        }
        let step = factor.solve();
        let size = 1.0 + peak.log_likelihood(design).abs();
        let promise: f64 = free.iter().zip(&step).map(|(&index, change)| scores[index] * change).sum();
        let longest = design
            .rows()
            .map(|row| free.iter().zip(&step).map(|(&index, change)| row[index] * change).sum::<f64>().abs())
            .fold(0.0, f64::max);
        let mut share = (LONGEST_STEP / longest).min(1.0);
        let mut halvings = 0;
        let next = loop {
            let mut coefficients = peak.coefficients.clone();
            free.iter().zip(&step).for_each(|(&index, change)| coefficients[index] += share * change);
            let next = Peak::at(design, coefficients);
            if !next.factor.has_no_inverse() && next.above(&peak, design) >= 1e-4 * share * promise - 1e-13 * size {
                break next;
            }
            halvings += 1;
            share *= 0.5;
            if halvings > MOST_HALVINGS {
                return Err(NotEstimable::NoConvergence.into());
            }
        };
        let largest = next
            .predictors
            .iter()
            .zip(&peak.predictors)
            .map(|(new, old)| (new - old).abs() / (1.0 + old.abs()))
            .fold(0.0, f64::max);
        peak = next;
        if share == 1.0 && (largest <= SETTLED || ((largest <= ROUNDING || promise <= FLAT) && largest >= previous)) {
            return Ok(peak);
        }
        previous = largest;
    }
    Err(NotEstimable::NoConvergence.into())
}
