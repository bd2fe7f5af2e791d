//! How the catalogue calls this family.

use super::{Table, chi_squared_test, cramers_v, fisher_freeman_halton, g_test, goodness_of_fit};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::Result;

const RANGE: &str = "`table`: rows of counts, all equally long";
const ZERO_RULE: &str = "cells may be 0; an empty row or column has no expected counts: not estimable";
const EXAMPLE: &str = r#"{"table": [[880, 640, 210, 96, 22], [366, 210, 51, 12, 2]]}"#;

fn table(input: &Input<'_>) -> Result<Table> {
    Table::new(&input.table("table")?)
}

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "contingency.chisq",
        title: "Pearson's chi-squared test of independence",
        formula: "chisq = sum (x - e)^2 / e with e = r c / N; df = (rows - 1)(columns - 1); stdres (row by row) = (x - e) / sqrt(e (1 - r/N)(1 - c/N))",
        scale: "chi-squared; residuals standard normal",
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Pearson (1900), Philosophical Magazine 50, 157-175; Haberman (1973), Biometrics 29, 205-220, section 2",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let test = chi_squared_test(&table(input)?)?;
            Ok(Output::new()
                .with("chisq", test.chi_squared)
                .with("df", test.degrees_of_freedom)
                .with("p_value", test.p_value)
                .with_all("stdres", test.standardised_residuals))
        },
    },
    Method {
        name: "contingency.gtest",
        title: "Likelihood-ratio test of independence",
        formula: "g = 2 sum x ln(x / e) with e = r c / N; df = (rows - 1)(columns - 1)",
        scale: "chi-squared",
        range: RANGE,
        zero_rule: ZERO_RULE,
        source: "Wilks (1938), Annals of Mathematical Statistics 9, 60-62; Agresti (2013), Categorical Data Analysis, equation 3.11",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let test = g_test(&table(input)?)?;
            Ok(Output::new().with("g", test.g).with("df", test.degrees_of_freedom).with("p_value", test.p_value))
        },
    },
    Method {
        name: "contingency.cramers_v",
        title: "Cramér's V, plain and bias-corrected",
        formula: "V = sqrt(X^2 / (N (min(rows, columns) - 1))); bias-corrected: sqrt(max(0, X^2/N - (r-1)(c-1)/(N-1)) / (min(r~, c~) - 1)), k~ = k - (k-1)^2/(N-1)",
        scale: "association between 0 and 1",
        range: RANGE,
        zero_rule: "an empty row or column: not estimable; the correction is null where N is too small for it",
        source: "Cramér (1946), Mathematical Methods of Statistics, page 282; Bergsma (2013), Journal of the Korean Statistical Society 42, 323-328, equations 6 to 8",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let association = cramers_v(&table(input)?)?;
            Ok(Output::new()
                .with("estimate", association.v)
                .with("bias_corrected", association.bias_corrected.unwrap_or(f64::NAN)))
        },
    },
    Method {
        name: "contingency.fisher_freeman_halton",
        title: "Fisher-Freeman-Halton exact test of independence",
        formula: "sum of the probabilities, margins given, of all tables no more probable than the one observed (relative tolerance 1e-7)",
        scale: "p-value",
        range: "`table`: rows of counts; small enough for 30 million steps through the network of tables",
        zero_rule: "empty rows and columns are left out",
        source: "Freeman and Halton (1951), Biometrika 38, 141-149; Mehta and Patel (1983), Journal of the American Statistical Association 78, 427-434",
        tier: Tier::Iterative,
        example: r#"{"table": [[5, 0, 1, 2], [1, 3, 0, 1], [0, 2, 6, 1]]}"#,
        run: |input, _| Ok(Output::new().with("p_value", fisher_freeman_halton(&table(input)?)?)),
    },
    Method {
        name: "contingency.goodness_of_fit",
        title: "Pearson's chi-squared test of counts against given shares",
        formula: "chisq = sum (x - N p)^2 / (N p), df = groups - 1; the shares are divided by their sum",
        scale: "chi-squared",
        range: "`x`: counts; `p`: positive shares of any sum, equal if left out",
        zero_rule: "counts may be 0; shares may not",
        source: "Pearson (1900), Philosophical Magazine 50, 157-175",
        tier: Tier::Closed,
        example: r#"{"x": [412, 61, 44, 23, 9], "p": [0.8, 0.09, 0.06, 0.03, 0.02]}"#,
        run: |input, _| {
            let counts = input.counts("x")?;
            let shares = if input.has("p") { input.numbers("p")? } else { vec![1.0; counts.len()] };
            let test = goodness_of_fit(&counts, &shares)?;
            Ok(Output::new()
                .with("chisq", test.chi_squared)
                .with("df", test.degrees_of_freedom)
                .with("p_value", test.p_value)
                .with_all("expecteds", test.expected))
        },
    },
];
