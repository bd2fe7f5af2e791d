//! Methods that start from the counts of each site.

use super::super::{PooledRatio, clustered_wilson};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::quantity::Binomial;
use crate::rounded;
use crate::strata;

pub(super) const POOL_RATIO: Method = Method {
    name: "pool.ratio",
    title: "Both pooled risk ratios of a set of sites, from counts",
    formula: "common: stratified_score.rr, with the crude ratio beside it (simpson.check) and mh.rr; across sites: re.reml of log \
        risk ratios, Hartung-Knapp never narrower, prediction interval with t of k - 2 df, all as ratios; tau2 with its \
        Q-profile limits and I2 on the log scale",
    scale: "ratio of proportions, first group over second",
    range: "`x1`, `n1`, `x2`, `n2`: cases and base of both groups, site by site; `s2`: mean square \
        error of counts that were rounded, by which the ratios are widened as in rounded.ratio",
    zero_rule: "common: nothing is added; across sites: sites without cases or with nothing but cases are left out, sites \
        with a zero cell have 1/2 added to all four cells (counted in `sites_corrected`)",
    source: "as stratified_score.rr, mh.rr and re.reml",
    tier: Tier::Iterative,
    example: r#"{"x1": [57, 36, 9], "n1": [410, 520, 86], "x2": [22, 11, 0], "n2": [301, 123, 61]}"#,
    run: |input, level| Ok(flat(&rounded::pool_ratio(&strata::read(input)?, rounded::s2_or_none(input)?, level)?)),
};

fn flat(pooled: &PooledRatio) -> Output {
    let (common, sites) = (&pooled.common, pooled.sites);
    let mantel_haenszel = pooled.mantel_haenszel.map(|common| common.estimate);
    let mut output = Output::from(common.stratified)
        .with("crude", common.crude.value)
        .with("crude_lower", common.crude.lower)
        .with("crude_upper", common.crude.upper)
        .with_value("reversed", common.reversed.into())
        .with_value("reversed_clearly", common.reversed_clearly.into())
        .with("mh", mantel_haenszel.map_or(f64::NAN, |estimate| estimate.value))
        .with("mh_lower", mantel_haenszel.map_or(f64::NAN, |estimate| estimate.lower))
        .with("mh_upper", mantel_haenszel.map_or(f64::NAN, |estimate| estimate.upper))
        .with_count("sites", sites.given as u64)
        .with_count("sites_across", sites.across as u64)
        .with_count("sites_without_both_groups", sites.without_both_groups as u64)
        .with_count("sites_without_contrast", sites.without_contrast as u64)
        .with_count("sites_corrected", sites.corrected as u64);
    match &pooled.across {
        Ok(across) => {
            let log_scale = &across.log_scale;
            output = output
                .with("mean", across.ratio.value)
                .with("mean_lower", across.ratio.lower)
                .with("mean_upper", across.ratio.upper)
                .with("mean_p_value", across.ratio.p_value.unwrap_or(f64::NAN))
                .with("pi_lower", across.prediction.map_or(f64::NAN, |interval| interval.lower))
                .with("pi_upper", across.prediction.map_or(f64::NAN, |interval| interval.upper))
                .with("tau2", log_scale.tau_squared)
                .with("tau2_lower", across.tau_squared.lower)
                .with("tau2_upper", across.tau_squared.upper)
                .with("i2", log_scale.i_squared)
                .with("q", log_scale.q)
                .with("p_q", log_scale.p_value_q);
        }
        Err(reason) => output = output.with_value("across_not_estimable", reason.to_string().into()),
    }
    output
}

pub(super) const CLUSTERED_WILSON: Method = Method {
    name: "proportion.clustered_wilson",
    title: "Wilson interval of one proportion over clusters",
    formula: "Wilson's limits with z^2 times the design effect 1 + r (sum n^2 / N - 1), r the intraclass correlation by analysis \
        of variance, not cut at 0",
    scale: "proportion",
    range: "`x`, `n`: cases and base of each of at least two clusters",
    zero_rule: "no case, or nothing but cases: the likeness is unknown, not estimable; empty clusters are left out",
    source: "Saha, Miller and Wang (2016), International Journal of Biostatistics 12, 20150024, section 2",
    tier: Tier::Closed,
    example: r#"{"x": [0, 0, 3, 0], "n": [10, 20, 40, 15]}"#,
    run: |input, level| {
        let share = clustered_wilson(&clusters(input)?, level)?;
        Ok(Output::from(share.estimate)
            .with("icc", share.intraclass_correlation.unwrap_or(f64::NAN))
            .with("design_effect", share.design_effect))
    },
};

fn clusters(input: &Input<'_>) -> Result<Vec<Binomial>> {
    let (cases, bases) = (input.counts("x")?, input.counts("n")?);
    if cases.len() != bases.len() {
        return Err(StatError::Lengths { left: "x", left_len: cases.len(), right: "n", right_len: bases.len() });
    }
    cases.into_iter().zip(bases).map(|(cases, base)| Binomial::of(cases, base)).collect()
}
