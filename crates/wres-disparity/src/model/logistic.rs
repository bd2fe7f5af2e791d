//! Logistic regression by maximum likelihood.

use super::{
    coefficients::Coefficients,
    design::{Design, Pattern, Terms},
    likelihood::{Family, Held, Logit, Maximum, maximise, profile_limit, residual_scores, start_at_odds},
};
use crate::{error::Result, estimate::Estimate, quantity::Level, special::chi_squared, sum::sum};

/// A logistic regression, `logit P(case) = x b`.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticFit {
    /// Log odds ratios with the inverse information as covariance; the intercept first.
    pub coefficients: Coefficients,
    /// The log-likelihood of the people one by one (without the binomial coefficients of the patterns).
    pub log_likelihood: f64,
    /// The same with the intercept alone.
    pub null_log_likelihood: f64,
    /// Twice the log-likelihood that the model loses against a share of its own for every distinct pattern: the likelihood
    /// ratio statistic of goodness of fit.
    pub lack_of_fit: f64,
    /// The degrees of freedom of `lack_of_fit`: distinct patterns less coefficients.
    pub lack_of_fit_degrees: usize,
}

impl LogisticFit {
    /// Minus twice the log-likelihood of the people one by one.
    #[must_use]
    pub fn deviance(&self) -> f64 {
        -2.0 * self.log_likelihood
    }

    /// The same with the intercept alone.
    #[must_use]
    pub fn null_deviance(&self) -> f64 {
        -2.0 * self.null_log_likelihood
    }
}

/// Limits of a coefficient; either may be infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Logistic regression on covariate patterns by maximum likelihood (McCullagh & Nelder 1989, Generalized Linear Models,
/// section 4.4): Newton's method on the concave log-likelihood.
///
/// Unit: coefficients are log odds ratios per unit of the term. The same people give the same result however they are
/// grouped.
///
/// # Errors
/// [`NotEstimable::Separation`](crate::NotEstimable::Separation) where a combination of the terms divides cases from
/// others, so that no finite maximum exists ([`firth`](super::firth) has one);
/// [`NotEstimable::Singular`](crate::NotEstimable::Singular) where terms are linearly dependent;
/// [`NotEstimable::NoBase`](crate::NotEstimable::NoBase) without people.
///
/// # Examples
/// Snoring and heart disease (Agresti 2013, Categorical Data Analysis, 3rd edition, section 5.1): with one binary term the
/// coefficient is the log odds ratio.
/// ```
/// use wres_disparity::model::{Pattern, Terms, logistic};
/// let patterns = [Pattern::new(&[0.0], 10, 100)?, Pattern::new(&[1.0], 30, 100)?];
/// let fit = logistic(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.coefficients.estimates[1] - (30.0 * 90.0 / (70.0 * 10.0_f64)).ln()).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn logistic(patterns: &[Pattern], terms: &Terms) -> Result<LogisticFit> {
    fit(&Design::pool(patterns, terms)?)
}

/// The same on a design that is already pooled.
pub(crate) fn fit(design: &Design) -> Result<LogisticFit> {
    let free: Vec<usize> = (0..design.width()).collect();
    let maximum = maximise(&Logit, design, &start_at_odds(design, f64::ln), &free)?.or_separation()?;
    let saturated = sum((0..design.patterns()).map(|i| own_share(design.cases[i], design.others[i])));
    Ok(LogisticFit {
        coefficients: Coefficients { covariance: maximum.factor.inverse(), estimates: maximum.coefficients },
        log_likelihood: maximum.log_likelihood,
        null_log_likelihood: own_share(design.total_cases(), design.total_others()),
        lack_of_fit: (2.0 * (saturated - maximum.log_likelihood)).max(0.0),
        lack_of_fit_degrees: design.patterns() - design.width(),
    })
}

/// Profile likelihood limits of every coefficient: the values at which twice the log-likelihood, maximised over all other
/// coefficients, lies the chi-squared quantile with 1 degree of freedom below its maximum (Venzon & Moolgavkar 1988,
/// Applied Statistics 37:87).
///
/// Unit: log odds ratio. Under separation a limit on the side on which the likelihood keeps rising is infinite, and the
/// other is the value at which the fall from the supremum reaches the quantile.
///
/// # Errors
/// Those of [`logistic`] except separation.
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
    let all: Vec<usize> = (0..design.width()).collect();
    let maximum = maximise(&Logit, &design, &start_at_odds(&design, f64::ln), &all)?;
    let errors = maximum.factor.inverse().root_diagonal();
    all.iter().map(|&index| profile(&design, &maximum, &errors, index, level)).collect()
}

/// The coefficient of one term with its profile limits and likelihood ratio test, on the log odds scale.
pub(crate) fn profile_of(design: &Design, index: usize, level: Level) -> Result<Estimate> {
    let all: Vec<usize> = (0..design.width()).collect();
    let maximum = maximise(&Logit, design, &start_at_odds(design, f64::ln), &all)?.or_separation()?;
    let errors = maximum.factor.inverse().root_diagonal();
    let Limits { lower, upper } = profile(design, &maximum, &errors, index, level)?;
    let mut start = maximum.coefficients.clone();
    start[index] = 0.0;
    let absent = maximise(&Logit, design, &start, &without(design, index))?;
    let statistic = 2.0 * likelihood_lost(design, &maximum.predictors, &absent.predictors);
    let p_value = Some(chi_squared::sf(statistic.max(0.0), 1.0));
    Ok(Estimate { value: maximum.coefficients[index], lower, upper, p_value, level, method: "logistic_profile_ci" })
}

fn without(design: &Design, index: usize) -> Vec<usize> {
    (0..design.width()).filter(|&other| other != index).collect()
}

fn profile(design: &Design, maximum: &Maximum, errors: &[f64], index: usize, level: Level) -> Result<Limits> {
    let others = without(design, index);
    let threshold = chi_squared::upper_quantile(level.alpha(), 1.0);
    // A unit of the linear predictor: where data are separated, the information says nothing of the scale.
    let unit = 1.0 / design.rows().map(|row| row[index].abs()).fold(0.0, f64::max);
    let step = if maximum.attained { threshold.sqrt() * errors[index] } else { unit };
    let side = |step: f64| {
        let mut start = maximum.coefficients.clone();
        profile_limit(maximum.coefficients[index], step, threshold, |value| {
            start[index] = value;
            let held = maximise(&Logit, design, &start, &others)?;
            start.copy_from_slice(&held.coefficients);
            Ok(Held {
                fall: 2.0 * likelihood_lost(design, &maximum.predictors, &held.predictors),
                slope: residual_scores(&Logit, design, &held.predictors)[index],
            })
        })
    };
    Ok(Limits { lower: side(-step)?, upper: side(step)? })
}

/// How much log-likelihood is lost between two sets of linear predictors, pattern by pattern so that no digits cancel.
fn likelihood_lost(design: &Design, from: &[f64], to: &[f64]) -> f64 {
    sum((0..design.patterns()).map(|i| {
        let (cases, others) = (design.cases[i], design.others[i]);
        Logit.log_likelihood(cases, others, from[i]) - Logit.log_likelihood(cases, others, to[i])
    }))
}

/// The largest log-likelihood of a group with a share of its own.
fn own_share(cases: f64, others: f64) -> f64 {
    let part = |count: f64| if count > 0.0 { count * (count / (cases + others)).ln() } else { 0.0 };
    part(cases) + part(others)
}
