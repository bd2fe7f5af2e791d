//! How the catalogue calls this family.

use super::*;
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
};

const RANGE: &str = "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1";
const EXAMPLE: &str = r#"{"x1": 56, "n1": 70, "x2": 48, "n2": 80}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "rd.newcombe",
        title: "Newcombe's hybrid score interval of a difference",
        formula: "d - sqrt((p1 - l1)^2 + (u2 - p2)^2) to d + sqrt((u1 - p1)^2 + (p2 - l2)^2), with the Wilson limits l, u",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "none needed",
        source: "Newcombe (1998), Statistics in Medicine 17, 873-890, method 10",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| interval(input, level, newcombe),
    },
    Method {
        name: "rd.miettinen_nurminen",
        title: "Miettinen-Nurminen score interval of a difference, with the N - 1 chi-squared p-value",
        formula: "all d with |p1 - p2 - d| <= z sqrt(V(d) N / (N - 1)), V at the most likely proportions with difference d",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "none needed; with nobody or everybody a case the p-value is 1",
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 8 and 9 and appendix 1",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| interval(input, level, miettinen_nurminen),
    },
    Method {
        name: "rd.agresti_caffo",
        title: "Agresti-Caffo interval of a difference",
        formula: "q1 - q2 -+ z sqrt(q1 (1 - q1)/(n1 + 2) + q2 (1 - q2)/(n2 + 2)), q = (x + 1)/(n + 2)",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "one case and one other are added to each group always; limits are cut to [-1, 1]; the estimate stays p1 - p2",
        source: "Agresti and Caffo (2000), The American Statistician 54, 280-288, equation 4",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| interval(input, level, agresti_caffo),
    },
    Method {
        name: "rd.wald",
        title: "Wald interval of a difference (for parity with published work)",
        formula: "p1 - p2 -+ z sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2)",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "no width where both proportions are 0 or 1; limits are cut to [-1, 1]",
        source: "Newcombe (1998), Statistics in Medicine 17, 873-890, method 1",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| interval(input, level, wald),
    },
];

fn interval(
    input: &Input<'_>,
    level: Level,
    method: impl Fn(Binomial, Binomial, Level) -> Result<Estimate>,
) -> Result<Output> {
    let (one, two) = input.two_groups()?;
    method(one, two, level).map(Output::from)
}
