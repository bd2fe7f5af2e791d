//! Proportions of sites drawn towards their mean.

use super::jeffreys::Posterior;
use super::prior::{BetaPrior, Counts, fit};
use crate::error::{NotEstimable, Result};
use crate::pooling::Interval;
use crate::quantity::{Binomial, Level};
use crate::sum::total;

/// Proportions of sites drawn towards their mean, and the prior that draws them.
#[derive(Debug, Clone, PartialEq)]
pub struct BetaBinomial {
    /// The beta distribution that the sites seem to come from.
    pub prior: BetaPrior,
    /// The shrunken proportions, in the order of the sites.
    pub sites: Vec<ShrunkenProportion>,
}

/// One site's proportion drawn towards the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrunkenProportion {
    /// The site's own proportion; `None` where nobody is at risk.
    pub own: Option<f64>,
    /// The posterior mean.
    pub value: f64,
    /// Equal-tailed interval of the posterior.
    pub interval: Interval,
    /// The weight of the site's own proportion, `n / (n + a + b)`.
    pub own_weight: f64,
}

/// Proportions of sites with a common beta prior, whose parameters `a`, `b` maximise the marginal likelihood of all counts: each
/// posterior is beta with parameters `a + x` and `b + n - x`.
///
/// That the prior is itself estimated is left out of the intervals. If the sites differ no more than by chance, the prior is worth
/// infinitely many people and every site gets the overall proportion, with the interval of all people together (Jeffreys). A site
/// with nobody at risk gets the prior. Unit: proportions.
///
/// Source: Kleinman (1973), Journal of the American Statistical Association 68, 46-54; Griffiths (1973), Biometrics 29, 637-648, for
/// the likelihood.
///
/// # Errors
/// [`NotEstimable`]: fewer than two sites with anybody at risk, no case, nothing but cases;
/// [`crate::StatError::Domain`] where a total does not fit in 64 bits.
///
/// ```
/// # use wres_disparity::{Binomial, Level, shrinkage::beta_binomial};
/// let sites = [Binomial::of(90, 300)?, Binomial::of(20, 400)?, Binomial::of(60, 350)?, Binomial::of(0, 4)?];
/// let shrunken = beta_binomial(&sites, Level::P95)?;
/// assert!(shrunken.sites[3].value > 0.0 && shrunken.sites[3].own_weight < 0.5 && shrunken.sites[0].own_weight > 0.9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn beta_binomial(sites: &[Binomial], level: Level) -> Result<BetaBinomial> {
    let cases = total("x", sites.iter().map(|site| site.cases().0))?;
    let base = total("n", sites.iter().map(|site| site.base().0))?;
    let counts: Vec<Counts> = sites
        .iter()
        .filter(|site| site.base().0 > 0)
        .map(|site| (site.cases().0 as f64, site.others().0 as f64))
        .collect();
    if counts.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    if cases == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    if cases == base {
        return Err(NotEstimable::AllCases.into());
    }
    let prior = fit(&counts);
    let alike = prior.size.is_infinite();
    let everybody = Posterior::new(cases as f64 + 0.5, (base - cases) as f64 + 0.5, level);
    let shrink = |site: &Binomial| {
        let own = site.proportion().map(|proportion| proportion.value());
        if alike {
            return ShrunkenProportion { own, value: prior.mean, interval: everybody.interval, own_weight: 0.0 };
        }
        let (x, n) = site.as_f64();
        let posterior = Posterior::new(prior.a() + x, prior.b() + site.others().0 as f64, level);
        ShrunkenProportion {
            own,
            value: posterior.mean,
            interval: posterior.interval,
            own_weight: n / (n + prior.size),
        }
    };
    Ok(BetaBinomial { prior, sites: sites.iter().map(shrink).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sites(counts: &[(u64, u64)]) -> Vec<Binomial> {
        counts.iter().map(|&(cases, base)| Binomial::of(cases, base).unwrap()).collect()
    }

    #[test]
    fn sites_that_cannot_be_shrunk_say_why() {
        let none = |counts: &[(u64, u64)]| beta_binomial(&sites(counts), Level::P95).unwrap_err();
        assert_eq!(none(&[(1, 5), (0, 0)]), NotEstimable::TooFew.into());
        assert_eq!(none(&[(0, 5), (0, 9)]), NotEstimable::NoCases.into());
        assert_eq!(none(&[(5, 5), (9, 9)]), NotEstimable::AllCases.into());
        assert!(beta_binomial(&sites(&[(1, u64::MAX), (2, 5)]), Level::P95).is_err());
    }

    #[test]
    fn sites_more_alike_than_chance_share_one_proportion() {
        let shrunken = beta_binomial(&sites(&[(10, 100), (20, 200), (5, 50), (0, 0)]), Level::P95).unwrap();
        assert_eq!(shrunken.prior.size, f64::INFINITY);
        for site in &shrunken.sites {
            assert_eq!((site.value, site.own_weight), (0.1, 0.0));
            assert!(site.interval.lower < 0.1 && site.interval.upper > 0.1);
        }
    }

    #[test]
    fn sites_of_all_or_nothing_lean_on_each_other_hardly_at_all() {
        let shrunken = beta_binomial(&sites(&[(50, 50), (0, 50), (40, 40), (0, 60)]), Level::P95).unwrap();
        assert!(shrunken.prior.size < 0.2 && shrunken.sites[0].own_weight > 0.99);
    }

    #[test]
    fn the_prior_is_that_of_the_marginal_likelihood() {
        // The root of both derivatives with mpmath, 30 digits.
        let counts: [(u64, u64); 10] =
            [(0, 20), (0, 20), (0, 19), (1, 20), (2, 25), (4, 20), (5, 19), (10, 48), (6, 20), (16, 52)];
        let prior = beta_binomial(&sites(&counts), Level::P95).unwrap().prior;
        assert!((prior.a() / 1.039_345_328_819_234_6 - 1.0).abs() < 1e-11, "{}", prior.a());
        assert!((prior.b() / 6.303_045_453_796_379 - 1.0).abs() < 1e-11, "{}", prior.b());
    }

    fn log_likelihood(counts: &[(u64, u64)], a: f64, b: f64) -> f64 {
        let rise = |start: f64, count: u64| (0..count).map(|j| (start + j as f64).ln()).sum::<f64>();
        counts.iter().map(|&(x, n)| rise(a, x) + rise(b, n - x) - rise(a + b, n)).sum()
    }

    proptest! {
        #[test]
        fn a_shrunken_proportion_lies_between_its_own_and_the_prior_mean(
            counts in prop::collection::vec((0_u64..200).prop_flat_map(|n| (0..=n, Just(n))), 2..12),
        ) {
            if let Ok(shrunken) = beta_binomial(&sites(&counts), Level::P95) {
                let mean = shrunken.prior.mean;
                prop_assert!(mean > 0.0 && mean < 1.0 && shrunken.prior.size > 0.0);
                for site in &shrunken.sites {
                    let own = site.own.unwrap_or(mean);
                    prop_assert!(site.value >= own.min(mean) - 1e-9 && site.value <= own.max(mean) + 1e-9);
                    prop_assert!(0.0 <= site.interval.lower && site.interval.lower <= site.interval.upper);
                    prop_assert!(site.interval.upper <= 1.0);
                }
                if shrunken.prior.size.is_finite() {
                    let highest = log_likelihood(&counts, shrunken.prior.a(), shrunken.prior.b());
                    for (a, b) in [(1.05, 1.0), (0.95, 1.0), (1.0, 1.05), (1.0, 0.95), (3.0, 3.0), (0.3, 0.3)] {
                        let other = log_likelihood(&counts, a * shrunken.prior.a(), b * shrunken.prior.b());
                        let at_the_edge = shrunken.prior.size < 1.1e-3;
                        prop_assert!(at_the_edge || other <= highest + 1e-9 * highest.abs(), "{a} {b} {other} {highest}");
                    }
                }
            }
        }
    }
}
