//! An effect and its variance, and an interval.

use crate::error::{Result, StatError};
use crate::{quantity::Level, special::normal};
use serde::Serialize;

/// What one site found: an effect on an additive scale (a log ratio, a difference) and its sampling variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    value: f64,
    variance: f64,
}

impl Effect {
    /// An effect with its variance.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless the value lies within ±1e50 and the variance between 1e-50 and 1e50, so that no product of
    /// them overflows.
    pub fn new(value: f64, variance: f64) -> Result<Self> {
        let wrong = |what, given: f64, must| Err(StatError::Domain { what, given: given.to_string(), must });
        if !(-1e50..=1e50).contains(&value) {
            return wrong("y", value, "every effect must be a number within 1e50 of 0");
        }
        if !(1e-50..=1e50).contains(&variance) {
            return wrong("v", variance, "every variance must be a positive number, between 1e-50 and 1e50");
        }
        Ok(Self { value, variance })
    }

    /// The effect.
    #[must_use]
    pub fn value(self) -> f64 {
        self.value
    }

    /// Its sampling variance.
    #[must_use]
    pub fn variance(self) -> f64 {
        self.variance
    }

    /// The root of its sampling variance.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        self.variance.sqrt()
    }

    /// Its Wald limits, on the scale of pooling.
    ///
    /// ```
    /// # use wres_disparity::{Level, pooling::Effect};
    /// let limits = Effect::new(1.0, 0.25)?.limits(Level::P95);
    /// assert!((limits.upper - 1.0 - 0.979_981_992_270_027).abs() < 1e-12);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    #[must_use]
    pub fn limits(self, level: Level) -> Interval {
        Interval::around(self.value, normal::critical(level) * self.standard_error())
    }
}

/// Effects from parallel lists of values and variances.
///
/// # Errors
/// [`StatError::Lengths`], [`StatError::Empty`], or [`StatError::Domain`] as for [`Effect::new`].
///
/// ```
/// # use wres_disparity::pooling::effects;
/// assert_eq!(effects(&[0.4, 0.6], &[0.01, 0.06])?.len(), 2);
/// assert!(effects(&[0.4], &[0.0]).is_err());
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn effects(values: &[f64], variances: &[f64]) -> Result<Vec<Effect>> {
    if values.len() != variances.len() {
        return Err(StatError::Lengths { left: "y", left_len: values.len(), right: "v", right_len: variances.len() });
    }
    if values.is_empty() {
        return Err(StatError::Empty { what: "y" });
    }
    values.iter().zip(variances).map(|(&value, &variance)| Effect::new(value, variance)).collect()
}

/// A lower and an upper limit, `lower <= upper`, never NaN.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// `centre - half` to `centre + half`.
    pub(super) fn around(centre: f64, half: f64) -> Self {
        Self { lower: centre - half, upper: centre + half }
    }

    /// The interval of the exponentials: from a log ratio to a ratio.
    #[must_use]
    pub fn exp(self) -> Self {
        Self { lower: self.lower.exp(), upper: self.upper.exp() }
    }
}
