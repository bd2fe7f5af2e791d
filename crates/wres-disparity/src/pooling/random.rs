//! A mean effect where sites differ, with intervals for the mean and for another site.

use super::effect::{Effect, Interval};
use super::fixed::p_value_of_q;
use super::tau_squared::{Estimator, estimate};
use super::weighted::Sorted;
use crate::error::{Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::{normal, student};

/// A random-effects mean and all that is said with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomEffects {
    /// Number of sites.
    pub sites: usize,
    /// The mean with its classic (normal) interval; the p-value is that of a mean of 0.
    pub estimate: Estimate,
    /// The classic standard error, `1 / sqrt(sum w)`.
    pub standard_error: f64,
    /// The variance between sites.
    pub tau_squared: f64,
    /// Cochran's Q, with fixed-effect weights.
    pub q: f64,
    /// P-value of Q under one common effect.
    pub p_value_q: f64,
    /// I squared: the variance between sites over the total, with the typical sampling variance.
    pub i_squared: f64,
    /// I squared from Q: `(Q - (k - 1)) / Q`, cut at 0.
    pub i_squared_q: f64,
    /// H squared: the total variance over the typical sampling variance.
    pub h_squared: f64,
    /// Prediction interval with the normal quantile and the classic standard error.
    pub prediction_normal: Interval,
    /// Prediction interval of Higgins, Thompson and Spiegelhalter: t with `k - 2` degrees of freedom and the classic standard
    /// error. `None` for fewer than three sites.
    pub prediction: Option<Interval>,
    /// The Hartung-Knapp results; `None` for a single site.
    pub hartung_knapp: Option<HartungKnapp>,
}

/// The mean with the Hartung-Knapp standard error and the t distribution with `k - 1` degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HartungKnapp {
    /// `sqrt(sum w (y - mean)^2 / ((k - 1) sum w))`.
    pub standard_error: f64,
    /// The interval of the mean; narrower than the classic one where the sites happen to agree.
    pub interval: Interval,
    /// P-value of a mean of 0; `None` where both the mean and its standard error are 0.
    pub p_value: Option<f64>,
    /// The standard error that is never below the classic one ("ad hoc").
    pub standard_error_never_narrower: f64,
    /// The interval of the mean with that standard error: the one to publish.
    pub interval_never_narrower: Interval,
    /// P-value of a mean of 0 with that standard error.
    pub p_value_never_narrower: f64,
    /// Prediction interval with this standard error and `k - 1` degrees of freedom.
    pub prediction: Interval,
}

/// The random-effects mean: `sum w y / sum w` with `w = 1 / (v + tau2)`.
///
/// Unit: that of the effects. With `k` sites and the typical sampling variance `s2 = (k - 1) / (sum 1/v - sum 1/v^2 / sum 1/v)`:
/// `I2 = tau2 / (tau2 + s2)`, `H2 = 1 + tau2 / s2`. Prediction intervals: `mean +- quantile sqrt(tau2 + se^2)`. A single site gives
/// itself.
///
/// Source: DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188; Hartung and Knapp (2001), Statistics in Medicine 20,
/// 3875-3889, equation 9; never narrower: IntHout, Ioannidis and Borm (2014), BMC Medical Research Methodology 14:25; prediction:
/// Higgins, Thompson and Spiegelhalter (2009), Journal of the Royal Statistical Society A 172, 137-159, equation 12; I2: Higgins and
/// Thompson (2002), Statistics in Medicine 21, 1539-1558, section 3.3.
///
/// # Errors
/// [`StatError::Empty`] without sites.
///
/// ```
/// # use wres_disparity::{Level, pooling::{Estimator, effects, random_effects}};
/// let sites = effects(&[0.0, 1.0, 2.0], &[0.25, 0.25, 0.25])?;
/// let pooled = random_effects(&sites, Estimator::Reml, Level::P95)?;
/// assert!((pooled.estimate.value - 1.0).abs() < 1e-14 && (pooled.i_squared - 0.75).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn random_effects(effects: &[Effect], estimator: Estimator, level: Level) -> Result<RandomEffects> {
    if effects.is_empty() {
        return Err(StatError::Empty { what: "y" });
    }
    Ok(pooled(&Sorted::new(effects), estimator, level))
}

pub(super) fn pooled(sorted: &Sorted, estimator: Estimator, level: Level) -> RandomEffects {
    let df = sorted.degrees_of_freedom();
    let tail = 0.5 * level.alpha();
    let tau_squared = estimate(sorted, estimator);
    let (fixed, random) = (sorted.at(0.0), sorted.at(tau_squared));
    let (mean, standard_error) = (random.mean, 1.0 / random.total.sqrt());
    let z = normal::upper_quantile(tail);
    let classic = Interval::around(mean, z * standard_error);
    let total_error = (tau_squared + standard_error * standard_error).sqrt();
    // 1 / typical variance; 0 for a single site, which has none.
    let precision = if df > 0.0 { fixed.spread / df } else { 0.0 };
    let h_squared = 1.0 + tau_squared * precision;
    RandomEffects {
        sites: sorted.len(),
        estimate: Estimate {
            value: mean,
            lower: classic.lower,
            upper: classic.upper,
            p_value: Some(normal::two_sided(mean / standard_error)),
            level,
            method: estimator.method(),
        },
        standard_error,
        tau_squared,
        q: fixed.q,
        p_value_q: p_value_of_q(sorted, fixed.q),
        i_squared: tau_squared * precision / h_squared,
        i_squared_q: if fixed.q > df { (fixed.q - df) / fixed.q } else { 0.0 },
        h_squared,
        prediction_normal: Interval::around(mean, z * total_error),
        prediction: (df >= 2.0).then(|| Interval::around(mean, student::upper_quantile(tail, df - 1.0) * total_error)),
        hartung_knapp: (df >= 1.0).then(|| {
            let t = student::upper_quantile(tail, df);
            let own = (random.q / df / random.total).sqrt();
            let wide = own.max(standard_error);
            let ratio = mean / own;
            HartungKnapp {
                standard_error: own,
                interval: Interval::around(mean, t * own),
                p_value: (!ratio.is_nan()).then(|| student::two_sided(ratio, df)),
                standard_error_never_narrower: wide,
                interval_never_narrower: Interval::around(mean, t * wide),
                p_value_never_narrower: student::two_sided(mean / wide, df),
                prediction: Interval::around(mean, t * (tau_squared + own * own).sqrt()),
            }
        }),
    }
}
