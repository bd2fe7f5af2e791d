//! Maximum of the partial likelihood.

use super::{
    data::CoxData,
    likelihood::{Likelihood, Ties, evaluate},
    order::{Stratum, strata},
};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    model::linear_algebra::{Cholesky, Square},
    quantity::Level,
    special::normal,
};
use serde::Serialize;

/// Newton steps allowed; a regular fit needs fewer than ten.
const STEPS: usize = 200;
/// Tied events at one time that Efron's method is asked to order one by one.
const MOST_TIED: u64 = 10_000_000;

/// One covariate's part in the hazard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoxCoefficient {
    /// Change of the log hazard per unit of the covariate.
    pub coefficient: f64,
    /// Its standard error.
    pub std_err: f64,
    /// The hazard ratio `exp(coefficient)` with Wald limits and p-value.
    pub hazard_ratio: Estimate,
}

/// A fitted proportional hazards model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoxFit {
    /// One per covariate, in the order given.
    pub coefficients: Vec<CoxCoefficient>,
    /// Covariance of the coefficients: the inverse of the information.
    pub covariance: Square,
    /// Log partial likelihood at the estimate.
    pub log_likelihood: f64,
    /// The same with all coefficients 0.
    pub log_likelihood_null: f64,
    /// Wald test of all coefficients together.
    pub wald: f64,
    /// Score test of all coefficients together.
    pub score: f64,
    /// How ties were treated.
    pub ties: Ties,
}

impl CoxFit {
    /// Likelihood-ratio test of all coefficients together.
    #[must_use]
    pub fn likelihood_ratio(&self) -> f64 {
        2.0 * (self.log_likelihood - self.log_likelihood_null)
    }
}

/// Cox regression: `hazard = baseline(t) exp(b'x)`, with an own baseline for each stratum, by partial likelihood.
///
/// Newton's method with halved steps from 0, on covariates brought to one scale. Source: Cox 1972, JRSS B 34:187-220;
/// Efron 1977, JASA 72:557-565; Breslow 1974, Biometrics 30:89-99; Therneau & Grambsch 2000, section 3.3.
///
/// # Errors
/// [`StatError::Empty`] without rows; [`NotEstimable::NoEvents`]; [`NotEstimable::Singular`] for covariates that are
/// constant or depend on each other among those at risk; [`NotEstimable::Separation`] where the likelihood rises for ever
/// (a group without events, say); [`StatError::Domain`] with more than 10^7 tied events under Efron's method.
///
/// ```
/// use wres_disparity::{Level, survival::{cox, CoxData, Leaving, Spell, Ties}};
/// let mut data = CoxData::new(1)?;
/// for (time, cause, bme) in [(3.0, 1, 1.0), (5.0, 0, 1.0), (4.0, 1, 0.0), (6.0, 1, 1.0), (8.0, 1, 0.0), (9.0, 0, 0.0)] {
///     data.push(Spell::new(None, time, cause)?, Leaving::Any, 1, &[bme], 0, 0)?;
/// }
/// let fit = cox(&data, Ties::Efron, Level::P95)?;
/// assert!(fit.coefficients[0].hazard_ratio.value > 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cox(data: &CoxData, ties: Ties, level: Level) -> Result<CoxFit> {
    Ok(maximise(data, ties, level)?.0)
}

/// The fit, and what the robust variance needs of it.
pub(super) struct Internals {
    pub(super) standardised: CoxData,
    pub(super) strata: Vec<Stratum>,
    pub(super) spreads: Vec<f64>,
    /// Coefficients and covariance on the standardised scale.
    pub(super) coefficients: Vec<f64>,
    pub(super) covariance: Square,
}

pub(super) fn maximise(data: &CoxData, ties: Ties, level: Level) -> Result<(CoxFit, Internals)> {
    if data.rows.is_empty() {
        return Err(StatError::Empty { what: "rows" });
    }
    data.rows.iter().try_fold(0_u64, |sum, row| sum.checked_add(row.count)).ok_or_else(|| StatError::Domain {
        what: "count",
        given: "more than 2^64 in all".to_owned(),
        must: "the counts together must fit",
    })?;
    let (standardised, spreads) = data.standardised();
    let strata = strata(&standardised);
    if strata.is_empty() {
        return Err(NotEstimable::NoEvents.into());
    }
    let most = strata.iter().flat_map(|stratum| &stratum.times).map(|event| event.deaths).max().unwrap_or(0);
    if ties == Ties::Efron && most > MOST_TIED {
        return Err(StatError::Domain {
            what: "events at one time",
            given: most.to_string(),
            must: "Efron's method orders at most 10^7 tied events; use Breslow's",
        });
    }
    let evaluate = |at: &[f64]| evaluate(&standardised, &strata, ties, at);
    let null = evaluate(&vec![0.0; data.width()]);
    let start = Cholesky::of(&null.information).ok_or(StatError::NotEstimable(NotEstimable::Singular))?;
    let score_test = dot(&null.score, &start.solve(&null.score));
    let (coefficients, best, factor): (Vec<f64>, _, _) = climb(evaluate, &null, start)?;
    let covariance = factor.inverse();
    let wald = best.information.quadratic(&coefficients);
    let fit = CoxFit {
        coefficients: report(&coefficients, &covariance, &spreads, ties, level),
        covariance: unscaled(&covariance, &spreads),
        log_likelihood: best.log,
        log_likelihood_null: null.log,
        wald,
        score: score_test,
        ties,
    };
    Ok((fit, Internals { standardised, strata, spreads, coefficients, covariance }))
}

/// Newton's method; the likelihood is concave, so halving a step that overshoots always gets there, if there is a top.
///
/// Where there is a top, the steps shrink with the gain, twice as many digits each time, down to what rounding leaves. Where the
/// likelihood only levels off, the gain fades while the steps keep their length: that is separation.
fn climb(
    evaluate: impl Fn(&[f64]) -> Likelihood,
    null: &Likelihood,
    start: Cholesky,
) -> Result<(Vec<f64>, Likelihood, Cholesky)> {
    let mut at = vec![0.0; null.score.len()];
    let mut here = Likelihood { log: null.log, score: null.score.clone(), information: null.information.clone() };
    let mut factor = start;
    let mut length_before = f64::INFINITY;
    for _ in 0..STEPS {
        let mut step = factor.solve(&here.score);
        let gain = dot(&here.score, &step);
        let length = step.iter().fold(0.0, |longest: f64, part| longest.max(part.abs()));
        let flat = gain.abs() < 1e-10 * (1.0 + here.log.abs()) && length > 0.5 * length_before;
        if flat && length > 1e-4 {
            return Err(NotEstimable::Separation.into());
        }
        if length < 1e-11 || (flat && length < 1e-7) {
            return Ok((at, here, factor));
        }
        length_before = length;
        let next = loop {
            let there: Vec<f64> = at.iter().zip(&step).map(|(at, step)| at + step).collect();
            let next = evaluate(&there);
            let slack = 1e-13 * here.log.abs();
            if next.log.is_finite() && next.log >= here.log - slack {
                at = there;
                break next;
            }
            step.iter_mut().for_each(|part| *part *= 0.5);
            if step.iter().all(|part| part.abs() < 1e-14) {
                return Err(NotEstimable::NoConvergence.into());
            }
        };
        here = next;
        factor = Cholesky::of(&here.information).ok_or(StatError::NotEstimable(NotEstimable::Separation))?;
    }
    Err(NotEstimable::NoConvergence.into())
}

fn report(coefficients: &[f64], covariance: &Square, spreads: &[f64], ties: Ties, level: Level) -> Vec<CoxCoefficient> {
    let z = normal::upper_quantile(level.alpha() / 2.0);
    let method = match ties {
        Ties::Efron => "cox.efron",
        Ties::Breslow => "cox.breslow",
    };
    let describe = |(i, coefficient): (usize, &f64)| {
        let (coefficient, std_err) = (coefficient / spreads[i], covariance[(i, i)].sqrt() / spreads[i]);
        let hazard_ratio = Estimate {
            value: coefficient.exp(),
            lower: (coefficient - z * std_err).exp(),
            upper: (coefficient + z * std_err).exp(),
            p_value: Some(normal::two_sided(coefficient / std_err)),
            level,
            method,
        };
        CoxCoefficient { coefficient, std_err, hazard_ratio }
    };
    coefficients.iter().enumerate().map(describe).collect()
}

/// A covariance of standardised coefficients, in the units of the covariates.
pub(super) fn unscaled(covariance: &Square, spreads: &[f64]) -> Square {
    let mut result = covariance.clone();
    for i in 0..spreads.len() {
        for j in 0..spreads.len() {
            result[(i, j)] /= spreads[i] * spreads[j];
        }
    }
    result
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
