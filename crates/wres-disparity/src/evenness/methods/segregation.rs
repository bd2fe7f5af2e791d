//! Indices of segregation.

use crate::{
    bootstrap::read_plan,
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    evenness::{
        Index, Units, dissimilarity, dissimilarity_expected, exposure, isolation, resampled_index, segregation_gini,
        theil,
    },
};

const RANGE: &str = "`a`, `b`: counts of two groups, unit by unit";
const ZERO_RULE: &str = "empty units say nothing and are dropped; a group without members: not estimable";
const EXAMPLE: &str = r#"{"a": [880, 640, 210, 96, 22], "b": [366, 210, 51, 12, 2]}"#;

fn units(input: &Input<'_>) -> Result<Units> {
    Units::new(&input.counts("a")?, &input.counts("b")?)
}

pub(super) const DISSIMILARITY: Method = Method {
    name: "segregation.dissimilarity",
    title: "Dissimilarity",
    formula: "D = 1/2 sum |a / A - b / B|: the share of either group that would have to change unit for an even spread",
    scale: "0 (even) to 1",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Duncan & Duncan 1955; Massey & Denton 1988, Social Forces 67, p. 284",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| Ok(Output::new().with("estimate", dissimilarity(&units(input)?))),
};

pub(super) const DISSIMILARITY_EXPECTED: Method = Method {
    name: "segregation.dissimilarity_expected",
    title: "Dissimilarity expected by chance",
    formula: "E(D) = N / (2 A B) sum of mean absolute deviations of hypergeometric counts, each 2 v (B - t + v) / N P(a = v) \
              with v = floor(t A / N) + 1; `estimate` is E(D), `observed` is D, `beyond_chance` = (D - E) / (1 - E)",
    scale: "0 to 1",
    range: RANGE,
    zero_rule: "units so small that chance alone gives 1: not estimable",
    source: "Cortese, Falk & Cohen 1976; Diaconis & Zabell 1991; Carrington & Troske 1997",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let chance = dissimilarity_expected(&units(input)?)?;
        Ok(Output::new()
            .with("estimate", chance.expected)
            .with("observed", chance.observed)
            .with("beyond_chance", chance.beyond_chance))
    },
};

pub(super) const THEIL_H: Method = Method {
    name: "segregation.theil_h",
    title: "Theil's information index",
    formula: "M = sum p_ug ln(p_ug / (p_u p_g)); H = M / entropy of the groups; natural logarithms",
    scale: "H: 0 (even) to 1",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Theil & Finizza 1971; Mora & Ruiz-Castillo 2011",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let index = theil(&units(input)?);
        Ok(Output::new().with("m", index.mutual_information).with("h", index.h))
    },
};

pub(super) const ISOLATION: Method = Method {
    name: "segregation.isolation",
    title: "Isolation",
    formula: "sum (a / A) (a / t), and the same for b: the share of one's own group in the unit of its average member",
    scale: "proportion",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Lieberson 1981; Massey & Denton 1988, p. 288",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let shares = isolation(&units(input)?);
        Ok(Output::new().with("a", shares.of_first).with("b", shares.of_second))
    },
};

pub(super) const EXPOSURE: Method = Method {
    name: "segregation.exposure",
    title: "Exposure",
    formula: "b_of_a = sum (a / A) (b / t): the share of b in the unit of the average member of a; a_of_b the other way",
    scale: "proportion",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Lieberson 1981; Massey & Denton 1988, p. 287",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| {
        let shares = exposure(&units(input)?);
        Ok(Output::new().with("b_of_a", shares.of_first).with("a_of_b", shares.of_second))
    },
};

pub(super) const GINI: Method = Method {
    name: "segregation.gini",
    title: "Gini index of segregation",
    formula: "sum over pairs of units t_i t_j |p_i - p_j| / (2 T^2 P (1 - P))",
    scale: "0 (even) to 1",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Massey & Denton 1988, Social Forces 67, p. 285",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, _| Ok(Output::new().with("estimate", segregation_gini(&units(input)?))),
};

pub(super) const RESAMPLED: Method = Method {
    name: "segregation.resampled",
    title: "An index of evenness with bootstrap limits",
    formula: "`index` (dissimilarity, beyond_chance or theil_h) with percentiles over multinomial resamples of all people, widened to hold \
              the index itself",
    scale: "that of the index",
    range: "`a`, `b`: counts of two groups, unit by unit; `index`; `replicates` and `seed` as in bootstrap.ratio",
    zero_rule: ZERO_RULE,
    source: "Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13; Allen and others 2015, Sociological Methodology 45:215",
    tier: Tier::MonteCarlo,
    example: r#"{"a": [880, 640, 210, 96, 22], "b": [366, 210, 51, 12, 2], "index": "theil_h", "replicates": 1000, "seed": 1}"#,
    run: |input, level| {
        let index = Index::named(input.text("index")?)
            .ok_or_else(|| StatError::Input("`index` must be dissimilarity, beyond_chance or theil_h".to_owned()))?;
        let (a, b) = (input.counts("a")?, input.counts("b")?);
        Ok(Output::from(resampled_index(index, &a, &b, read_plan(input)?, level)?))
    },
};
