//! How the catalogue calls this family.

use super::{goodman, quesenberry_hurst, sison_glaz};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;

const SCALE: &str = "proportions, in the order given";
const RANGE: &str = "`x`: the count of each group";
const EXAMPLE: &str = r#"{"x": [91, 49, 37, 43]}"#;

fn run(input: &Input<'_>, level: Level, method: fn(&[u64], Level) -> Result<Vec<Estimate>>) -> Result<Output> {
    let shares = method(&input.counts("x")?, level)?;
    Ok(Output::new()
        .with_all("estimates", shares.iter().map(|share| share.value))
        .with_all("lowers", shares.iter().map(|share| share.lower))
        .with_all("uppers", shares.iter().map(|share| share.upper)))
}

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "multinomial.goodman",
        title: "Goodman's simultaneous intervals for shares",
        formula: "the p with n (x/n - p)^2 <= B p (1 - p), B the chi-squared quantile of 1 df at 1 - alpha / k",
        scale: SCALE,
        range: RANGE,
        zero_rule: "a count of 0 has the lower limit 0, a count of everybody the upper limit 1; nobody at all: not estimable",
        source: "Goodman (1965), Technometrics 7, 247-254, equation 2.5",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| run(input, level, goodman),
    },
    Method {
        name: "multinomial.quesenberry_hurst",
        title: "Quesenberry and Hurst's simultaneous intervals for shares",
        formula: "the p with n (x/n - p)^2 <= B p (1 - p), B the chi-squared quantile of k - 1 df at 1 - alpha",
        scale: SCALE,
        range: "`x`: the count of each of at least two groups",
        zero_rule: "a count of 0 has the lower limit 0, a count of everybody the upper limit 1; nobody at all: not estimable",
        source: "Quesenberry and Hurst (1964), Technometrics 6, 191-195, equation 2.9",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| run(input, level, quesenberry_hurst),
    },
    Method {
        name: "multinomial.sison_glaz",
        title: "Sison and Glaz's simultaneous intervals for shares",
        formula: "x/n - c/n to x/n + c/n + 2 d/n; c and d from the probability that all counts lie within c of their expectations, by truncated Poisson variables and an Edgeworth expansion",
        scale: SCALE,
        range: "`x`: the count of each group, total at most 10^15; meant for seven groups or more",
        zero_rule: "limits are cut to [0, 1]; nobody at all: not estimable",
        source: "Sison and Glaz (1995), Journal of the American Statistical Association 90, 366-369; May and Johnson (2000), Journal of Statistical Software 5(6)",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| run(input, level, sison_glaz),
    },
];
