//! Profile likelihood limits of a logistic regression.

use super::{
    design::{Design, Pattern, Terms},
    likelihood::{
        Family, Held, Logit, Maximum, Recession, Trail, maximise, maximum, profile_limit, recession, residual_scores,
        start_at_odds,
    },
};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::chi_squared,
    sum::sum,
};

/// Doublings after which a point on the rising side of a likelihood has surely been found.
const MOST_DOUBLINGS: usize = 60;

/// Limits of a coefficient; either may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Profile likelihood limits of every coefficient: the values at which twice the log-likelihood, maximised over all other
/// coefficients, lies the chi-squared quantile with 1 degree of freedom below its maximum (Venzon & Moolgavkar 1988,
/// Applied Statistics 37:87).
///
/// Unit: log odds ratio. Under separation a limit on the side on which the likelihood keeps rising is infinite, and the
/// other is the value at which the fall from the supremum reaches the quantile.
///
/// # Errors
/// Those of [`logistic`](super::logistic()) except separation.
///
/// # Examples
/// No cases among 20 against 10 of 40: the log odds ratio has an upper limit only.
/// ```
/// use wres_disparity::{Level, model::{Pattern, Terms, logistic_profile_limits}};
/// let patterns = [Pattern::new(&[0.0], 10, 40)?, Pattern::new(&[1.0], 0, 20)?];
/// let limits = logistic_profile_limits(&patterns, &Terms::main_effects(1), Level::P95)?;
/// assert_eq!(limits[1].lower, f64::NEG_INFINITY);
/// assert!(limits[1].upper < 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn logistic_profile_limits(patterns: &[Pattern], terms: &Terms, level: Level) -> Result<Vec<Limits>> {
    let design = Design::pool(patterns, terms)?;
    let threshold = chi_squared::upper_quantile(level.alpha(), 1.0);
    let recession = recession(&Logit, &design);
    let dominated = recession.dominated();
    if !dominated.is_empty() {
        let supremum = supremum(&design, &dominated)?;
        let limits = |index| separated(&design, &recession, supremum, index, threshold);
        return (0..design.width()).map(limits).collect();
    }
    let all: Vec<usize> = (0..design.width()).collect();
    let maximum = maximise(&Logit, &design, &start_at_odds(&design, f64::ln), &all)?;
    let errors = maximum.factor.inverse().root_diagonal();
    all.iter().map(|&index| attained(&design, &maximum, errors[index], index, threshold)).collect()
}

/// The coefficient of one term with its profile limits and likelihood ratio test, on the log odds scale.
pub(crate) fn profile_of(design: &Design, index: usize, level: Level) -> Result<Estimate> {
    let threshold = chi_squared::upper_quantile(level.alpha(), 1.0);
    let maximum = maximum(&Logit, design, &start_at_odds(design, f64::ln))?;
    let error = maximum.factor.inverse().root_diagonal()[index];
    let Limits { lower, upper } = attained(design, &maximum, error, index, threshold)?;
    let absent = Profile::new(design, index, &maximum.coefficients).at(0.0)?;
    let statistic = 2.0 * likelihood_lost(design, &maximum.predictors, &absent.predictors);
    let p_value = Some(chi_squared::sf(statistic.max(0.0), 1.0));
    Ok(Estimate { value: maximum.coefficients[index], lower, upper, p_value, level, method: "logistic_profile_ci" })
}

/// The likelihood with one coefficient held; each maximum is the start of the next.
struct Profile<'a> {
    design: &'a Design,
    index: usize,
    others: Vec<usize>,
    trail: Trail,
}

impl<'a> Profile<'a> {
    fn new(design: &'a Design, index: usize, start: &[f64]) -> Self {
        let others = (0..design.width()).filter(|&other| other != index).collect();
        Self { design, index, others, trail: Trail::new(index, start) }
    }

    fn at(&mut self, value: f64) -> Result<Maximum> {
        let mut held = Err(NotEstimable::NoConvergence.into());
        for start in self.trail.starts(value) {
            held = maximise(&Logit, self.design, &start, &self.others);
            if let Ok(held) = &held {
                self.trail.reached(&held.coefficients);
                break;
            }
        }
        held
    }

    fn slope(&self, held: &Maximum) -> f64 {
        residual_scores(&Logit, self.design, &held.predictors)[self.index]
    }
}

/// The limits around a maximum.
fn attained(design: &Design, maximum: &Maximum, error: f64, index: usize, threshold: f64) -> Result<Limits> {
    let side = |sign: f64| {
        let mut profile = Profile::new(design, index, &maximum.coefficients);
        profile_limit(maximum.coefficients[index], sign * threshold.sqrt() * error, threshold, |value| {
            let held = profile.at(value)?;
            let fall = 2.0 * likelihood_lost(design, &maximum.predictors, &held.predictors);
            Ok(Held { fall, slope: profile.slope(&held) })
        })
    };
    Ok(Limits { lower: side(-1.0)?, upper: side(1.0)? })
}

/// The limits of a coefficient under separation.
///
/// With the coefficient held at any value, the patterns that the other coefficients can take to certainty add nothing to
/// the likelihood and are left out; over the rest the other coefficients have a maximum.
fn separated(design: &Design, recession: &Recession, supremum: f64, index: usize, threshold: f64) -> Result<Limits> {
    let (down, up) = (recession.is_unbounded(index, -1.0), recession.is_unbounded(index, 1.0));
    if down && up {
        return Ok(Limits { lower: f64::NEG_INFINITY, upper: f64::INFINITY });
    }
    let without: Vec<usize> = (0..design.width()).filter(|&other| other != index).collect();
    let rest = design.part(&[], &without);
    let certain = super::likelihood::recession(&Logit, &rest).dominated();
    // The held coefficient comes first among the columns that are left.
    let columns: Vec<usize> = [index].into_iter().chain(without).collect();
    let part = design.part(&certain, &columns).without_dependent_columns();
    if !(down || up) {
        let all: Vec<usize> = (0..part.width()).collect();
        let maximum = maximise(&Logit, &part, &vec![0.0; part.width()], &all)?;
        return attained(&part, &maximum, maximum.factor.inverse().root_diagonal()[0], 0, threshold);
    }
    let mut profile = Profile::new(&part, 0, &vec![0.0; part.width()]);
    let mut hold = |value: f64| {
        let held = profile.at(value)?;
        let fall = 2.0 * (supremum - held.log_likelihood(&Logit, &part));
        Ok(Held { fall, slope: profile.slope(&held) })
    };
    let rising = if up { 1.0 } else { -1.0 };
    let unit = 1.0 / part.rows().map(|row| row[0].abs()).fold(f64::MIN_POSITIVE, f64::max);
    let (mut inside, mut width) = (0.0, rising * unit);
    let mut doublings = 0;
    while hold(inside)?.fall >= threshold {
        inside += width;
        width *= 2.0;
        doublings += 1;
        if doublings > MOST_DOUBLINGS {
            return Err(NotEstimable::NoConvergence.into());
        }
    }
    let limit = profile_limit(inside, -rising * unit, threshold, hold)?;
    Ok(if up {
        Limits { lower: limit, upper: f64::INFINITY }
    } else {
        Limits { lower: f64::NEG_INFINITY, upper: limit }
    })
}

/// The supremum of the log-likelihood: the maximum over the patterns that are not dominated.
fn supremum(design: &Design, dominated: &[usize]) -> Result<f64> {
    let all: Vec<usize> = (0..design.width()).collect();
    let part = design.part(dominated, &all).without_dependent_columns();
    if part.patterns() == 0 {
        return Ok(0.0);
    }
    let all: Vec<usize> = (0..part.width()).collect();
    Ok(maximise(&Logit, &part, &vec![0.0; part.width()], &all)?.log_likelihood(&Logit, &part))
}

/// How much log-likelihood is lost between two sets of linear predictors, pattern by pattern so that no digits cancel.
fn likelihood_lost(design: &Design, from: &[f64], to: &[f64]) -> f64 {
    sum((0..design.patterns()).map(|i| {
        let (cases, others) = (design.cases[i], design.others[i]);
        Logit.log_likelihood(cases, others, from[i]) - Logit.log_likelihood(cases, others, to[i])
    }))
}
