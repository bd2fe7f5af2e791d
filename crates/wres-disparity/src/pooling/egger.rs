//! Do small sites tell another story than large ones?

use super::effect::{Effect, Interval};
use crate::error::{NotEstimable, Result};
use crate::quantity::Level;
use crate::special::student;
use crate::sum::sum;

/// Egger's regression of the effects on their standard errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallSiteEffect {
    /// Change of the effect per unit of standard error (Egger's intercept). 0 if small and large sites agree.
    pub bias: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
    /// Bias over its standard error; `None` where both are 0.
    pub t: Option<f64>,
    /// Degrees of freedom: sites less 2.
    pub degrees_of_freedom: f64,
    /// Two-sided p-value of no bias.
    pub p_value: Option<f64>,
    /// The effect at a standard error of 0: that of an infinitely large site.
    pub limit: f64,
    /// Its interval.
    pub limit_interval: Interval,
}

/// Egger's test: least squares of `y` on `sqrt(v)` with weights `1 / v` and the residual variance estimated, t with `k - 2` degrees
/// of freedom.
///
/// The same as regressing `y / sqrt(v)` on `1 / sqrt(v)` and testing the intercept. Unit of the bias: effects per standard error.
/// With fewer than ten sites it has hardly any power.
///
/// Source: Egger, Davey Smith, Schneider and Minder (1997), BMJ 315, 629-634, statistical methods.
///
/// # Errors
/// [`NotEstimable::TooFew`] for fewer than three sites, [`NotEstimable::Singular`] where all variances are equal.
///
/// ```
/// # use wres_disparity::{Level, pooling::{effects, egger}};
/// // Effects that are exactly 1 plus twice their standard error.
/// let test = egger(&effects(&[2.0, 3.0, 5.0], &[0.25, 1.0, 4.0])?, Level::P95)?;
/// assert!((test.bias - 2.0).abs() < 1e-12 && (test.limit - 1.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn egger(effects: &[Effect], level: Level) -> Result<SmallSiteEffect> {
    if effects.len() < 3 {
        return Err(NotEstimable::TooFew.into());
    }
    let sites = || effects.iter().map(|effect| (1.0 / effect.variance(), effect.variance().sqrt(), effect.value()));
    let total = sum(sites().map(|(w, _, _)| w));
    // sqrt(v) / v summed without dividing twice.
    let mean_error = sum(effects.iter().map(|effect| 1.0 / effect.variance().sqrt())) / total;
    let mean_effect = sum(sites().map(|(w, _, y)| w * y)) / total;
    let spread = sum(sites().map(|(w, s, _)| w * (s - mean_error).powi(2)));
    if spread <= 1e-24 * effects.len() as f64 {
        return Err(NotEstimable::Singular.into());
    }
    let bias = sum(sites().map(|(w, s, y)| w * (s - mean_error) * (y - mean_effect))) / spread;
    let limit = mean_effect - bias * mean_error;
    let degrees_of_freedom = effects.len() as f64 - 2.0;
    let residual = sum(sites().map(|(w, s, y)| w * (y - mean_effect - bias * (s - mean_error)).powi(2)));
    let variance = residual / degrees_of_freedom;
    let standard_error = (variance / spread).sqrt();
    let limit_error = (variance * (1.0 / total + mean_error * mean_error / spread)).sqrt();
    let quantile = student::upper_quantile(0.5 * level.alpha(), degrees_of_freedom);
    let t = Some(bias / standard_error).filter(|t| !t.is_nan());
    Ok(SmallSiteEffect {
        bias,
        standard_error,
        interval: Interval::around(bias, quantile * standard_error),
        t,
        degrees_of_freedom,
        p_value: t.map(|t| student::two_sided(t, degrees_of_freedom)),
        limit,
        limit_interval: Interval::around(limit, quantile * limit_error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pooling::effects;

    #[test]
    fn equal_variances_show_no_small_sites() {
        let sites = effects(&[0.1, 0.4, 0.2], &[0.2; 3]).unwrap();
        assert_eq!(egger(&sites, Level::P95), Err(NotEstimable::Singular.into()));
        assert_eq!(egger(&sites[..2], Level::P95), Err(NotEstimable::TooFew.into()));
    }
}
