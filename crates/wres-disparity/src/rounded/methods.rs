//! How the catalogue calls this family.

use super::{difference, odds_ratio, proportion, ratio};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
};

const SOURCE: &str = "delta method: the variance of the rounding error is added to that of the interval; rounding to a base as in Cox 1987, \
                      Journal of the American Statistical Association 82:520";
const RANGE: &str = "`x1` of `n1`, `x2` of `n2` as released, 0 <= x <= n, n >= 1; `s2`: mean square error of a released count, 0 or more";
const TWO: &str = r#"{"x1": 30, "n1": 500, "x2": 50, "n2": 1500, "s2": 4}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "rounded.proportion",
        title: "Wilson's interval of a proportion of counts that were rounded",
        formula: "each limit sqrt(1 + s2 (1 + p^2) / (n p (1 - p))) times as far from p on the log odds scale as Wilson's",
        scale: "proportion",
        range: "`x` of `n` as released, 0 <= x <= n, n >= 1; `s2`: mean square error of a released count, 0 or more",
        zero_rule: "the limit at 0 or 1 stays there; the factor takes half a case more or fewer",
        source: SOURCE,
        tier: Tier::Closed,
        example: r#"{"x": 30, "n": 500, "s2": 4}"#,
        run: |input, level| Ok(Output::from(proportion(input.binomial("x", "n")?, s2(input)?, level)?)),
    },
    Method {
        name: "rounded.ratio",
        title: "Koopman's interval of a ratio of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the ratio on the log scale as Koopman's; V = 1/x1 - 1/n1 + 1/x2 - 1/n2, \
                  D = 1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2; the deviate of the p-value is divided by the same factor",
        scale: "ratio",
        range: RANGE,
        zero_rule: "as rr.koopman; limits of 0 and Infinity stay, the factor takes half a case for none",
        source: SOURCE,
        tier: Tier::Iterative,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(ratio(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.difference",
        title: "Miettinen and Nurminen's interval of a difference of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the difference; V = sum p (1 - p) / n, D = sum (1 + p^2) / n^2",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "as rd.miettinen_nurminen; the factor takes half a case more or fewer at 0 and 1",
        source: SOURCE,
        tier: Tier::Iterative,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(difference(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.odds_ratio",
        title: "Miettinen and Nurminen's interval of an odds ratio of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the odds ratio on the log scale; V = sum 1/cell, D = sum 1/cell^2 over the \
                  four cells",
        scale: "odds ratio",
        range: RANGE,
        zero_rule: "as or.miettinen_nurminen; limits of 0 and Infinity stay, the factor takes half a person for none",
        source: SOURCE,
        tier: Tier::Iterative,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(odds_ratio(one, two, s2(input)?, level)?))
        },
    },
];

fn s2(input: &Input<'_>) -> Result<f64> {
    let s2 = input.number("s2")?;
    if s2 >= 0.0 && s2.is_finite() { Ok(s2) } else { Err(StatError::Input("`s2` must be 0 or more".to_owned())) }
}
