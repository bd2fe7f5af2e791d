//! A funnel of effects that come with a variance of their own, such as log ratios of two rates.

use super::flag::Flag;
use super::overdispersion::spread;
use super::trimming::{check, winsorised};
use crate::error::Result;
use crate::multiplicity::q_values;
use crate::pooling::{Effect, Interval, inverse_variance_fixed};
use crate::quantity::Level;
use crate::special::normal;
use crate::sum::sum;

/// A funnel of effects, with limits that allow for sites differing anyway.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectFunnel {
    /// What the sites are compared with: their mean, weighted by precision.
    pub target: f64,
    /// The mean square of the winsorised z-scores: 1 if sites differ by chance alone.
    pub phi: f64,
    /// The variance between sites, never below 0.
    pub tau_squared: f64,
    /// Each site, in their order.
    pub sites: Vec<FunnelEffect>,
}

/// A site in a funnel of effects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelEffect {
    /// How far the effect lies from the target, in standard errors with the variance between sites added.
    pub z: f64,
    /// The limits at 95% for a site of this precision, in the unit of the effects.
    pub limits_95: Interval,
    /// The limits at 99.8%.
    pub limits_998: Interval,
    /// Where the site lies.
    pub flag: Flag,
    /// The smallest false-discovery rate over all sites at which this one is called.
    pub q_value: f64,
}

/// The funnel of effects `y` with variances `v` around their precision-weighted mean `m`: `z = (y - m) / sqrt(v)`, winsorised at both
/// ends by `share`; `phi` is the mean of `z^2`; `tau2 = (n phi - (n - 1)) / (sum w - sum w^2 / sum w)` with `w = 1 / v`, and 0 if that is
/// negative; limits `m +- z sqrt(v + tau2)`. Unit: that of the effects.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3.4 and appendix A.2; q-values: Jones, Ohlssen and
/// Spiegelhalter (2008), Journal of Clinical Epidemiology 61, 232-240.
///
/// # Errors
/// [`crate::NotEstimable::TooFew`] for fewer than two sites; [`crate::StatError::Domain`] for a share outside [0, 0.5).
///
/// ```
/// # use wres_disparity::{funnel::{Flag, effect_funnel}, pooling::effects};
/// let funnel = effect_funnel(&effects(&[0.1, -0.1, 0.0, 0.05, 3.0], &[0.04; 5])?, 0.2)?;
/// assert_eq!((funnel.sites[4].flag, funnel.sites[0].flag), (Flag::VeryHigh, Flag::Inside));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn effect_funnel(effects: &[Effect], share: f64) -> Result<EffectFunnel> {
    check(effects.len(), share)?;
    let target = inverse_variance_fixed(effects, Level::P95)?.estimate.value;
    let z_scores: Vec<f64> = effects.iter().map(|one| (one.value() - target) / one.variance().sqrt()).collect();
    let squares = sum(winsorised(&z_scores, share).iter().flatten().map(|z| z * z));
    let sites = effects.len() as f64;
    let excess = squares - (sites - 1.0);
    let spread = spread(effects.iter().map(|one| one.variance().recip()));
    let tau_squared = if excess > 0.0 && spread > 0.0 { excess / spread } else { 0.0 };
    let quantile = |level: Level| normal::upper_quantile(0.5 * level.alpha());
    let (inner, outer) = (quantile(Level::P95), quantile(Level::P998));
    let error = |one: &Effect| (one.variance() + tau_squared).sqrt();
    let scores: Vec<f64> = effects.iter().map(|one| (one.value() - target) / error(one)).collect();
    let q_values = q_values(&scores.iter().map(|&z| normal::two_sided(z)).collect::<Vec<_>>())?;
    let around = |centre: f64, half: f64| Interval { lower: centre - half, upper: centre + half };
    let placed = effects.iter().zip(scores).zip(q_values).map(|((one, z), q_value)| FunnelEffect {
        z,
        limits_95: around(target, inner * error(one)),
        limits_998: around(target, outer * error(one)),
        flag: Flag::of(z, around(0.0, inner), around(0.0, outer)),
        q_value,
    });
    Ok(EffectFunnel { target, phi: squares / sites, tau_squared, sites: placed.collect() })
}

#[cfg(test)]
mod tests {
    use super::effect_funnel;
    use crate::pooling::effects;

    #[test]
    fn sites_that_differ_by_chance_alone_have_no_variance_between_them() {
        let funnel = effect_funnel(&effects(&[0.1, -0.1, 0.05, -0.05], &[0.04; 4]).unwrap(), 0.1).unwrap();
        assert_eq!(funnel.tau_squared, 0.0);
        assert!(funnel.phi < 1.0 && funnel.target.abs() < 1e-15);
    }

    #[test]
    fn unlike_sites_widen_the_limits_by_the_variance_between_them() {
        // Without trimming, of equal variances: phi = mean z^2, and tau2 = (n phi - (n - 1)) v / (n - 1).
        let funnel = effect_funnel(&effects(&[-1.0, 0.0, 1.0], &[0.1; 3]).unwrap(), 0.0).unwrap();
        assert!((funnel.phi - 20.0 / 3.0).abs() < 1e-12);
        assert!((funnel.tau_squared - 18.0 * 0.1 / 2.0).abs() < 1e-12);
        let half = funnel.sites[0].limits_95.upper;
        assert!((half - 1.959_963_984_540_054 * (0.1_f64 + 0.9).sqrt()).abs() < 1e-12);
    }
}
