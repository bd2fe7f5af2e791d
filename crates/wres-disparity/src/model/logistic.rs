//! Logistic regression by maximum likelihood.

use super::{
    coefficients::Coefficients,
    design::{Design, Pattern, Terms},
    likelihood::{Logit, maximum, start_at_odds},
};
use crate::{error::Result, sum::sum};

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
    let maximum = maximum(&Logit, design, &start_at_odds(design, f64::ln))?;
    let log_likelihood = maximum.log_likelihood(&Logit, design);
    let saturated = sum((0..design.patterns()).map(|i| own_share(design.cases[i], design.others[i])));
    Ok(LogisticFit {
        coefficients: Coefficients { covariance: maximum.factor.inverse(), estimates: maximum.coefficients },
        log_likelihood,
        null_log_likelihood: own_share(design.total_cases(), design.total_others()),
        lack_of_fit: (2.0 * (saturated - log_likelihood)).max(0.0),
        lack_of_fit_degrees: design.patterns() - design.width(),
    })
}

/// The largest log-likelihood of a group with a share of its own.
fn own_share(cases: f64, others: f64) -> f64 {
    let part = |count: f64| if count > 0.0 { count * (count / (cases + others)).ln() } else { 0.0 };
    part(cases) + part(others)
}
