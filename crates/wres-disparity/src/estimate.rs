//! An estimate carries how it was made: a number without its interval, level and method cannot be built.

use crate::quantity::Level;
use serde::Serialize;

/// A point estimate with a two-sided interval.
///
/// `lower <= upper`; either may be infinite; neither is ever NaN. `value` is NaN-free too: what cannot be estimated is a
/// [`crate::StatError::NotEstimable`], not an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The point estimate, in the method's own unit (proportion, ratio, difference of proportions, ...).
    pub value: f64,
    /// Lower confidence limit.
    pub lower: f64,
    /// Upper confidence limit.
    pub upper: f64,
    /// Two-sided p-value of the null hypothesis that belongs to the method, where it has one.
    pub p_value: Option<f64>,
    /// The level of the interval.
    pub level: Level,
    /// Name of the method in the catalogue, such as `rr.koopman`.
    pub method: &'static str,
}

impl Estimate {
    /// Whether `null` (1 for a ratio, 0 for a difference) lies outside the interval.
    #[must_use]
    pub fn excludes(&self, null: f64) -> bool {
        null < self.lower || null > self.upper
    }
}
