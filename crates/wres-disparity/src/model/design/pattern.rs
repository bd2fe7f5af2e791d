//! A covariate pattern and how many of its people are cases.

use crate::{
    error::{Result, StatError},
    quantity::Binomial,
};

/// All people who share the same covariates, and how many of them are cases: one cell of a grouped binomial regression.
///
/// A regression on patterns is the regression on their people, to the last digit that matters. Patterns may repeat; they
/// are added together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// The values of the covariates, in the caller's fixed order; finite.
    pub covariates: Vec<f64>,
    /// Cases out of the people with these covariates.
    pub outcome: Binomial,
}

impl Pattern {
    /// A pattern from plain integers.
    ///
    /// # Errors
    /// [`StatError::CasesAboveBase`] if `cases > base`, [`StatError::Domain`] if a covariate is infinite or not a number.
    ///
    /// # Examples
    /// ```
    /// use wres_disparity::model::Pattern;
    /// let minority_in_band_three = Pattern::new(&[1.0, 3.0], 4, 52)?;
    /// assert_eq!(minority_in_band_three.outcome.others().0, 48);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn new(covariates: &[f64], cases: u64, base: u64) -> Result<Self> {
        for value in covariates {
            if !value.is_finite() {
                return Err(StatError::Domain {
                    what: "covariate",
                    given: value.to_string(),
                    must: "it must be a finite number",
                });
            }
        }
        Ok(Self { covariates: covariates.to_vec(), outcome: Binomial::of(cases, base)? })
    }
}
