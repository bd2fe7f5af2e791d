//! Coefficients with the covariance of their errors.

use super::linear_algebra::Square;
use crate::{estimate::Estimate, quantity::Level, special::normal};

/// Coefficients of a model with their large-sample covariance, the intercept first where the model has one.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficients {
    /// The estimates, on the scale of the linear predictor.
    pub estimates: Vec<f64>,
    /// The covariance of the estimates.
    pub covariance: Square,
}

impl Coefficients {
    /// The standard error of every coefficient.
    #[must_use]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.covariance.root_diagonal()
    }

    /// The two-sided normal p-value of the hypothesis that a coefficient is 0, for every coefficient. A coefficient without
    /// error is either 0 (p = 1) or not (p = 0).
    #[must_use]
    pub fn p_values(&self) -> Vec<f64> {
        self.estimates.iter().zip(self.standard_errors()).map(|(&estimate, se)| wald_p_value(estimate, se)).collect()
    }

    /// Normal intervals `estimate -+ z se`, with Wald p-values; `method` is the name they carry.
    #[must_use]
    pub fn intervals(&self, level: Level, method: &'static str) -> Vec<Estimate> {
        let z = normal::upper_quantile(0.5 * level.alpha());
        self.estimates
            .iter()
            .zip(self.standard_errors())
            .map(|(&value, se)| Estimate {
                value,
                lower: value - z * se,
                upper: value + z * se,
                p_value: Some(wald_p_value(value, se)),
                level,
                method,
            })
            .collect()
    }

    /// The same intervals on the scale of ratios: `exp` of estimates and limits (odds ratios of a logistic model, risk ratios
    /// of a log-linear one).
    #[must_use]
    pub fn ratios(&self, level: Level, method: &'static str) -> Vec<Estimate> {
        self.intervals(level, method)
            .into_iter()
            .map(|e| Estimate { value: e.value.exp(), lower: e.lower.exp(), upper: e.upper.exp(), ..e })
            .collect()
    }
}

/// The two-sided normal p-value of `estimate / se`.
pub(crate) fn wald_p_value(estimate: f64, se: f64) -> f64 {
    if se > 0.0 { normal::two_sided(estimate / se) } else { f64::from(u8::from(estimate == 0.0)) }
}
