//! How the catalogue calls this family.

use super::{
    EmpiricalBayes, ShrunkenProportion, beta_binomial, empirical_bayes, empirical_bayes_ratio, jeffreys_posterior,
    rounded_ratios,
};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::pooling::effects;
use crate::quantity::{Binomial, Level};
use crate::rounded;
use crate::strata;

const COUNTS: &str = "`x`, `n`: cases and base of each site";
const COUNTS_EXAMPLE: &str = r#"{"x": [90, 20, 60, 0], "n": [300, 400, 350, 4]}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "shrinkage.empirical_bayes_ratio",
        title: "Risk ratios of sites drawn towards their mean",
        formula: "on the log scale m + B (y - m), B = tau2 / (tau2 + v), m and tau2 by REML; variance B v + (1 - B)^2 se(m)^2; \
            own_weights are B",
        scale: "ratio of proportions, first group over second; with `y`, `v`: the exponential of their scale",
        range: "`x1`, `n1`, `x2`, `n2`: cases and base of both groups, site by site (with `s2`, the mean square error of rounded counts, \
            in their variances where it is given); or `y`, `v`: log ratios and variances",
        zero_rule: "a site with a zero cell has 1/2 added to all four cells (corrected); one without cases, with nothing but \
            cases or with one group only gets the mean; its own ratio is that of stratified_score.rr, null where there is none",
        source: "Raudenbush and Bryk (1985), Journal of Educational Statistics 10, 75-98, equations 7 to 9; Morris (1983), Journal \
            of the American Statistical Association 78, 47-55",
        tier: Tier::Iterative,
        example: r#"{"x1": [30, 20, 2], "n1": [100, 400, 9], "x2": [10, 40, 1], "n2": [100, 400, 8]}"#,
        run: ratio,
    },
    Method {
        name: "shrinkage.beta_binomial",
        title: "Proportions of sites drawn towards their mean (beta-binomial)",
        formula: "posterior beta(a + x, b + n - x), a and b by maximum marginal likelihood; estimates are posterior means, limits \
            equal-tailed",
        scale: "proportion",
        range: COUNTS,
        zero_rule: "sites that differ by chance alone: prior_size is Infinity, every site gets the overall proportion; no case, \
            or nothing but cases, anywhere: not estimable",
        source: "Kleinman (1973), Journal of the American Statistical Association 68, 46-54; Griffiths (1973), Biometrics 29, \
            637-648",
        tier: Tier::Iterative,
        example: COUNTS_EXAMPLE,
        run: |input, level| {
            let shrunken = beta_binomial(&sites(input)?, level)?;
            let each = |value: fn(&ShrunkenProportion) -> f64| shrunken.sites.iter().map(value);
            Ok(Output::new()
                .with("prior_mean", shrunken.prior.mean)
                .with("prior_size", shrunken.prior.size)
                .with("prior_a", shrunken.prior.a())
                .with("prior_b", shrunken.prior.b())
                .with_all("estimates", each(|site| site.value))
                .with_all("lowers", each(|site| site.interval.lower))
                .with_all("uppers", each(|site| site.interval.upper))
                .with_all("own_weights", each(|site| site.own_weight))
                .with_all("owns", each(|site| site.own.unwrap_or(f64::NAN))))
        },
    },
    Method {
        name: "shrinkage.jeffreys",
        title: "Posterior of each proportion under Jeffreys's prior",
        formula: "beta(x + 1/2, n - x + 1/2): mean (estimates), median, equal-tailed limits",
        scale: "proportion",
        range: COUNTS,
        zero_rule: "nobody at risk: not estimable",
        source: "Jeffreys (1961), Theory of Probability, third edition, section 3.10; Brown, Cai and DasGupta (2001), Statistical \
            Science 16, 101-133, section 3.1.3",
        tier: Tier::Closed,
        example: COUNTS_EXAMPLE,
        run: |input, level| {
            let posteriors =
                sites(input)?.into_iter().map(|site| jeffreys_posterior(site, level)).collect::<Result<Vec<_>>>()?;
            Ok(Output::new()
                .with_all("estimates", posteriors.iter().map(|posterior| posterior.mean))
                .with_all("medians", posteriors.iter().map(|posterior| posterior.median))
                .with_all("lowers", posteriors.iter().map(|posterior| posterior.interval.lower))
                .with_all("uppers", posteriors.iter().map(|posterior| posterior.interval.upper)))
        },
    },
];

fn ratio(input: &Input<'_>, level: Level) -> Result<Output> {
    if input.has("y") {
        let known = effects(&input.numbers("y")?, &input.numbers("v")?)?;
        let shrunken = empirical_bayes(&known.into_iter().map(Some).collect::<Vec<_>>(), level)?;
        return Ok(log_scale(&shrunken));
    }
    if input.has("s2") {
        return Ok(log_scale(&rounded_ratios(&strata::read(input)?, rounded::s2_or_none(input)?, level)?));
    }
    let (ratios, shrunken) = empirical_bayes_ratio(&strata::read(input)?, level)?;
    let own =
        |value: fn(&crate::Estimate) -> f64| ratios.iter().map(move |site| site.own.as_ref().map_or(f64::NAN, value));
    Ok(log_scale(&shrunken)
        .with_all("owns", own(|own| own.value))
        .with_all("own_lowers", own(|own| own.lower))
        .with_all("own_uppers", own(|own| own.upper))
        .with_value("corrected", ratios.iter().map(|site| site.corrected).collect()))
}

fn log_scale(shrunken: &EmpiricalBayes) -> Output {
    let sites = || shrunken.sites.iter();
    Output::new()
        .with("mean", shrunken.mean.exp())
        .with("tau2", shrunken.tau_squared)
        .with_all("estimates", sites().map(|site| site.value.exp()))
        .with_all("lowers", sites().map(|site| site.interval.lower.exp()))
        .with_all("uppers", sites().map(|site| site.interval.upper.exp()))
        .with_all("own_weights", sites().map(|site| site.own_weight))
}

fn sites(input: &Input<'_>) -> Result<Vec<Binomial>> {
    let (cases, bases) = (input.counts("x")?, input.counts("n")?);
    if cases.len() != bases.len() {
        return Err(StatError::Lengths { left: "x", left_len: cases.len(), right: "n", right_len: bases.len() });
    }
    cases.into_iter().zip(bases).map(|(cases, base)| Binomial::of(cases, base)).collect()
}
