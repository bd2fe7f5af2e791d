//! The funnel of ratios of two rates, straight from the counts of the sites.

use super::effects::{EffectFunnel, FunnelEffect, effect_funnel};
use super::flag::Flag;
use crate::error::{Result, StatError};
use crate::pooling::{Effect, Interval};
use crate::quantity::Level;
use crate::rounded::log_ratio_effect;
use crate::special::normal;
use crate::strata::Stratum;

/// A funnel of ratios, with limits that allow for sites differing anyway.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioFunnel {
    /// The ratio that sites are compared with.
    pub target: f64,
    /// The mean square of the winsorised z-scores: 1 if sites differ by chance alone.
    pub phi: f64,
    /// The variance between sites of the log ratio, never below 0.
    pub tau_squared: f64,
    /// Each site, in their order; `None` where it has no ratio.
    pub sites: Vec<Option<RatioInFunnel>>,
}

/// A site in a funnel of ratios.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatioInFunnel {
    /// Standard error of the site's log ratio: how small it is.
    pub standard_error: f64,
    /// How far the log ratio lies from the target, in standard errors with the variance between sites added.
    pub z: f64,
    /// The limits at 95% for a site of this size.
    pub limits_95: Interval,
    /// The limits at 99.8%.
    pub limits_998: Interval,
    /// Where the site lies.
    pub flag: Flag,
    /// The smallest false-discovery rate over all sites at which this one is called.
    pub q_value: f64,
}

/// The funnel of the ratios of two rates over sites: [`effect_funnel`] of their log ratios ([`log_ratio_effect`]), carried back to
/// ratios. `s2` is the mean square error of counts that were rounded, `share` the part of the sites at each end that is winsorised.
/// Unit: ratios.
///
/// # Errors
/// [`crate::NotEstimable::TooFew`] for fewer than two sites with a ratio; [`StatError::Domain`] for a share outside [0, 0.5).
pub fn ratio_funnel(sites: &[Stratum], s2: f64, share: f64) -> Result<RatioFunnel> {
    let effects: Vec<Option<Effect>> = sites
        .iter()
        .map(|(of, against)| match log_ratio_effect(*of, *against, s2) {
            Ok(effect) => Ok(Some(effect)),
            Err(StatError::NotEstimable(_)) => Ok(None),
            Err(error) => Err(error),
        })
        .collect::<Result<_>>()?;
    let known: Vec<Effect> = effects.iter().flatten().copied().collect();
    let EffectFunnel { target, phi, tau_squared, sites: placed } = effect_funnel(&known, share)?;
    let mut placed = placed.into_iter();
    let sites = effects.iter().map(|effect| {
        let effect = (*effect)?;
        placed.next().map(|site| in_funnel(effect, site))
    });
    Ok(RatioFunnel { target: target.exp(), phi, tau_squared, sites: sites.collect() })
}

fn in_funnel(effect: Effect, site: FunnelEffect) -> RatioInFunnel {
    RatioInFunnel {
        standard_error: effect.variance().sqrt(),
        z: site.z,
        limits_95: site.limits_95.exp(),
        limits_998: site.limits_998.exp(),
        flag: site.flag,
        q_value: site.q_value,
    }
}

impl RatioFunnel {
    /// The limits at 95% and at 99.8% of a site whose log ratio has this standard error: `target exp(+- z sqrt(se^2 + tau2))`.
    #[must_use]
    pub fn limits_at(&self, standard_error: f64) -> [Interval; 2] {
        let error = standard_error.hypot(self.tau_squared.sqrt());
        [Level::P95, Level::P998].map(|level| {
            let half = normal::critical(level) * error;
            Interval { lower: self.target * (-half).exp(), upper: self.target * half.exp() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ratio_funnel;
    use crate::Binomial;

    #[test]
    fn the_curve_passes_through_the_limits_of_every_site_and_a_site_without_a_ratio_has_none() {
        let of = |cases, base| Binomial::of(cases, base).unwrap();
        let sites = [
            (of(20, 100), of(30, 300)),
            (of(0, 40), of(0, 90)),
            (of(5, 80), of(12, 210)),
            (of(33, 90), of(20, 200)),
            (of(3, 20), of(9, 60)),
        ];
        let funnel = ratio_funnel(&sites, 4.0, 0.1).unwrap();
        assert!(funnel.sites[1].is_none());
        for site in funnel.sites.iter().flatten() {
            let [inner, outer] = funnel.limits_at(site.standard_error);
            for (curve, own) in [(inner, site.limits_95), (outer, site.limits_998)] {
                assert!((curve.lower / own.lower - 1.0).abs() < 1e-12 && (curve.upper / own.upper - 1.0).abs() < 1e-12);
            }
        }
    }
}
