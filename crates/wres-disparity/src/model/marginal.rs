//! Risks that both groups would have if their covariates were those of everybody.

use super::{
    coefficients::{Coefficients, wald_p_value},
    contrast::Contrast,
    design::{Design, Pattern, Terms},
    likelihood::expit,
    linear_algebra::dot,
    logistic,
};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    special::normal,
    sum::sum,
};

/// Standardised risks of two groups and their comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardisedRisks {
    /// The mean predicted probability if everybody belonged to the group `of`.
    pub of: f64,
    /// The mean predicted probability if everybody belonged to the group `against`.
    pub against: f64,
    /// `of` over `against`, with limits that are symmetric on the log scale.
    pub ratio: Estimate,
    /// `of` less `against`, with symmetric limits.
    pub difference: Estimate,
    /// The standard error of the difference.
    pub difference_error: f64,
}

/// Marginal standardisation of a logistic regression: everybody is put into one group, then into the other, and the mean
/// predicted probabilities are compared as ratio and difference, with errors by the delta method (Muller & MacLehose 2014,
/// International Journal of Epidemiology 43:962).
///
/// The covariates are taken as they are, so the errors are those of the coefficients alone. Terms may hold the group in
/// interactions. Unit: ratio and difference of probabilities.
///
/// # Errors
/// Those of [`logistic`](super::logistic()); [`NotEstimable::GroupAbsent`] if one of the levels has no people.
///
/// # Examples
/// ```
/// use wres_disparity::{Level, model::{Contrast, Pattern, Terms, marginal_standardisation}};
/// // Alone, the group's standardised risks are its crude ones.
/// let patterns = [Pattern::new(&[0.0], 10, 100)?, Pattern::new(&[1.0], 12, 40)?];
/// let terms = Terms::main_effects(1);
/// let risks = marginal_standardisation(&patterns, &terms, Contrast::one_over_zero(0), Level::P95)?;
/// assert!((risks.ratio.value - 3.0).abs() < 1e-12 && (risks.difference.value - 0.2).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn marginal_standardisation(
    patterns: &[Pattern],
    terms: &Terms,
    contrast: Contrast,
    level: Level,
) -> Result<StandardisedRisks> {
    check_contrast(patterns, contrast)?;
    let design = Design::pool(patterns, terms)?;
    let fit = logistic::fit(&design)?;
    standardise(&design, terms, &fit.coefficients, contrast, level, "marginal_standardisation")
}

/// That the column is there, and that both groups have members.
pub(crate) fn check_contrast(patterns: &[Pattern], contrast: Contrast) -> Result<()> {
    let mut members = [false; 2];
    for pattern in patterns.iter().filter(|pattern| pattern.outcome.base().0 > 0) {
        let value = pattern.covariates.get(contrast.column).ok_or_else(|| StatError::Domain {
            what: "contrast",
            given: format!("column {}", contrast.column),
            must: "every pattern must have a value in this column",
        })?;
        members[0] |= *value == contrast.of;
        members[1] |= *value == contrast.against;
    }
    if members == [true; 2] { Ok(()) } else { Err(NotEstimable::GroupAbsent.into()) }
}

/// The mean predicted probability with the group set to `value`, and its derivative by every coefficient.
fn mean_risk(design: &Design, terms: &Terms, coefficients: &[f64], column: usize, value: f64) -> (f64, Vec<f64>) {
    let everybody = design.total_cases() + design.total_others();
    let mut risk = 0.0;
    let mut slopes = vec![0.0; design.width()];
    let mut row = Vec::with_capacity(design.width());
    let mut covariates = Vec::new();
    for (i, own) in design.covariates.iter().enumerate() {
        covariates.clone_from(own);
        covariates[column] = value;
        row.clear();
        terms.append_row(&covariates, &mut row);
        let eta = dot(&row, coefficients);
        let share = design.base(i) / everybody;
        risk += share * expit(eta);
        let slope = share * expit(eta) * expit(-eta);
        slopes.iter_mut().zip(&row).for_each(|(total, x)| *total += slope * x);
    }
    (risk, slopes)
}

/// Standardises given coefficients over the people of a design.
pub(crate) fn standardise(
    design: &Design,
    terms: &Terms,
    coefficients: &Coefficients,
    contrast: Contrast,
    level: Level,
    method: &'static str,
) -> Result<StandardisedRisks> {
    let risk = |value| mean_risk(design, terms, &coefficients.estimates, contrast.column, value);
    let ((of, of_slopes), (against, against_slopes)) = (risk(contrast.of), risk(contrast.against));
    if !(of > 0.0 && against > 0.0 && (of / against).is_normal()) {
        // A predicted probability is below the smallest double.
        return Err(NotEstimable::Undefined.into());
    }
    let combine = |a: f64, b: f64| -> f64 {
        let slopes: Vec<f64> = of_slopes.iter().zip(&against_slopes).map(|(x, y)| a * x - b * y).collect();
        coefficients.covariance.quadratic(&slopes).max(0.0).sqrt()
    };
    let z = normal::upper_quantile(0.5 * level.alpha());
    let (log_error, error) = (combine(1.0 / of, 1.0 / against), combine(1.0, 1.0));
    let (ratio, difference) = (of / against, sum([of, -against]));
    let spread = (z * log_error).exp();
    Ok(StandardisedRisks {
        of,
        against,
        ratio: Estimate {
            value: ratio,
            lower: ratio / spread,
            upper: ratio * spread,
            p_value: Some(wald_p_value(ratio.ln(), log_error)),
            level,
            method,
        },
        difference: Estimate {
            value: difference,
            lower: difference - z * error,
            upper: difference + z * error,
            p_value: Some(wald_p_value(difference, error)),
            level,
            method,
        },
        difference_error: error,
    })
}
