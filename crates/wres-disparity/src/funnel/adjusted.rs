//! Funnel limits that allow for sites differing anyway, and the sites that lie outside even so.

use super::flag::Flag;
use super::overdispersion::{Overdispersion, overdispersion, score_without_event};
use super::transformation::{Site, Transformation};
use crate::error::Result;
use crate::multiplicity::q_values;
use crate::pooling::Interval;
use crate::quantity::Level;
use crate::special::normal;

/// A funnel adjusted for overdispersion.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustedFunnel {
    /// By how much sites differ beyond chance.
    pub overdispersion: Overdispersion,
    /// Each site, in their order.
    pub sites: Vec<AdjustedSite>,
}

/// A site in a funnel adjusted for overdispersion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdjustedSite {
    /// The z-score with the variance between sites added.
    pub z: f64,
    /// The limits at 95%, in the unit of the statistic.
    pub limits_95: Interval,
    /// The limits at 99.8%.
    pub limits_998: Interval,
    /// Where the site lies.
    pub flag: Flag,
    /// The smallest false-discovery rate over all sites at which this one is called.
    pub q_value: f64,
}

/// The funnel with the variance between sites added to that of each site.
///
/// Limits `target +- z sqrt(s^2 + tau2)` on the scale of the transformation, carried back and cut to what is possible: [0, 1] for a
/// proportion, 0 and up for a ratio. Flags and q-values come from `(y - target) / sqrt(s^2 + tau2)`, that is from the scale of the
/// transformation. Unit of the limits: that of the statistic. A site without any event has no place on a log scale: it is judged by its
/// chance of none, the Poisson `exp(-E)` averaged over how sites differ, and never by an infinite distance.
///
/// Source: as [`overdispersion`]; limits: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3.4; q-values: Jones,
/// Ohlssen and Spiegelhalter (2008), Journal of Clinical Epidemiology 61, 232-240.
///
/// # Errors
/// As [`overdispersion`].
///
/// ```
/// # use wres_disparity::funnel::{Transformation, adjusted_funnel, sites};
/// let funnel = adjusted_funnel(&sites(&[8.0, 12.0, 90.0], &[10.0, 10.0, 80.0])?, Transformation::RatioLog, 0.1)?;
/// assert!(funnel.sites[2].limits_95.upper < funnel.sites[0].limits_95.upper);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn adjusted_funnel(sites: &[Site], transformation: Transformation, share: f64) -> Result<AdjustedFunnel> {
    let overdispersion = overdispersion(sites, transformation, share)?;
    let centre = transformation.forwards(overdispersion.target);
    let quantile = |level: Level| normal::upper_quantile(0.5 * level.alpha());
    let (inner, outer) = (quantile(Level::P95), quantile(Level::P998));
    let error = |site: Site| transformation.standard_error(site).hypot(overdispersion.tau_squared.sqrt());
    let scores: Vec<f64> = sites
        .iter()
        .zip(&overdispersion.z_scores)
        .map(|(&site, z)| match transformation.expected_without_event(site) {
            Some(expected) => score_without_event(expected, overdispersion.tau_squared.sqrt()),
            None => z * (transformation.standard_error(site) / error(site)),
        })
        .collect();
    let q_values = q_values(&scores.iter().map(|&z| normal::two_sided(z)).collect::<Vec<_>>())?;
    let limits = |site: Site, quantile: f64| Interval {
        lower: transformation.backwards(centre - quantile * error(site)),
        upper: transformation.backwards(centre + quantile * error(site)),
    };
    let around = |half: f64| Interval { lower: -half, upper: half };
    let adjusted = sites
        .iter()
        .zip(scores)
        .zip(q_values)
        .map(|((&site, z), q_value)| AdjustedSite {
            z,
            limits_95: limits(site, inner),
            limits_998: limits(site, outer),
            flag: Flag::of(z, around(inner), around(outer)),
            q_value,
        })
        .collect();
    Ok(AdjustedFunnel { overdispersion, sites: adjusted })
}
