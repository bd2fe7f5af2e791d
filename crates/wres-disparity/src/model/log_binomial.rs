//! Risk ratios by binomial regression with a logarithmic link.

use super::{
    coefficients::Coefficients,
    design::{Design, Pattern, Terms},
    likelihood::{Family, LogBinomial, ln_probability, maximum, start_at_odds},
    linear_algebra::{Square, TriangularFactor, dot},
};
use crate::error::{NotEstimable, Result, StatError};

/// Barrier weights after which a maximum on the boundary is known to about their size.
const LAST_BARRIER: f64 = 1e-13;
/// Newton steps for one barrier weight.
const MOST_STEPS: usize = 200;

/// A log-binomial regression, `log P(case) = x b`.
#[derive(Debug, Clone, PartialEq)]
pub struct LogBinomialFit {
    /// Log risk ratios; the intercept first.
    pub estimates: Vec<f64>,
    /// The inverse expected information; `None` for a maximum on the boundary, where a fitted probability is 1 and the
    /// usual theory of standard errors does not hold ([`modified_poisson`](super::modified_poisson) serves there).
    pub covariance: Option<Square>,
    /// The log-likelihood of the people one by one.
    pub log_likelihood: f64,
}

impl LogBinomialFit {
    /// The coefficients with their covariance, unless the maximum lies on the boundary.
    #[must_use]
    pub fn coefficients(&self) -> Option<Coefficients> {
        let covariance = self.covariance.clone()?;
        Some(Coefficients { estimates: self.estimates.clone(), covariance })
    }
}

/// Log-binomial regression by maximum likelihood under the constraint that no fitted probability exceeds 1 (Wacholder 1986,
/// American Journal of Epidemiology 123:174).
///
/// The log-likelihood is concave on a convex set, so there is one maximum: Newton's method inside, and where the maximum
/// lies on the boundary a logarithmic barrier whose weight goes to 0. Unit: log risk ratios.
///
/// # Errors
/// [`NotEstimable::NoCases`] without cases, [`NotEstimable::AllCases`] without others, [`NotEstimable::Separation`] where a
/// combination of the terms has no cases, [`NotEstimable::Singular`], [`NotEstimable::NoBase`].
///
/// # Examples
/// ```
/// use wres_disparity::model::{Pattern, Terms, log_binomial};
/// let patterns = [Pattern::new(&[0.0], 10, 100)?, Pattern::new(&[1.0], 12, 40)?];
/// let fit = log_binomial(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.estimates[1] - 3.0_f64.ln()).abs() < 1e-12);
///
/// // Everybody in the second group is a case: the probability 1 is on the boundary.
/// let patterns = [Pattern::new(&[0.0], 10, 100)?, Pattern::new(&[1.0], 40, 40)?];
/// let fit = log_binomial(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.estimates[1] - 10.0_f64.ln()).abs() < 1e-9 && fit.covariance.is_none());
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn log_binomial(patterns: &[Pattern], terms: &Terms) -> Result<LogBinomialFit> {
    let design = Design::pool(patterns, terms)?;
    if design.total_cases() == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    if design.total_others() == 0.0 {
        return Err(NotEstimable::AllCases.into());
    }
    let start = start_at_odds(&design, ln_probability);
    let inside = match maximum(&LogBinomial, &design, &start) {
        Err(StatError::NotEstimable(NotEstimable::NoConvergence)) => None,
        other => Some(other?),
    };
    let touches = |predictors: &[f64]| predictors.iter().any(|&eta| eta > -1e-8);
    if let Some(maximum) = inside
        && !touches(&maximum.predictors)
    {
        return Ok(LogBinomialFit {
            covariance: Some(expected_information(&design, &maximum.predictors).inverse()),
            log_likelihood: maximum.log_likelihood(&LogBinomial, &design),
            estimates: maximum.coefficients,
        });
    }
    let estimates = on_the_boundary(&design, start)?;
    let predictors: Vec<f64> = design.rows().map(|row| dot(row, &estimates)).collect();
    let log_likelihood = (0..design.patterns())
        .map(|i| LogBinomial.log_likelihood(design.cases[i], design.others[i], predictors[i].min(0.0)))
        .sum();
    let covariance = (!touches(&predictors)).then(|| expected_information(&design, &predictors).inverse());
    Ok(LogBinomialFit { estimates, covariance, log_likelihood })
}

/// The factor of the expected information: a person of probability `p` has `p / (1 - p)`.
fn expected_information(design: &Design, predictors: &[f64]) -> TriangularFactor {
    let mut factor = TriangularFactor::new(design.width());
    for (i, row) in design.rows().enumerate() {
        let weight = design.base(i) * predictors[i].exp() / -predictors[i].exp_m1();
        factor.include(weight.sqrt(), row, 0.0);
    }
    factor
}

/// The maximum under the constraint, approached from inside by a barrier on the patterns without others: all other patterns
/// keep away from probability 1 by their own likelihood.
fn on_the_boundary(design: &Design, start: Vec<f64>) -> Result<Vec<f64>> {
    let mut coefficients = start;
    let mut barrier = 1.0;
    while barrier > LAST_BARRIER {
        coefficients = with_barrier(design, coefficients, barrier)?;
        barrier *= 0.2;
    }
    Ok(coefficients)
}

fn with_barrier(design: &Design, mut coefficients: Vec<f64>, barrier: f64) -> Result<Vec<f64>> {
    let width = design.width();
    let value = |coefficients: &[f64]| {
        design.rows().enumerate().map(|(i, row)| penalised(design, i, dot(row, coefficients), barrier).0).sum::<f64>()
    };
    let mut height = value(&coefficients);
    for _ in 0..MOST_STEPS {
        let mut factor = TriangularFactor::new(width);
        let mut scores = vec![0.0; width];
        for (i, row) in design.rows().enumerate() {
            let (_, score, curvature) = penalised(design, i, dot(row, &coefficients), barrier);
            let root = curvature.sqrt();
            factor.include(root, row, score / root);
            scores.iter_mut().zip(row).for_each(|(total, value)| *total += score * value);
        }
        if factor.is_singular() {
            return Err(NotEstimable::NoConvergence.into());
        }
        let step = factor.solve();
        // The fall of the likelihood that a quadratic promises: it has no unit.
        let promise = dot(&step, &scores);
        let mut share = 1.0;
        let next = loop {
            let moved: Vec<f64> = coefficients.iter().zip(&step).map(|(b, change)| b + share * change).collect();
            let reached = value(&moved);
            if reached >= height {
                height = reached;
                break Some(moved);
            }
            share *= 0.5;
            if share < 1e-12 {
                break None;
            }
        };
        let Some(next) = next else { return Ok(coefficients) };
        coefficients = next;
        if promise <= 1e-6 * barrier {
            return Ok(coefficients);
        }
    }
    Ok(coefficients)
}

/// The log-likelihood of a pattern with its barrier, its score and its curvature.
fn penalised(design: &Design, pattern: usize, eta: f64, barrier: f64) -> (f64, f64, f64) {
    let (cases, others) = (design.cases[pattern], design.others[pattern]);
    if !LogBinomial.admits(others, eta) || eta == 0.0 {
        return (f64::NEG_INFINITY, 0.0, 0.0);
    }
    let (mut value, mut score, mut curvature) = (
        LogBinomial.log_likelihood(cases, others, eta),
        LogBinomial.score(cases, others, eta),
        LogBinomial.curvature(cases, others, eta),
    );
    if others == 0.0 {
        value += barrier * (-eta).ln();
        score += barrier / eta;
        curvature += barrier / (eta * eta);
    }
    (value, score, curvature)
}
