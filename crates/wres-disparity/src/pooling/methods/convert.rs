//! Methods that start from what a study prints, and those that say what its context does.

use super::super::{
    EffectScale, Estimator, cluster_robust, from_interval, from_p_value, meta_regression, odds_to_risk_ratio,
};
use super::effects::{SCALE, ZERO_RULE, read};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::pooling::Effect;
use crate::quantity::Level;
use crate::special::normal;

fn scale(input: &Input<'_>) -> Result<EffectScale> {
    if !input.has("scale") {
        return Ok(EffectScale::Ratio);
    }
    match input.text("scale")? {
        "ratio" => Ok(EffectScale::Ratio),
        "difference" => Ok(EffectScale::Difference),
        other => Err(StatError::Input(format!("`scale` is `{other}`: it must be `ratio` or `difference`"))),
    }
}

fn converted(effect: Effect, scale: EffectScale, level: Level) -> Output {
    let (y, se) = (effect.value(), effect.variance().sqrt());
    let half = normal::upper_quantile(0.5 * level.alpha()) * se;
    Output::new()
        .with("estimate", scale.back(y))
        .with("lower", scale.back(y - half))
        .with("upper", scale.back(y + half))
        .with("p_value", normal::two_sided(y / se))
        .with("y", y)
        .with("v", effect.variance())
        .with("se", se)
}

pub(super) const FROM_INTERVAL: Method = Method {
    name: "convert.interval",
    title: "Effect and variance from a printed estimate with its interval",
    formula: "y = ln(estimate) for a ratio; se = (y of the upper limit - y of the lower) / (2 z); limits are those of y +- z se",
    scale: "`y`, `v` and `se` on the scale of pooling; `estimate`, `lower`, `upper` as printed",
    range: "`estimate`, `lower` < `upper`; all above 0 for a ratio; `scale`: \"ratio\" (if left out) or \"difference\"; the level is that of \
            the printed interval",
    zero_rule: "a limit of 0 of a ratio is refused: its logarithm is not finite",
    source: "Higgins and others (2019), Cochrane Handbook, section 6.3.1",
    tier: Tier::Closed,
    example: r#"{"estimate": 1.8, "lower": 1.1, "upper": 2.9}"#,
    run: |input, level| {
        let scale = scale(input)?;
        let limits = (input.number("lower")?, input.number("upper")?);
        Ok(converted(from_interval(scale, input.number("estimate")?, limits.0, limits.1, level)?, scale, level))
    },
};

pub(super) const FROM_P_VALUE: Method = Method {
    name: "convert.p_value",
    title: "Effect and variance from a printed estimate with its p-value",
    formula: "y = ln(estimate) for a ratio; se = |y| / z, z the normal quantile of half the p-value",
    scale: "`y`, `v` and `se` on the scale of pooling; `estimate`, `lower`, `upper` as printed",
    range: "`estimate`; 0 < `p_value` < 1, two-sided; `scale`: \"ratio\" (if left out) or \"difference\"",
    zero_rule: "an estimate of no effect is refused: its p-value says nothing of its error",
    source: "Higgins and others (2019), Cochrane Handbook, section 6.3.2",
    tier: Tier::Closed,
    example: r#"{"estimate": 1.8, "p_value": 0.03}"#,
    run: |input, level| {
        let scale = scale(input)?;
        Ok(converted(from_p_value(scale, input.number("estimate")?, input.number("p_value")?)?, scale, level))
    },
};

pub(super) const ODDS_TO_RISK: Method = Method {
    name: "convert.odds_to_risk",
    title: "Ratio of risks from an odds ratio at a stated risk of the reference",
    formula: "OR / (1 - p0 + p0 OR)",
    scale: "ratio of risks",
    range: "`odds_ratio` of 0 or more; `baseline`: the risk of the reference, from 0 to below 1",
    zero_rule: "0 stays 0",
    source: "Zhang and Yu (1998), JAMA 280, 1690-1691",
    tier: Tier::Closed,
    example: r#"{"odds_ratio": 3.5, "baseline": 0.3}"#,
    run: |input, _| {
        let (odds, baseline) = (input.number("odds_ratio")?, input.number("baseline")?);
        Ok(Output::new()
            .with("estimate", odds_to_risk_ratio(odds, baseline)?)
            .with("odds_ratio", odds)
            .with("baseline", baseline))
    },
};

pub(super) const META_REGRESSION: Method = Method {
    name: "re.meta_regression",
    title: "Mixed-effects regression of the effects on one moderator",
    formula: "y = b0 + b1 x + u + e by weights 1 / (v + tau2), tau2 by restricted maximum likelihood; slope by t with k - 2 df and the \
              Knapp-Hartung standard error, never below the classic one",
    scale: "effects per unit of the moderator",
    range: "`y`: at least four effects; `v`: their variances; `x`: the moderator",
    zero_rule: "a moderator that does not vary: not estimable",
    source: "Knapp and Hartung (2003), Statistics in Medicine 22, 2693-2710, equations 8 and 9",
    tier: Tier::Iterative,
    example: r#"{"y": [1.0, 2.1, 2.9, 4.2], "v": [0.01, 0.02, 0.01, 0.02], "x": [0, 1, 2, 3]}"#,
    run: |input, level| {
        let line = meta_regression(&read(input)?, &input.numbers("x")?, level)?;
        Ok(Output::new()
            .with("estimate", line.slope)
            .with("lower", line.slope_interval.lower)
            .with("upper", line.slope_interval.upper)
            .with("p_value", line.slope_p_value)
            .with("se", line.slope_error)
            .with("se_knha", line.slope_error_never_narrower)
            .with("intercept", line.intercept)
            .with("intercept_se", line.intercept_error)
            .with("tau2", line.tau_squared)
            .with("qe", line.q_residual)
            .with("p_qe", line.p_value_q))
    },
};

pub(super) const CLUSTER_ROBUST: Method = Method {
    name: "re.cluster_robust",
    title: "Random-effects mean with a standard error that holds where studies of one cluster are correlated",
    formula: "re.reml; variance m / (m - 1) sum_c (sum_(i in c) w_i e_i)^2 / (sum w)^2 for m clusters, t with m - 1 df",
    scale: SCALE,
    range: "`y`: effects; `v`: their variances; `cluster`: a whole number each, equal for studies that belong together; two clusters or more",
    zero_rule: ZERO_RULE,
    source: "Hedges, Tipton and Johnson (2010), Research Synthesis Methods 1, 39-65, equation 6",
    tier: Tier::Iterative,
    example: r#"{"y": [0.1, 0.3, 0.35, 0.65], "v": [0.03, 0.03, 0.05, 0.01], "cluster": [1, 1, 2, 3]}"#,
    run: |input, level| {
        let clusters: Vec<usize> = input
            .counts("cluster")?
            .into_iter()
            .map(|cluster| usize::try_from(cluster).unwrap_or(usize::MAX))
            .collect();
        let robust = cluster_robust(&read(input)?, &clusters, Estimator::Reml, level)?;
        Ok(Output::new()
            .with("estimate", robust.value)
            .with("lower", robust.interval.lower)
            .with("upper", robust.interval.upper)
            .with("p_value", robust.p_value)
            .with("se", robust.standard_error)
            .with_count("clusters", robust.clusters as u64))
    },
};
