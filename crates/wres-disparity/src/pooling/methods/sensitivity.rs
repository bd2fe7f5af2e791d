//! Methods that ask whether a pooled answer can be relied on.

use super::super::{Effect, Estimator, RandomEffects, cumulative, egger, leave_one_out};
use super::effects::{EXAMPLE, RANGE, SCALE, ZERO_RULE, read};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::quantity::Level;

type Series = fn(&[Effect], Estimator, Level) -> Result<Vec<RandomEffects>>;

fn series(input: &Input<'_>, level: Level, method: Series) -> Result<Output> {
    let estimator = if input.has("tau2") {
        match input.text("tau2")? {
            "reml" => Estimator::Reml,
            "pm" => Estimator::PauleMandel,
            "dl" => Estimator::DerSimonianLaird,
            other => return Err(StatError::Input(format!("`tau2` is `{other}`: it must be `reml`, `pm` or `dl`"))),
        }
    } else {
        Estimator::Reml
    };
    let results = method(&read(input)?, estimator, level)?;
    let each = |value: fn(&RandomEffects) -> f64| results.iter().map(value);
    Ok(Output::new()
        .with_all("estimates", each(|r| r.estimate.value))
        .with_all("ses", each(|r| r.standard_error))
        .with_all("lowers", each(|r| r.estimate.lower))
        .with_all("uppers", each(|r| r.estimate.upper))
        .with_all("p_values", each(|r| r.estimate.p_value.unwrap_or(f64::NAN)))
        .with_all("qs", each(|r| r.q))
        .with_all("p_qs", each(|r| r.p_value_q))
        .with_all("tau2s", each(|r| r.tau_squared))
        .with_all("i2s", each(|r| r.i_squared))
        .with_all("h2s", each(|r| r.h_squared)))
}

pub(super) const LEAVE_ONE_OUT: Method = Method {
    name: "re.leave_one_out",
    title: "Random-effects mean without each site in turn",
    formula: "re.reml (or re.pm, re.dl) of all sites but one, in the order of the sites",
    scale: SCALE,
    range: "`y`: at least two effects; `v`: their variances; `tau2`: \"reml\" (if left out), \"pm\" or \"dl\"",
    zero_rule: ZERO_RULE,
    source: "Viechtbauer and Cheung (2010), Research Synthesis Methods 1, 112-125, section 3",
    tier: Tier::Iterative,
    example: EXAMPLE,
    run: |input, level| series(input, level, leave_one_out),
};

pub(super) const CUMULATIVE: Method = Method {
    name: "re.cumulative",
    title: "Random-effects mean of the first site, the first two, and so on",
    formula: "re.reml (or re.pm, re.dl) of the first k sites for every k, in the order given",
    scale: SCALE,
    range: "`y`: effects in order; `v`: their variances; `tau2`: \"reml\" (if left out), \"pm\" or \"dl\"",
    zero_rule: ZERO_RULE,
    source: "Lau and others (1992), New England Journal of Medicine 327, 248-254",
    tier: Tier::Iterative,
    example: EXAMPLE,
    run: |input, level| series(input, level, cumulative),
};

pub(super) const EGGER: Method = Method {
    name: "egger",
    title: "Egger's test of small-site effects",
    formula: "least squares of y on sqrt(v) with weights 1 / v; t of the slope with k - 2 df",
    scale: "effects per standard error; `limit` on the scale of the effects",
    range: RANGE,
    zero_rule: "fewer than three sites, or equal variances: not estimable",
    source: "Egger, Davey Smith, Schneider and Minder (1997), BMJ 315, 629-634, statistical methods",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let test = egger(&read(input)?, level)?;
        Ok(Output::new()
            .with("estimate", test.bias)
            .with("lower", test.interval.lower)
            .with("upper", test.interval.upper)
            .with("se", test.standard_error)
            .with("t", test.t.unwrap_or(f64::NAN))
            .with("df", test.degrees_of_freedom)
            .with("p_value", test.p_value.unwrap_or(f64::NAN))
            .with("limit", test.limit)
            .with("limit_lower", test.limit_interval.lower)
            .with("limit_upper", test.limit_interval.upper))
    },
};
