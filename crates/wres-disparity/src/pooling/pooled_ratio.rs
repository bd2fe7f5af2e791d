//! Both pooled ratios of a set of sites, straight from their counts.

use super::effect::{Effect, Interval};
use super::measure::{Measure, measure};
use super::q_profile::interval as tau_squared_interval;
use super::random::{RandomEffects, pooled};
use super::tau_squared::Estimator;
use super::weighted::Sorted;
use crate::error::{NotEstimable, Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::strata::{CrudeAndStratified, MantelHaenszel, Stratum, crude_and_stratified, mantel_haenszel_rr};

/// A set of sites pooled in both ways, each answering its own question, with the crude ratio beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct PooledRatio {
    /// "If the ratio is the same at every site, what is it?" The stratified score ratio, and the crude one with which it should
    /// not be confused.
    pub common: CrudeAndStratified,
    /// The Mantel-Haenszel ratio with its Wald interval; `None` where one group has no case anywhere.
    pub mantel_haenszel: Option<MantelHaenszel>,
    /// "If the ratio differs from site to site, what is it on average, and where would another site lie?" Or why there is no
    /// answer.
    pub across: std::result::Result<AcrossSites, NotEstimable>,
    /// How many sites took part.
    pub sites: SitesUsed,
}

/// The random-effects ratio over sites.
#[derive(Debug, Clone, PartialEq)]
pub struct AcrossSites {
    /// The mean ratio (the exponential of the mean log ratio) with the Hartung-Knapp interval that is never narrower than the
    /// classic one.
    pub ratio: Estimate,
    /// Where the ratio of another site would lie, with the level of the interval; `None` for fewer than three sites.
    pub prediction: Option<Interval>,
    /// Q-profile interval of the variance of the true log ratios.
    pub tau_squared: Interval,
    /// Everything else, on the log scale.
    pub log_scale: RandomEffects,
}

/// How many sites took part in a pooled ratio, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SitesUsed {
    /// Sites given.
    pub given: usize,
    /// Sites with one group only: in neither pooled ratio.
    pub without_both_groups: usize,
    /// Sites without cases, or with nothing but cases: left out across sites.
    pub without_contrast: usize,
    /// Sites with a zero cell, which had 1/2 added to all four cells across sites.
    pub corrected: usize,
    /// Sites that took part across sites.
    pub across: usize,
}

/// Pools the risk ratio of the first group over the second from the counts of each site.
///
/// The common ratio is [`crate::strata::stratified_score_rr`], with nothing added to zero cells; across sites it is
/// [`super::random_effects`] by REML of log risk ratios with the zero rule of [`super::measure`], the Hartung-Knapp interval
/// that is never narrower, and the prediction interval of Higgins, Thompson and Spiegelhalter. Unit: ratios of proportions.
///
/// # Errors
/// [`NotEstimable`] where there is no common ratio: nobody, no site with both groups, no cases; [`StatError::Domain`] where a total
/// does not fit in 64 bits.
///
/// ```
/// # use wres_disparity::{Binomial, Level, pooling::pool_ratio};
/// let sites = [
///     (Binomial::of(20, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(40, 200)?, Binomial::of(20, 200)?),
///     (Binomial::of(0, 30)?, Binomial::of(0, 20)?),
/// ];
/// let pooled = pool_ratio(&sites, Level::P95)?;
/// assert!((pooled.common.stratified.value - 2.0).abs() < 1e-15);
/// assert_eq!((pooled.sites.across, pooled.sites.without_contrast), (2, 1));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn pool_ratio(sites: &[Stratum], level: Level) -> Result<PooledRatio> {
    let common = crude_and_stratified(sites, level)?;
    let mantel_haenszel = match mantel_haenszel_rr(sites, level) {
        Ok(common) => Some(common),
        Err(StatError::NotEstimable(_)) => None,
        Err(error) => return Err(error),
    };
    let mut used = SitesUsed { given: sites.len(), ..SitesUsed::default() };
    let mut effects = Vec::with_capacity(sites.len());
    for &(one, two) in sites {
        if one.base().0 == 0 || two.base().0 == 0 {
            used.without_both_groups += 1;
        } else if let Some(site) = measure(Measure::LogRiskRatio, one, two)? {
            used.corrected += usize::from(site.corrected);
            effects.push(site.effect);
        } else {
            used.without_contrast += 1;
        }
    }
    used.across = effects.len();
    Ok(PooledRatio { common, mantel_haenszel, across: across(&effects, level), sites: used })
}

fn across(effects: &[Effect], level: Level) -> std::result::Result<AcrossSites, NotEstimable> {
    if effects.len() < 2 {
        return Err(NotEstimable::TooFew);
    }
    let sorted = Sorted::new(effects);
    let log_scale = pooled(&sorted, Estimator::Reml, level);
    let hartung_knapp = log_scale.hartung_knapp.ok_or(NotEstimable::TooFew)?;
    let interval = hartung_knapp.interval_never_narrower.exp();
    Ok(AcrossSites {
        ratio: Estimate {
            value: log_scale.estimate.value.exp(),
            lower: interval.lower,
            upper: interval.upper,
            p_value: Some(hartung_knapp.p_value_never_narrower),
            level,
            method: "re.reml",
        },
        prediction: log_scale.prediction.map(Interval::exp),
        tau_squared: tau_squared_interval(&sorted, level),
        log_scale,
    })
}
