//! The fit, its profile limits and its tests.

use super::{ascent::maximise, point::Point};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    model::{
        coefficients::Coefficients,
        design::{Design, Pattern, Terms},
        likelihood::{Held, Trail, profile_limit},
        linear_algebra::Square,
    },
    quantity::Level,
    special::chi_squared,
};

/// A logistic regression with Firth's penalty.
#[derive(Debug, Clone, PartialEq)]
pub struct FirthFit {
    /// Log odds ratios with the inverse Fisher information at the estimate as covariance (as R's `brglm2`).
    pub coefficients: Coefficients,
    /// The covariance from the augmented data, in which a pattern of leverage `h` counts as `n + h` people (as R's
    /// `logistf`): smaller, by up to a tenth under separation.
    pub augmented_covariance: Square,
    /// The penalised log-likelihood, `log L + log det(I) / 2`, over the people one by one.
    pub log_likelihood: f64,
    /// The same with every coefficient but the intercept held at 0, the penalty still that of the whole model.
    pub null_log_likelihood: f64,
}

/// Logistic regression with Firth's penalty: maximises `log L(b) + log det(I(b)) / 2`, where `I` is the Fisher information
/// (Firth 1993, Biometrika 80:27; Heinze & Schemper 2002, Statistics in Medicine 21:2409, equation 2).
///
/// Removes the first-order bias of maximum likelihood and is finite whenever the terms are linearly independent, also under
/// complete separation, without cases or with cases only. Unit: log odds ratios. Shares that it predicts are drawn
/// towards one half; [`adjusted_ratio`](crate::model::adjusted_ratio) corrects that.
///
/// # Errors
/// [`NotEstimable::Singular`] where terms are linearly dependent, [`NotEstimable::NoBase`] without people.
///
/// # Examples
/// With a saturated model the penalty adds one half to every cell.
/// ```
/// use wres_disparity::model::{Pattern, Terms, firth};
/// let patterns = [Pattern::new(&[0.0], 10, 40)?, Pattern::new(&[1.0], 0, 20)?];
/// let fit = firth(&patterns, &Terms::main_effects(1))?;
/// assert!((fit.coefficients.estimates[1] - (0.5 * 30.5 / (20.5 * 10.5_f64)).ln()).abs() < 1e-10);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn firth(patterns: &[Pattern], terms: &Terms) -> Result<FirthFit> {
    fit(&Design::pool(patterns, terms)?)
}

/// The same on a design that is already pooled.
pub(crate) fn fit(design: &Design) -> Result<FirthFit> {
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(design, &vec![0.0; design.width()], &all)?;
    let null = maximise(design, &vec![0.0; design.width()], &[0])?;
    summarise(design, peak, &null)
}

fn summarise(design: &Design, peak: Point, null: &Point) -> Result<FirthFit> {
    let augmented_covariance = peak.augmented_covariance(design).ok_or(NotEstimable::NoConvergence)?;
    Ok(FirthFit {
        log_likelihood: peak.log_likelihood(design),
        null_log_likelihood: null.log_likelihood(design),
        augmented_covariance,
        coefficients: Coefficients { covariance: peak.factor.inverse(), estimates: peak.coefficients },
    })
}

/// Firth's regression with the profile limits and likelihood ratio tests of its penalised likelihood (Heinze & Schemper
/// 2002, section 2.3): one [`Estimate`] of the log odds ratio for each coefficient, with method `firth`.
///
/// # Errors
/// Those of [`firth()`].
///
/// # Examples
/// ```
/// use wres_disparity::{Level, model::{Pattern, Terms, firth_profile}};
/// let patterns = [Pattern::new(&[0.0], 10, 40)?, Pattern::new(&[1.0], 0, 20)?];
/// let (fit, intervals) = firth_profile(&patterns, &Terms::main_effects(1), Level::P95)?;
/// assert!(intervals[1].upper < 0.0 && intervals[1].lower.is_finite());
/// assert!(intervals[1].p_value.is_some_and(|p| p < 0.02));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn firth_profile(patterns: &[Pattern], terms: &Terms, level: Level) -> Result<(FirthFit, Vec<Estimate>)> {
    let design = Design::pool(patterns, terms)?;
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(&design, &vec![0.0; design.width()], &all)?;
    let null = maximise(&design, &vec![0.0; design.width()], &[0])?;
    let intervals = all.iter().map(|&index| profile(&design, &peak, index, level)).collect::<Result<_>>()?;
    Ok((summarise(&design, peak, &null)?, intervals))
}

/// The profile interval and likelihood ratio test of one coefficient.
pub(crate) fn profile_of(design: &Design, index: usize, level: Level) -> Result<Estimate> {
    let all: Vec<usize> = (0..design.width()).collect();
    let peak = maximise(design, &vec![0.0; design.width()], &all)?;
    profile(design, &peak, index, level)
}

fn profile(design: &Design, peak: &Point, index: usize, level: Level) -> Result<Estimate> {
    let others: Vec<usize> = (0..design.width()).filter(|&other| other != index).collect();
    let threshold = chi_squared::upper_quantile(level.alpha(), 1.0);
    let estimate = peak.coefficients[index];
    let step = threshold.sqrt() * peak.factor.inverse()[(index, index)].sqrt();
    let side = |step: f64| {
        let mut trail = Trail::new(index, &peak.coefficients);
        profile_limit(estimate, step, threshold, |value| {
            let mut held = Err(NotEstimable::NoConvergence.into());
            for start in trail.starts(value) {
                held = maximise(design, &start, &others);
                if held.is_ok() {
                    break;
                }
            }
            let held = held?;
            trail.reached(&held.coefficients);
            Ok(Held { fall: 2.0 * peak.above(&held, design), slope: held.scores(design)[index] })
        })
    };
    let mut start = peak.coefficients.clone();
    start[index] = 0.0;
    let absent = maximise(design, &start, &others)?;
    let p_value = chi_squared::sf((2.0 * peak.above(&absent, design)).max(0.0), 1.0);
    Ok(Estimate {
        value: estimate,
        lower: side(-step)?,
        upper: side(step)?,
        p_value: Some(p_value),
        level,
        method: "firth",
    })
}
