//! Ratios of sites drawn towards their mean, as far as their own uncertainty allows.

use crate::error::{NotEstimable, Result, StatError};
use crate::estimate::Estimate;
use crate::pooling::{Effect, Estimator, Interval, Measure, MeasuredEffect, measure, random_effects};
use crate::quantity::Level;
use crate::rounded::log_ratio_effect;
use crate::special::normal;
use crate::strata::{Stratum, stratified_score_rr};

/// Effects of sites drawn towards their mean.
#[derive(Debug, Clone, PartialEq)]
pub struct EmpiricalBayes {
    /// The random-effects mean they are drawn to.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The variance between sites, by REML.
    pub tau_squared: f64,
    /// The shrunken effects, in the order of the sites.
    pub sites: Vec<ShrunkenEffect>,
}

/// One site's effect drawn towards the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrunkenEffect {
    /// The posterior mean.
    pub value: f64,
    /// Its standard deviation, with the uncertainty of the mean of all.
    pub standard_error: f64,
    /// Normal interval.
    pub interval: Interval,
    /// The weight of the site's own effect, between 0 (wholly drawn to the mean) and 1 (left alone).
    pub own_weight: f64,
}

impl ShrunkenEffect {
    /// A log ratio and its interval as ratios.
    #[must_use]
    pub fn ratio(&self) -> (f64, Interval) {
        (self.value.exp(), self.interval.exp())
    }
}

/// Effects of sites drawn towards their random-effects mean `m`: `m + B (y - m)` with `B = tau2 / (tau2 + v)`.
///
/// Variance `B v + (1 - B)^2 se(m)^2`; normal interval. That tau2 is itself estimated is left out, so with few sites the intervals
/// are somewhat short. A site without an effect of its own (`None`) gets the mean, with variance `tau2 + se(m)^2`. Unit: that of
/// the effects.
///
/// Source: Raudenbush and Bryk (1985), Journal of Educational Statistics 10, 75-98, equations 7 to 9; Morris (1983), Journal of the
/// American Statistical Association 78, 47-55.
///
/// # Errors
/// [`NotEstimable::TooFew`] for fewer than two sites with an effect.
///
/// ```
/// # use wres_disparity::{Level, pooling::effects, shrinkage::empirical_bayes};
/// let sites: Vec<_> = effects(&[0.0, 1.0, 2.0], &[0.25; 3])?.into_iter().map(Some).collect();
/// let shrunken = empirical_bayes(&sites, Level::P95)?;
/// assert!((shrunken.sites[0].value - 0.25).abs() < 1e-13 && (shrunken.sites[0].own_weight - 0.75).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn empirical_bayes(sites: &[Option<Effect>], level: Level) -> Result<EmpiricalBayes> {
    let known: Vec<Effect> = sites.iter().flatten().copied().collect();
    if known.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    let pooled = random_effects(&known, Estimator::Reml, level)?;
    let (mean, standard_error, tau_squared) = (pooled.estimate.value, pooled.standard_error, pooled.tau_squared);
    let z = normal::upper_quantile(0.5 * level.alpha());
    let shrink = |site: &Option<Effect>| {
        let (value, own_weight, within) = match site {
            Some(effect) => {
                let own_weight = tau_squared / (tau_squared + effect.variance());
                (mean + own_weight * (effect.value() - mean), own_weight, own_weight * effect.variance())
            }
            None => (mean, 0.0, tau_squared),
        };
        let error = within.sqrt().hypot((1.0 - own_weight) * standard_error);
        let interval = Interval { lower: value - z * error, upper: value + z * error };
        ShrunkenEffect { value, standard_error: error, interval, own_weight }
    };
    Ok(EmpiricalBayes { mean, standard_error, tau_squared, sites: sites.iter().map(shrink).collect() })
}

/// One site's ratio, its own and drawn towards the mean of all.
#[derive(Debug, Clone, PartialEq)]
pub struct ShrunkenRatio {
    /// The site's own ratio with its score interval; or why it has none.
    pub own: Result<Estimate>,
    /// The shrunken ratio.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    /// The weight of the site's own log ratio, between 0 and 1; 0 for a site without contrast.
    pub own_weight: f64,
    /// 1/2 was added to the four cells of this site, because one of them is 0.
    pub corrected: bool,
}

/// Risk ratios of sites (first group over second) drawn towards their mean on the log scale by [`empirical_bayes`].
///
/// The log ratio and variance of each site follow the zero rule of [`crate::pooling::measure`]; a site without cases, with nothing but
/// cases or with one group only gets the mean ratio. Beside each stands its own ratio with the score interval of
/// [`stratified_score_rr`]. Unit: ratios of proportions. Also returned: the results on the log scale.
///
/// # Errors
/// [`NotEstimable::TooFew`] for fewer than two sites with a contrast.
///
/// ```
/// # use wres_disparity::{Binomial, Level, shrinkage::empirical_bayes_ratio};
/// let sites = [
///     (Binomial::of(30, 100)?, Binomial::of(10, 100)?),
///     (Binomial::of(20, 400)?, Binomial::of(40, 400)?),
///     (Binomial::of(2, 9)?, Binomial::of(1, 8)?),
/// ];
/// let (ratios, _) = empirical_bayes_ratio(&sites, Level::P95)?;
/// assert!(ratios[0].value < 3.0 && ratios[1].value > 0.5 && ratios[2].own_weight < ratios[0].own_weight);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn empirical_bayes_ratio(sites: &[Stratum], level: Level) -> Result<(Vec<ShrunkenRatio>, EmpiricalBayes)> {
    let measured: Vec<Option<MeasuredEffect>> =
        sites.iter().map(|&(one, two)| measure(Measure::LogRiskRatio, one, two)).collect::<Result<_>>()?;
    let effects: Vec<Option<Effect>> = measured.iter().map(|site| site.map(|site| site.effect)).collect();
    let shrunken = empirical_bayes(&effects, level)?;
    let ratios = sites
        .iter()
        .zip(&measured)
        .zip(&shrunken.sites)
        .map(|((site, measured), shrunken)| ShrunkenRatio {
            own: stratified_score_rr(std::slice::from_ref(site), level),
            value: shrunken.value.exp(),
            interval: shrunken.interval.exp(),
            own_weight: shrunken.own_weight,
            corrected: measured.is_some_and(|site| site.corrected),
        })
        .collect();
    Ok((ratios, shrunken))
}

/// The log ratios of sites whose counts were rounded, drawn towards their mean: [`empirical_bayes`] of
/// [`crate::rounded::log_ratio_effect`]. A site without a ratio gets the mean. Unit: log ratios.
///
/// # Errors
/// Those of [`empirical_bayes`].
pub fn rounded_ratios(sites: &[Stratum], s2: f64, level: Level) -> Result<EmpiricalBayes> {
    let effect = |(one, two): &Stratum| match log_ratio_effect(*one, *two, s2) {
        Ok(effect) => Ok(Some(effect)),
        Err(StatError::NotEstimable(_)) => Ok(None),
        Err(error) => Err(error),
    };
    empirical_bayes(&sites.iter().map(effect).collect::<Result<Vec<_>>>()?, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pooling::effects;
    use crate::quantity::Binomial;
    use proptest::prelude::*;

    #[test]
    fn sites_that_do_not_differ_are_drawn_wholly_to_the_mean() {
        let sites: Vec<Option<Effect>> = effects(&[0.1, 0.2, 0.15], &[0.5; 3]).unwrap().into_iter().map(Some).collect();
        let shrunken = empirical_bayes(&sites, Level::P95).unwrap();
        assert_eq!(shrunken.tau_squared, 0.0);
        for site in &shrunken.sites {
            assert_eq!((site.value, site.own_weight), (shrunken.mean, 0.0));
            assert!((site.standard_error - shrunken.standard_error).abs() < 1e-15);
        }
    }

    #[test]
    fn a_site_without_contrast_gets_the_mean_and_says_why_it_has_no_ratio_of_its_own() {
        let site = |x1, n1, x2, n2| (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
        let sites = [site(30, 100, 10, 100), site(20, 400, 40, 400), site(0, 9, 0, 8)];
        let (ratios, log_scale) = empirical_bayes_ratio(&sites, Level::P95).unwrap();
        assert_eq!(ratios[2].own, Err(NotEstimable::NoCases.into()));
        assert_eq!((ratios[2].value, ratios[2].own_weight), (log_scale.mean.exp(), 0.0));
        assert!(ratios[2].interval.upper > ratios[0].interval.upper / 2.0);
        assert_eq!(empirical_bayes_ratio(&sites[1..], Level::P95), Err(NotEstimable::TooFew.into()));
    }

    proptest! {
        #[test]
        fn a_shrunken_value_lies_between_its_own_and_the_mean(
            sites in prop::collection::vec((-2.0..2.0f64, 0.001..2.0f64), 2..20),
        ) {
            let own: Vec<Option<Effect>> = sites.iter().map(|&(y, v)| Some(Effect::new(y, v).unwrap())).collect();
            let shrunken = empirical_bayes(&own, Level::P95).unwrap();
            for (&(y, v), site) in sites.iter().zip(&shrunken.sites) {
                let slack = 1e-12;
                prop_assert!(site.value >= y.min(shrunken.mean) - slack && site.value <= y.max(shrunken.mean) + slack);
                prop_assert!((0.0..1.0).contains(&site.own_weight));
                // Leaning on the others never makes a site less certain than it is alone.
                prop_assert!(site.standard_error <= v.sqrt() * (1.0 + 1e-9) || site.own_weight == 0.0);
            }
        }
    }
}
