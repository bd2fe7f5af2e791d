//! How the catalogue calls this family.

use super::{Transitions, years_on_grade};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
};

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[YEARS_ON_GRADE, EXPECTED_YEARS, SHARE_REACHING];

const RANGE: &str = "`stayed`: people of each rung (low to high) by rung a year later, a square table; `left`: those gone; `from`, `to`: \
     rungs counted from 0";
const EXAMPLE: &str =
    r#"{"stayed": [[140, 30, 2], [4, 150, 16], [0, 3, 70]], "left": [28, 30, 7], "from": 0, "to": 2}"#;

const YEARS_ON_GRADE: Method = Method {
    name: "ladder.years_on_grade",
    title: "Years that a stay on a grade lasts",
    formula: "1 / (1 - x/n), with `x` of `n` people on the grade a year later; limits 1 / (1 - those of proportion.wilson)",
    scale: "years",
    range: "0 <= x <= n, n >= 1",
    zero_rule: "everybody stays: not estimable",
    source: "Bartholomew, Forbes & McClean 1991, chapter 4; Wilson 1927",
    tier: Tier::Closed,
    example: r#"{"x": 140, "n": 200}"#,
    run: |input, level| Ok(Output::from(years_on_grade(input.binomial("x", "n")?, level)?)),
};

const EXPECTED_YEARS: Method = Method {
    name: "ladder.expected_years",
    title: "Years that a career spends on a rung",
    formula: "the element of (I - P)^-1, with P the shares that move from rung to rung within a year; variance by the delta method \
              (dN = N dP N) from multinomial shares; normal limits of the logarithm",
    scale: "years",
    range: RANGE,
    zero_rule: "nobody on a rung that careers come to, nobody who ever leaves, or a rung that no career comes to: not estimable",
    source: "Bartholomew, Forbes & McClean 1991, chapter 4; Kemeny & Snell 1960, theorem 3.2.4",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (ladder, from, to) = question(input)?;
        Ok(Output::from(ladder.expected_years(from, to, level)?))
    },
};

const SHARE_REACHING: Method = Method {
    name: "ladder.share_reaching",
    title: "Share of careers that ever come to a rung",
    formula: "the probability that the chain of `ladder.expected_years` comes to the rung before it ends; variance by the delta \
              method; normal limits of the log odds",
    scale: "probability",
    range: RANGE,
    zero_rule: "as `ladder.expected_years`; a share of 1 has no limits",
    source: "Kemeny & Snell 1960, theorem 3.3.7; Bartholomew, Forbes & McClean 1991, chapter 4",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (ladder, from, to) = question(input)?;
        Ok(Output::from(ladder.share_reaching(from, to, level)?))
    },
};

fn question(input: &Input<'_>) -> Result<(Transitions, usize, usize)> {
    let rung = |key: &'static str| {
        let given = input.count(key)?;
        usize::try_from(given).map_err(|_| StatError::Domain {
            what: key,
            given: given.to_string(),
            must: "it must be on the ladder",
        })
    };
    Ok((Transitions::new(&input.table("stayed")?, &input.counts("left")?)?, rung("from")?, rung("to")?))
}
