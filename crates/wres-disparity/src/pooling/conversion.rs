//! From what a study prints to an effect that can be pooled.

use super::effect::Effect;
use crate::error::{Result, StatError};
use crate::quantity::Level;
use crate::special::normal;

/// The scale of a printed effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectScale {
    /// A ratio: pooled as its logarithm.
    Ratio,
    /// A difference: pooled as it is.
    Difference,
}

impl EffectScale {
    fn to(self, value: f64) -> Result<f64> {
        match self {
            Self::Ratio if value > 0.0 => Ok(value.ln()),
            Self::Ratio => {
                Err(StatError::Domain { what: "estimate", given: value.to_string(), must: "a ratio must be above 0" })
            }
            Self::Difference => Ok(value),
        }
    }

    /// From the scale of print to that of pooling, minus infinity for a ratio that is not above 0.
    ///
    /// ```
    /// # use wres_disparity::pooling::EffectScale;
    /// assert_eq!((EffectScale::Ratio.on(1.0), EffectScale::Ratio.on(0.0)), (0.0, f64::NEG_INFINITY));
    /// assert_eq!(EffectScale::Difference.on(-2.0), -2.0);
    /// ```
    #[must_use]
    pub fn on(self, value: f64) -> f64 {
        match self {
            Self::Ratio if value > 0.0 => value.ln(),
            Self::Ratio => f64::NEG_INFINITY,
            Self::Difference => value,
        }
    }

    /// The value that lies in the middle of two others on this scale: the geometric or the arithmetic mean.
    ///
    /// ```
    /// # use wres_disparity::pooling::EffectScale;
    /// assert!((EffectScale::Ratio.middle(0.5, 2.0) - 1.0).abs() < 1e-15);
    /// assert_eq!(EffectScale::Difference.middle(1.0, 4.0), 2.5);
    /// ```
    #[must_use]
    pub fn middle(self, one: f64, other: f64) -> f64 {
        self.back(0.5 * (self.on(one) + self.on(other)))
    }

    /// Back from the scale of pooling to that of print.
    #[must_use]
    pub fn back(self, value: f64) -> f64 {
        match self {
            Self::Ratio => value.exp(),
            Self::Difference => value,
        }
    }

    /// The value of no effect, as printed: 1 or 0.
    #[must_use]
    pub fn null(self) -> f64 {
        match self {
            Self::Ratio => 1.0,
            Self::Difference => 0.0,
        }
    }
}

/// An effect from an estimate and its interval: the standard error is the width over twice the normal quantile, on the scale of
/// pooling.
///
/// Exact for Wald limits; for score, exact and t limits an approximation, whose asymmetry the caller can show. Unit: that of the scale.
///
/// Source: Higgins and others (2019), Cochrane Handbook, section 6.3.1.
///
/// # Errors
/// [`StatError::Domain`] unless `lower < upper`, both above 0 for a ratio.
///
/// ```
/// # use wres_disparity::{Level, pooling::{EffectScale, from_interval}};
/// let effect = from_interval(EffectScale::Ratio, 2.0, 1.0, 4.0, Level::P95)?;
/// assert!((effect.variance().sqrt() - 2.0_f64.ln() / 1.959_963_984_540_054).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn from_interval(scale: EffectScale, estimate: f64, lower: f64, upper: f64, level: Level) -> Result<Effect> {
    if lower >= upper {
        return Err(StatError::Domain {
            what: "lower",
            given: lower.to_string(),
            must: "the lower limit must be below the upper",
        });
    }
    let width = scale.to(upper)? - scale.to(lower)?;
    let error = 0.5 * width / normal::upper_quantile(0.5 * level.alpha());
    Effect::new(scale.to(estimate)?, error * error)
}

/// An effect from an estimate and its two-sided p-value: the standard error is the effect over the normal quantile of half the
/// p-value.
///
/// Exact for a Wald test. Unit: that of the scale.
///
/// Source: Higgins and others (2019), Cochrane Handbook, section 6.3.2.
///
/// # Errors
/// [`StatError::Domain`] unless `0 < p < 1` and the estimate is not that of no effect, of which a p-value says nothing.
///
/// ```
/// # use wres_disparity::pooling::{EffectScale, from_p_value};
/// let effect = from_p_value(EffectScale::Difference, 1.96, 0.05)?;
/// assert!((effect.variance() - 1.0).abs() < 1e-4);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn from_p_value(scale: EffectScale, estimate: f64, p_value: f64) -> Result<Effect> {
    if !(p_value > 0.0 && p_value < 1.0) {
        return Err(StatError::Domain {
            what: "p_value",
            given: p_value.to_string(),
            must: "it must lie between 0 and 1, both excluded",
        });
    }
    let value = scale.to(estimate)?;
    if value == 0.0 {
        return Err(StatError::Domain {
            what: "estimate",
            given: estimate.to_string(),
            must: "where it shows no effect, a p-value says nothing of its error",
        });
    }
    let error = value.abs() / normal::upper_quantile(0.5 * p_value);
    Effect::new(value, error * error)
}

/// A risk ratio from an odds ratio at a stated risk of the reference: `OR / (1 - p0 + p0 OR)`.
///
/// Exact for a crude odds ratio at its own reference risk; for an adjusted one an approximation.
///
/// Source: Zhang and Yu (1998), JAMA 280, 1690-1691.
///
/// # Errors
/// [`StatError::Domain`] unless the odds ratio is 0 or more and `0 <= p0 < 1`.
///
/// ```
/// # use wres_disparity::pooling::odds_to_risk_ratio;
/// // 60 of 100 against 30 of 100: odds ratio 3.5, ratio of risks 2.
/// assert!((odds_to_risk_ratio(3.5, 0.3)? - 2.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn odds_to_risk_ratio(odds_ratio: f64, reference_risk: f64) -> Result<f64> {
    if !(odds_ratio >= 0.0 && odds_ratio.is_finite()) {
        return Err(StatError::Domain {
            what: "odds ratio",
            given: odds_ratio.to_string(),
            must: "it must be 0 or more",
        });
    }
    if !(0.0..1.0).contains(&reference_risk) {
        return Err(StatError::Domain {
            what: "baseline",
            given: reference_risk.to_string(),
            must: "it must lie from 0 to below 1",
        });
    }
    Ok(odds_ratio / (1.0 - reference_risk + reference_risk * odds_ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_converted_is_refused() {
        assert!(from_interval(EffectScale::Ratio, 2.0, 0.0, 4.0, Level::P95).is_err());
        assert!(from_interval(EffectScale::Ratio, 2.0, 4.0, 1.0, Level::P95).is_err());
        assert!(from_p_value(EffectScale::Ratio, 1.0, 0.5).is_err());
        assert!(from_p_value(EffectScale::Ratio, 2.0, 0.0).is_err());
        assert!(odds_to_risk_ratio(2.0, 1.0).is_err());
        assert!((EffectScale::Ratio.back(2.0_f64.ln()) - 2.0).abs() < 1e-15 && EffectScale::Difference.null() == 0.0);
    }
}
