//! How the catalogue calls this family.

use super::{gates, score, weighted_kappa};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Binomial,
};

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[KAPPA, SCORE, GATES];

const KAPPA: Method = Method {
    name: "agreement.weighted_kappa",
    title: "Weighted kappa of two raters",
    formula: "(Po - Pe) / (1 - Pe) with linear weights 1 - |i - j| / (k - 1); variance of Fleiss, Cohen and Everitt; normal limits \
              cut to [-1, 1]",
    scale: "1 full agreement, 0 chance",
    range: "`counts`: a square table, the first rater's ordered category by the second's",
    zero_rule: "no counts, or both raters in one category alone: not estimable",
    source: "Cohen 1968, Psychological Bulletin 70:213; Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323, eq. 9",
    tier: Tier::Closed,
    example: r#"{"counts": [[12, 3, 0], [4, 18, 5], [1, 6, 21]]}"#,
    run: |input, level| Ok(Output::from(weighted_kappa(&input.table("counts")?, level)?)),
};

const SCORE: Method = Method {
    name: "agreement.score",
    title: "Score of checks that are met, partly met or not",
    formula: "(met + partly / 2) / answered; variance of answers worth 1, 1/2 and 0 over those answered; normal limits cut to [0, 1]",
    scale: "proportion",
    range: "`met`, `partly`: checks, together at most `answered`",
    zero_rule: "nothing answered: not estimable",
    source: "Likert scoring of three ordered answers; limits: central limit theorem",
    tier: Tier::Closed,
    example: r#"{"met": 14, "partly": 6, "answered": 25}"#,
    run: |input, level| {
        Ok(Output::from(score(input.count("met")?, input.count("partly")?, input.count("answered")?, level)?))
    },
};

const GATES: Method = Method {
    name: "agreement.gates",
    title: "Levels whose core checks are all met",
    formula: "a level is reached when `met` equals `apply` for it and every level below. `reached`: place of the highest, from 1, 0 for \
              none; `shut`: place of the first that is not passed, 0 for none, with `missing` checks",
    scale: "level; checks",
    range: "`met`, `apply`: core checks met of those that apply, level by level from the lowest",
    zero_rule: "a level of which no check applies is passed over; no check applies at all: not estimable",
    source: "a count, not an estimate",
    tier: Tier::Closed,
    example: r#"{"met": [5, 4, 2], "apply": [5, 4, 6]}"#,
    run: |input, _| {
        let found = gates(&levels(input)?)?;
        let (shut, missing) = found.shut.unwrap_or((0, 0));
        Ok(Output::new()
            .with_count("reached", found.reached.unwrap_or(0) as u64)
            .with_count("shut", shut as u64)
            .with_count("missing", missing))
    },
};

fn levels(input: &Input<'_>) -> Result<Vec<Binomial>> {
    let (met, apply) = (input.counts("met")?, input.counts("apply")?);
    if met.len() != apply.len() {
        return Err(StatError::Lengths { left: "met", left_len: met.len(), right: "apply", right_len: apply.len() });
    }
    met.into_iter().zip(apply).map(|(met, apply)| Binomial::of(met, apply)).collect()
}
