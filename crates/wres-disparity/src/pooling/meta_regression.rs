//! Does the effect change with something known of each site?

use super::effect::{Effect, Interval};
use crate::error::{NotEstimable, Result, StatError};
use crate::quantity::Level;
use crate::special::{chi_squared, student};

/// A mixed-effects regression of the effects on one moderator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetaRegression {
    /// The effect where the moderator is 0.
    pub intercept: f64,
    /// Its classic standard error.
    pub intercept_error: f64,
    /// Change of the effect per unit of the moderator.
    pub slope: f64,
    /// Its classic standard error.
    pub slope_error: f64,
    /// Its Knapp-Hartung standard error, never below the classic one.
    pub slope_error_never_narrower: f64,
    /// Interval of the slope: that standard error, and t with `k - 2` degrees of freedom.
    pub slope_interval: Interval,
    /// P-value of no slope, by the same.
    pub slope_p_value: f64,
    /// The variance between sites that the moderator leaves.
    pub tau_squared: f64,
    /// Residual heterogeneity, with fixed-effect weights.
    pub q_residual: f64,
    /// Its p-value, chi-squared with `k - 2` degrees of freedom.
    pub p_value_q: f64,
}

/// Weighted least squares of `y` on `1, x` at one variance between sites.
struct Fit {
    /// Inverse of `X'WX`: variance of intercept, of slope, and their covariance.
    variances: (f64, f64),
    determinant: f64,
    coefficients: (f64, f64),
    squares: f64,
}

/// Mixed-effects meta-regression on one moderator: `y = b0 + b1 x + u + e`, `Var u = tau2` by restricted maximum likelihood, weights
/// `1 / (v + tau2)`.
///
/// Unit: effects per unit of the moderator. Slope by t with `k - 2` degrees of freedom and the Knapp-Hartung standard error, never
/// below the classic one. The restricted likelihood is searched over the whole range, so its highest of several maxima is found.
///
/// Source: Raudenbush (2009), in Cooper, Hedges and Valentine, The Handbook of Research Synthesis, 295-315; Knapp and Hartung (2003),
/// Statistics in Medicine 22, 2693-2710, equations 8 and 9.
///
/// # Errors
/// [`StatError::Lengths`]; [`NotEstimable::TooFew`] for fewer than four sites; [`NotEstimable::Singular`] where the moderator does not
/// vary; [`StatError::Domain`] where it is not finite.
///
/// ```
/// # use wres_disparity::{Level, pooling::{effects, meta_regression}};
/// let sites = effects(&[1.0, 2.1, 2.9, 4.0], &[0.01; 4])?;
/// let line = meta_regression(&sites, &[0.0, 1.0, 2.0, 3.0], Level::P95)?;
/// assert!((line.slope - 0.98).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn meta_regression(effects: &[Effect], moderator: &[f64], level: Level) -> Result<MetaRegression> {
    if effects.len() != moderator.len() {
        return Err(StatError::Lengths { left: "y", left_len: effects.len(), right: "x", right_len: moderator.len() });
    }
    if let Some(wrong) = moderator.iter().find(|value| value.is_nan() || value.abs() >= 1e50) {
        return Err(StatError::Domain {
            what: "x",
            given: wrong.to_string(),
            must: "every value must be a number within 1e50 of 0",
        });
    }
    if effects.len() < 4 {
        return Err(NotEstimable::TooFew.into());
    }
    let centre = moderator.iter().sum::<f64>() / moderator.len() as f64;
    let spread = moderator.iter().map(|x| (x - centre).powi(2)).sum::<f64>();
    if spread <= 1e-20 * centre.powi(2).max(1e-300) * moderator.len() as f64 || spread == 0.0 {
        return Err(NotEstimable::Singular.into());
    }
    let sites: Vec<(f64, f64, f64)> =
        effects.iter().zip(moderator).map(|(effect, x)| (x - centre, effect.value(), effect.variance())).collect();
    let tau_squared = restricted_maximum(&sites);
    let at = fit(&sites, tau_squared);
    let df = sites.len() as f64 - 2.0;
    // Knapp and Hartung: the weighted residual variance, which is 1 where the model is right.
    let scale = (at.squares / df).sqrt().max(1.0);
    let slope_error = at.variances.1.sqrt();
    let wide = slope_error * scale;
    let t = student::upper_quantile(0.5 * level.alpha(), df);
    let q_residual = fit(&sites, 0.0).squares;
    Ok(MetaRegression {
        intercept: at.coefficients.0 - centre * at.coefficients.1,
        // The intercept was fitted at the mean of the moderator, where it is uncorrelated with the slope only if weights are equal.
        intercept_error: intercept_error(&sites, tau_squared, centre),
        slope: at.coefficients.1,
        slope_error,
        slope_error_never_narrower: wide,
        slope_interval: Interval::around(at.coefficients.1, t * wide),
        slope_p_value: student::two_sided(at.coefficients.1 / wide, df),
        tau_squared,
        q_residual,
        p_value_q: chi_squared::sf(q_residual, df),
    })
}

fn fit(sites: &[(f64, f64, f64)], tau_squared: f64) -> Fit {
    let (mut w, mut wx, mut wxx, mut wy, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y, v) in sites {
        let weight = 1.0 / (v + tau_squared);
        w += weight;
        wx += weight * x;
        wxx += weight * x * x;
        wy += weight * y;
        wxy += weight * x * y;
    }
    let determinant = w * wxx - wx * wx;
    let slope = (w * wxy - wx * wy) / determinant;
    let intercept = (wy - slope * wx) / w;
    let squares = sites.iter().map(|(x, y, v)| (y - intercept - slope * x).powi(2) / (v + tau_squared)).sum();
    Fit { variances: (wxx / determinant, w / determinant), determinant, coefficients: (intercept, slope), squares }
}

fn intercept_error(sites: &[(f64, f64, f64)], tau_squared: f64, centre: f64) -> f64 {
    let moved: Vec<(f64, f64, f64)> = sites.iter().map(|(x, y, v)| (x + centre, *y, *v)).collect();
    fit(&moved, tau_squared).variances.0.sqrt()
}

/// The variance between sites with the highest restricted likelihood.
fn restricted_maximum(sites: &[(f64, f64, f64)]) -> f64 {
    let minus = |tau_squared: f64| {
        let at = fit(sites, tau_squared);
        sites.iter().map(|(_, _, v)| (v + tau_squared).ln()).sum::<f64>() + at.determinant.ln() + at.squares
    };
    let mean = sites.iter().map(|(_, y, _)| y).sum::<f64>() / sites.len() as f64;
    let highest = 10.0 * sites.iter().map(|(_, y, v)| (y - mean).powi(2) + v).sum::<f64>().max(1e-40);
    const STEPS: i32 = 240;
    let grid = |step: i32| {
        if step == 0 { 0.0 } else { highest * 10_f64.powf(-12.0 * f64::from(STEPS - step) / f64::from(STEPS)) }
    };
    let best = (0..=STEPS).min_by(|one, other| minus(grid(*one)).total_cmp(&minus(grid(*other)))).unwrap_or(0);
    let (mut low, mut high) = (grid((best - 1).max(0)), grid((best + 1).min(STEPS)));
    if best == 0 && minus(0.0) <= minus(high * 1e-3) {
        return 0.0;
    }
    // The slope of the restricted likelihood changes sign at its maximum: bisection to the last bits.
    let slope = |tau_squared: f64| score(sites, tau_squared);
    if slope(low) < 0.0 {
        return low;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Twice the derivative of the restricted likelihood: `sum w^2 e^2 - sum w + trace of (X'WX)^-1 X'W^2X`.
fn score(sites: &[(f64, f64, f64)], tau_squared: f64) -> f64 {
    let at = fit(sites, tau_squared);
    let (mut w2, mut w2x, mut w2xx, mut wx, mut out) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y, v) in sites {
        let weight = 1.0 / (v + tau_squared);
        let squared = weight * weight;
        w2 += squared;
        w2x += squared * x;
        w2xx += squared * x * x;
        wx += weight * x;
        out += squared * (y - at.coefficients.0 - at.coefficients.1 * x).powi(2) - weight;
    }
    let (a, d, b) = (at.variances.0, at.variances.1, -wx / at.determinant);
    out + a * w2 + 2.0 * b * w2x + d * w2xx
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pooling::{Measure, measure};
    use crate::quantity::Binomial;

    /// Colditz and others (1994): vaccinated with and without tuberculosis, not vaccinated with and without, absolute latitude.
    pub(crate) const BCG: [(u64, u64, u64, u64, f64); 13] = [
        (4, 119, 11, 128, 44.0),
        (6, 300, 29, 274, 55.0),
        (3, 228, 11, 209, 42.0),
        (62, 13536, 248, 12619, 52.0),
        (33, 5036, 47, 5761, 13.0),
        (180, 1361, 372, 1079, 44.0),
        (8, 2537, 10, 619, 19.0),
        (505, 87886, 499, 87892, 13.0),
        (29, 7470, 45, 7232, 27.0),
        (17, 1699, 65, 1600, 42.0),
        (186, 50448, 141, 27197, 18.0),
        (5, 2493, 3, 2338, 33.0),
        (27, 16886, 29, 17825, 33.0),
    ];

    #[test]
    fn latitude_and_bcg_as_metafor_prints_it() {
        let one = |(a, b, c, d, _): &(u64, u64, u64, u64, f64)| {
            let measured =
                measure(Measure::LogRiskRatio, Binomial::of(*a, a + b).unwrap(), Binomial::of(*c, c + d).unwrap());
            measured.unwrap().unwrap().effect
        };
        let sites: Vec<Effect> = BCG.iter().map(one).collect();
        let latitudes: Vec<f64> = BCG.iter().map(|row| row.4).collect();
        let line = meta_regression(&sites, &latitudes, Level::P95).unwrap();
        // Viechtbauer (2010), Journal of Statistical Software 36(3); metafor, rma.uni, the example with ablat.
        for (value, printed, half) in [
            (line.intercept, 0.2515, 5e-5),
            (line.intercept_error, 0.2491, 5e-5),
            (line.slope, -0.0291, 5e-5),
            (line.slope_error, 0.0072, 5e-5),
            // Printed by a search that stops within 1e-5; the maximum itself, found by a search of another kind, is 0.0763480.
            (line.tau_squared, 0.0764, 6e-5),
            (line.tau_squared, 0.076_348_0, 1e-7),
            (line.q_residual, 30.7331, 5e-5),
            (line.p_value_q, 0.0012, 5e-5),
        ] {
            assert!((value - printed).abs() <= half * 1.0001, "{value} for {printed}");
        }
    }

    #[test]
    fn a_moderator_that_does_not_vary_is_refused() {
        let sites = crate::pooling::effects(&[0.1, 0.2, 0.3, 0.4], &[0.1; 4]).unwrap();
        assert_eq!(meta_regression(&sites, &[2.0; 4], Level::P95), Err(NotEstimable::Singular.into()));
        assert_eq!(meta_regression(&sites[..3], &[1.0, 2.0, 3.0], Level::P95), Err(NotEstimable::TooFew.into()));
        assert!(meta_regression(&sites, &[1.0, 2.0, f64::NAN, 3.0], Level::P95).is_err());
    }
}
