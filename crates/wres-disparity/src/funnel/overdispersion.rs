//! By how much sites differ beyond chance.

use super::transformation::{Site, Transformation};
use super::trimming::{check, truncated, winsorised};
use crate::error::Result;
use crate::special::normal;
use crate::sum::{Sum, sum};

/// How much sites differ beyond chance, and the z-scores that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Overdispersion {
    /// What the sites are compared with.
    pub target: f64,
    /// Each site's z-score on the scale of the transformation. A site without any event has no place on a log scale: its
    /// z-score is that of the chance of no event, `exp(-E)`.
    pub z_scores: Vec<f64>,
    /// The z-scores with the extremes drawn in, or `None` where they are left out.
    pub trimmed: Vec<Option<f64>>,
    /// The mean square of the trimmed z-scores: 1 if sites differ by chance alone. `None` if nothing is left.
    pub phi: Option<f64>,
    /// The variance between sites on the scale of the transformation, never below 0.
    pub tau_squared: f64,
}

/// How much sites differ beyond chance, by the method of moments from trimmed z-scores.
///
/// `z = (y - target) / s` on the scale of the transformation; trimmed at both ends by `share` (winsorised, or truncated for
/// [`Transformation::RatioLog`]); `phi` is the mean of `z^2` over the `n` sites left; `tau2 = (n phi - (n - 1)) / (sum w - sum w^2 / sum w)`
/// with `w = 1 / s^2`, and 0 if `n phi < n - 1`. On the log scale `ln(O / E)` a site without any event is left out of `phi` and `tau2`,
/// and its own z-score is the normal score of `P(O = 0) = exp(-E)`, the Poisson chance of no event where `E` are expected.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3.4 and appendix A.2; Spiegelhalter, Sherlaw-Johnson and
/// others (2012), Journal of the Royal Statistical Society A 175, 1-47, section 3.3; definitions as in FunnelPlotR.
///
/// # Errors
/// [`crate::NotEstimable::TooFew`] for fewer than two sites, [`crate::NotEstimable::NoCases`] for a ratio of counts without any event,
/// [`crate::StatError::Domain`] for a share outside [0, 0.5) or a proportion with more cases than base.
///
/// ```
/// # use wres_disparity::funnel::{Transformation, overdispersion, sites};
/// let alike = sites(&[50.0, 52.0, 47.0, 51.0], &[100.0; 4])?;
/// assert_eq!(overdispersion(&alike, Transformation::Proportion, 0.1)?.tau_squared, 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn overdispersion(sites: &[Site], transformation: Transformation, share: f64) -> Result<Overdispersion> {
    check(sites.len(), share)?;
    transformation.check(sites)?;
    let target = transformation.target(sites);
    let centre = transformation.forwards(target);
    let z_score = |&site: &Site| match transformation.expected_without_event(site) {
        Some(expected) => score_without_event(expected, 0.0),
        None => (transformation.of(site) - centre) / transformation.standard_error(site),
    };
    let z_scores: Vec<f64> = sites.iter().map(z_score).collect();
    let trimmed = match transformation {
        Transformation::RatioLog => {
            let with_events = |site: &Site| transformation.expected_without_event(*site).is_none();
            let placed: Vec<f64> =
                sites.iter().zip(&z_scores).filter(|(site, _)| with_events(site)).map(|(_, z)| *z).collect();
            let mut kept = truncated(&placed, share).into_iter();
            sites.iter().map(|site| if with_events(site) { kept.next().flatten() } else { None }).collect()
        }
        _ => winsorised(&z_scores, share),
    };
    let left = trimmed.iter().flatten().count() as f64;
    let squares = sum(trimmed.iter().flatten().map(|z| z * z));
    let phi = Some(squares / left).filter(|phi| phi.is_finite());
    let precisions = sites
        .iter()
        .zip(&trimmed)
        .filter(|(_, z)| z.is_some())
        .map(|(&site, _)| transformation.standard_error(site).powi(-2));
    let spread = spread(precisions);
    let excess = squares - (left - 1.0);
    let tau_squared = if excess > 0.0 && excess.is_finite() && spread > 0.0 { excess / spread } else { 0.0 };
    Ok(Overdispersion { target, z_scores, trimmed, phi, tau_squared })
}

/// The normal score of no event where so many are expected and sites differ by `tau` on the log scale: `P(O = 0)` is the mean of
/// `exp(-E exp(tau u))` over a standard normal `u`, and `exp(-E)` where sites are alike.
pub(super) fn score_without_event(expected: f64, tau: f64) -> f64 {
    const EDGE: f64 = 8.0;
    const STEPS: u32 = 640;
    let chance = if tau > 0.0 {
        let step = 2.0 * EDGE / f64::from(STEPS);
        let (mut total, mut weights) = (Sum::new(), Sum::new());
        for place in 0..=STEPS {
            let u = f64::from(place).mul_add(step, -EDGE);
            let weight = (-0.5 * u * u).exp();
            weights.add(weight);
            total.add(weight * (-expected * (tau * u).exp()).exp());
        }
        total.value() / weights.value()
    } else {
        (-expected).exp()
    };
    // A chance that is too small to be told from none is still one.
    normal::quantile(chance.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON))
}

/// `sum w - sum w^2 / sum w`, as twice the sum of products of pairs over the sum.
pub(super) fn spread(weights: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut pairs) = (0.0, Sum::new());
    for weight in weights {
        pairs.add(weight * total);
        total += weight;
    }
    if total > 0.0 { 2.0 * (pairs.value() / total) } else { 0.0 }
}
