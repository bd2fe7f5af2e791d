//! Inequality, and disparity between bands.

use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    evenness::{Bands, disparity_ratio, inequality},
    odds_ratio::or_every_ratio,
    pay::PayTable,
    quantity::Level,
};

pub(super) const INEQUALITY: Method = Method {
    name: "inequality",
    title: "Inequality of a quantity",
    formula: "gini = sum (2 r - n - 1) x_(r) / (n sum x), gini_corrected = gini n / (n - 1); theil_t = mean (x/m) ln(x/m); \
              theil_l = mean ln(m/x); atkinson_05 = 1 - (mean sqrt(x/m))^2; atkinson_1 = 1 - geometric mean / m; cv = s / m",
    scale: "0 (equal) upwards",
    range: "`x`: amounts of 0 or more, one per person; or distinct amounts with `x_counts`",
    zero_rule: "an amount of 0: theil_l infinite, atkinson_1 = 1; all 0: not estimable; one person: gini_corrected and cv null",
    source: "Cowell 2011, Measuring Inequality, 3rd ed., tables A.1 and A.2",
    tier: Tier::Closed,
    example: r#"{"x": [15.2, 14.1, 18.75, 22.4, 16.0]}"#,
    run: |input, _| {
        let amounts = input.numbers("x")?;
        let table = if input.has("x_counts") {
            PayTable::from_counts(&amounts, &input.counts("x_counts")?)?
        } else {
            PayTable::from_values(&amounts)?
        };
        let index = inequality(&table)?;
        Ok(Output::new()
            .with("gini", index.gini)
            .with("gini_corrected", index.gini_corrected.unwrap_or(f64::NAN))
            .with("theil_t", index.theil_t)
            .with("theil_l", index.theil_l)
            .with("atkinson_05", index.atkinson_half)
            .with("atkinson_1", index.atkinson_one)
            .with("cv", index.variation.unwrap_or(f64::NAN)))
    },
};

const FORMULA: &str = "(white upper / white lower) / (bme upper / bme lower), an odds ratio with Woolf's limits \
     ln ratio +- z sqrt(sum of 1 / cells), and with an empty band the score limits of or.miettinen_nurminen. Above 1: White staff are \
     further up";
const BANDS: &str = "`white`, `bme`: counts in the lower, middle and upper bands";
const ZERO_RULE: &str = "nobody of BME in the upper band: [l, Infinity]; nobody of White: [0, u]; no correction is added; nobody or \
     everybody in the upper band: no estimate, [0, Infinity], p-value 1; a group in neither band: not estimable";
const SOURCE: &str =
    "NHS Workforce Race Equality Standard, race disparity ratio; Woolf 1955; Miettinen and Nurminen 1985";
const EXAMPLE: &str = r#"{"white": [880, 640, 210], "bme": [366, 150, 21], "bands": ["lower", "middle", "upper"]}"#;

pub(super) const LOWER_TO_MIDDLE: Method = Method {
    name: "disparity_ratio.lower_to_middle",
    title: "Race disparity ratio, lower to middle bands",
    formula: FORMULA,
    scale: "odds ratio",
    range: BANDS,
    zero_rule: ZERO_RULE,
    source: SOURCE,
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| between(input, 0, 1, level),
};

pub(super) const MIDDLE_TO_UPPER: Method = Method {
    name: "disparity_ratio.middle_to_upper",
    title: "Race disparity ratio, middle to upper bands",
    formula: FORMULA,
    scale: "odds ratio",
    range: BANDS,
    zero_rule: ZERO_RULE,
    source: SOURCE,
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| between(input, 1, 2, level),
};

pub(super) const LOWER_TO_UPPER: Method = Method {
    name: "disparity_ratio.lower_to_upper",
    title: "Race disparity ratio, lower to upper bands",
    formula: FORMULA,
    scale: "odds ratio",
    range: BANDS,
    zero_rule: ZERO_RULE,
    source: SOURCE,
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| between(input, 0, 2, level),
};

fn between(input: &Input<'_>, lower: usize, upper: usize, level: Level) -> Result<Output> {
    let bands = |key: &str| match input.counts(key)?.as_slice() {
        counts @ [_, _, _] => Ok(Bands { lower: counts[lower], upper: counts[upper] }),
        _ => Err(StatError::Input(format!("`{key}` must have three counts: lower, middle and upper bands"))),
    };
    or_every_ratio(disparity_ratio(bands("white")?, bands("bme")?, level))
}
