//! How the catalogue calls this family.

use super::{benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm, hommel};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::Result;

const SCALE: &str = "adjusted p-values, in the order given";
const RANGE: &str = "`p`: p-values in [0, 1]";
const ZERO_RULE: &str = "p = 0 stays 0; an empty list gives an empty list";
const EXAMPLE: &str = r#"{"p": [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]}"#;

fn run(input: &Input<'_>, adjust: fn(&[f64]) -> Result<Vec<f64>>) -> Result<Output> {
    Ok(Output::new().with_all("adjusteds", adjust(&input.numbers("p")?)?))
}

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "padjust.bonferroni",
        title: "Bonferroni's adjusted p-values",
        formula: "min(1, n p)",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Dunn (1961), Journal of the American Statistical Association 56, 52-64",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, bonferroni),
    },
    Method {
        name: "padjust.holm",
        title: "Holm's adjusted p-values",
        formula: "max over ranks j <= i of min(1, (n - j + 1) p(j))",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Holm (1979), Scandinavian Journal of Statistics 6, 65-70",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, holm),
    },
    Method {
        name: "padjust.hochberg",
        title: "Hochberg's adjusted p-values",
        formula: "min over ranks j >= i of (n - j + 1) p(j)",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Hochberg (1988), Biometrika 75, 800-802",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, hochberg),
    },
    Method {
        name: "padjust.hommel",
        title: "Hommel's adjusted p-values",
        formula: "the largest Simes p-value, min over ranks j of m p(j) / j, over all groups of m hypotheses with the one in question",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Hommel (1988), Biometrika 75, 383-386; Wright (1992), Biometrics 48, 1005-1013, appendix",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, hommel),
    },
    Method {
        name: "padjust.bh",
        title: "Benjamini-Hochberg adjusted p-values (q-values)",
        formula: "min over ranks j >= i of min(1, n p(j) / j)",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, procedure (1)",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, benjamini_hochberg),
    },
    Method {
        name: "padjust.by",
        title: "Benjamini-Yekutieli adjusted p-values",
        formula: "min over ranks j >= i of min(1, (1 + 1/2 + ... + 1/n) n p(j) / j)",
        scale: SCALE,
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165-1188, theorem 1.3",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| run(input, benjamini_yekutieli),
    },
];
