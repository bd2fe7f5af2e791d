//! One effect for all sites, by the reciprocals of the variances.

use super::effect::Effect;
use super::weighted::Sorted;
use crate::error::{Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::{chi_squared, normal};

/// The fixed-effect mean of several sites.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedEffect {
    /// The mean with its interval; the p-value is that of a mean of 0.
    pub estimate: Estimate,
    /// Its standard error.
    pub standard_error: f64,
    /// Cochran's Q.
    pub q: f64,
    /// P-value of Q under one common effect; 1 for a single site.
    pub p_value_q: f64,
}

/// The inverse-variance mean: `sum w y / sum w`, `w = 1 / v`, standard error `1 / sqrt(sum w)`; `Q = sum w (y - mean)^2`.
///
/// Unit: that of the effects (log ratio, difference). Any number of sites from one.
///
/// Source: Cochran (1954), Biometrics 10, 101-129, equations 1 to 3.
///
/// # Errors
/// [`StatError::Empty`] without sites.
///
/// ```
/// # use wres_disparity::{Level, pooling::{effects, inverse_variance_fixed}};
/// let pooled = inverse_variance_fixed(&effects(&[0.0, 1.0], &[1.0, 1.0])?, Level::P95)?;
/// assert_eq!((pooled.estimate.value, pooled.q), (0.5, 0.5));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn inverse_variance_fixed(effects: &[Effect], level: Level) -> Result<FixedEffect> {
    if effects.is_empty() {
        return Err(StatError::Empty { what: "y" });
    }
    let sorted = Sorted::new(effects);
    let pooled = sorted.at(0.0);
    let standard_error = 1.0 / pooled.total.sqrt();
    let half = normal::upper_quantile(0.5 * level.alpha()) * standard_error;
    Ok(FixedEffect {
        estimate: Estimate {
            value: pooled.mean,
            lower: pooled.mean - half,
            upper: pooled.mean + half,
            p_value: Some(normal::two_sided(pooled.mean / standard_error)),
            level,
            method: "iv.fixed",
        },
        standard_error,
        q: pooled.q,
        p_value_q: p_value_of_q(&sorted, pooled.q),
    })
}

/// P-value of Cochran's Q; 1 for a single site, which cannot differ from itself.
pub(super) fn p_value_of_q(sorted: &Sorted, q: f64) -> f64 {
    if sorted.len() > 1 { chi_squared::sf(q, sorted.degrees_of_freedom()) } else { 1.0 }
}
