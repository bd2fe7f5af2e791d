//! Risk ratios by Poisson regression with robust errors.

use super::{
    coefficients::Coefficients,
    design::{Design, Pattern, Terms},
    likelihood::{LogPoisson, ln_probability, maximum, start_at_odds},
    linear_algebra::Square,
};
use crate::error::{NotEstimable, Result};

/// Modified Poisson regression: `log P(case) = x b` fitted as if cases were Poisson, with the sandwich covariance that makes
/// up for it (Zou 2004, American Journal of Epidemiology 159:702; the sandwich without small-sample factor, HC0).
///
/// Unit: log risk ratios. The fitted probabilities may exceed 1.
///
/// # Errors
/// [`NotEstimable::NoCases`] without cases; [`NotEstimable::Separation`] where a combination of the terms has no cases, so
/// that its ratio is 0; [`NotEstimable::Singular`]; [`NotEstimable::NoBase`].
///
/// # Examples
/// ```
/// use wres_disparity::model::{Pattern, Terms, modified_poisson};
/// let patterns = [Pattern::new(&[0.0], 10, 100)?, Pattern::new(&[1.0], 12, 40)?];
/// let fit = modified_poisson(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.estimates[1] - 3.0_f64.ln()).abs() < 1e-12);
/// // For two groups the robust error is that of the log risk ratio by Katz.
/// let katz = (1.0 / 12.0 - 1.0 / 40.0 + 1.0 / 10.0 - 1.0 / 100.0_f64).sqrt();
/// assert!((fit.standard_errors()[1] - katz).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn modified_poisson(patterns: &[Pattern], terms: &Terms) -> Result<Coefficients> {
    let design = Design::pool(patterns, terms)?;
    if design.total_cases() == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    let maximum = maximum(&LogPoisson, &design, &start_at_odds(&design, ln_probability))?;
    let bread = maximum.factor.inverse();
    let mut covariance = Square::zeros(design.width());
    for (i, row) in design.rows().enumerate() {
        let share = maximum.predictors[i].exp();
        // Squared residuals of the people one by one: cases miss by 1 - p, others by p.
        let squares = design.cases[i] * (1.0 - share).powi(2) + design.others[i] * share.powi(2);
        // Each person's influence on the coefficients, rather than a product of matrices in which digits cancel.
        covariance.add_outer(squares, &bread.times_vector(row));
    }
    Ok(Coefficients { estimates: maximum.coefficients, covariance })
}
