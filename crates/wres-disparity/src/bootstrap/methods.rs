//! How the catalogue calls this family.

use super::{BootstrapInterval, Plan, Pool, difference, pooled_ratio, ratio};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Binomial,
};

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "bootstrap.ratio",
        title: "Bootstrap interval of a ratio of proportions",
        formula: "(x1/n1) / (x2/n2) over binomial resamples of both groups; `lower`, `upper`: percentiles; `lower_bca`, \
                  `upper_bca`: bias-corrected and accelerated. Random numbers by Philox from the seed",
        scale: "ratio",
        range: RANGE,
        zero_rule: "a group without cases cannot be resampled with any: not estimable; a resample without cases in the second \
                    group counts as infinity, one without cases in either is left out and counted in `undefined`",
        source: SOURCE,
        tier: Tier::MonteCarlo,
        example: r#"{"x1": 412, "n1": 2210, "x2": 128, "n2": 1043, "replicates": 2000, "seed": 1}"#,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(describe(&ratio(one, two, level, read_plan(input)?)?))
        },
    },
    Method {
        name: "bootstrap.difference",
        title: "Bootstrap interval of a difference of proportions",
        formula: "x1/n1 - x2/n2 over binomial resamples of both groups; percentiles and BCa as in bootstrap.ratio",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "no resample of either group could differ (no cases, or all cases, in both): not estimable",
        source: SOURCE,
        tier: Tier::MonteCarlo,
        example: r#"{"x1": 30, "n1": 200, "x2": 10, "n2": 100, "replicates": 2000, "seed": 1}"#,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(describe(&difference(one, two, level, read_plan(input)?)?))
        },
    },
    Method {
        name: "bootstrap.pooled_ratio",
        title: "Bootstrap interval of one ratio over many sites",
        formula: "Mantel-Haenszel (`pool`: mantel_haenszel, the default) or crude ratio over resamples of every group within its \
                  site; percentiles",
        scale: "ratio",
        range: "`x1`, `n1`, `x2`, `n2`: lists, one value per site; `replicates` and `seed` as in bootstrap.ratio",
        zero_rule: "a group without cases in any site: not estimable; sites without one of the groups say nothing to \
                    Mantel-Haenszel",
        source: SOURCE,
        tier: Tier::MonteCarlo,
        example: r#"{"x1": [30, 12], "n1": [200, 60], "x2": [40, 50], "n2": [400, 410], "replicates": 2000}"#,
        run: |input, level| {
            let pool = match input.has("pool").then(|| input.text("pool")).transpose()? {
                None | Some("mantel_haenszel") => Pool::MantelHaenszel,
                Some("crude") => Pool::Crude,
                Some(_) => return Err(StatError::Input("`pool` must be mantel_haenszel or crude".to_owned())),
            };
            Ok(describe(&pooled_ratio(&cells(input)?, pool, level, read_plan(input)?)?))
        },
    },
];

const RANGE: &str =
    "counts with 0 <= x <= n; `replicates` (10000 unless given) from 39 at 95% to 10^7; `seed` (1 unless given)";
const SOURCE: &str = "Efron & Tibshirani 1993, sections 13.3 and 14.3; Davison & Hinkley 1997, section 5.3; Salmon and others \
     2011 for the random numbers";

/// `replicates` and `seed`, both optional.
pub(crate) fn read_plan(input: &Input<'_>) -> Result<Plan> {
    let mut plan = Plan::default();
    if input.has("replicates") {
        plan.replicates = u32::try_from(input.count("replicates")?)
            .map_err(|_| StatError::Input("`replicates` must be at most 10^7".to_owned()))?;
    }
    if input.has("seed") {
        plan.seed = input.count("seed")?;
    }
    Ok(plan)
}

fn cells(input: &Input<'_>) -> Result<Vec<(Binomial, Binomial)>> {
    let (x1, n1) = (input.counts("x1")?, input.counts("n1")?);
    let (x2, n2) = (input.counts("x2")?, input.counts("n2")?);
    for (right, right_len) in [("n1", n1.len()), ("x2", x2.len()), ("n2", n2.len())] {
        if right_len != x1.len() {
            return Err(StatError::Lengths { left: "x1", left_len: x1.len(), right, right_len });
        }
    }
    (0..x1.len()).map(|i| Ok((Binomial::of(x1[i], n1[i])?, Binomial::of(x2[i], n2[i])?))).collect()
}

fn describe(interval: &BootstrapInterval) -> Output {
    let mut output = Output::from(interval.estimate);
    if let Some((lower, upper)) = interval.bca {
        output = output.with("lower_bca", lower).with("upper_bca", upper);
    }
    output
        .with("se", interval.std_err.unwrap_or(f64::NAN))
        .with_count("replicates", u64::from(interval.replicates))
        .with_count("undefined", u64::from(interval.undefined))
}
