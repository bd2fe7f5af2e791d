//! Tests between groups.

use super::dataset::{Dataset, RANGE, grouped, leaving, text_or};
use crate::{
    catalogue::{Method, Output, Tier},
    error::StatError,
    survival::{GroupedRisk, LogRank, gray_test, logrank, logrank_stratified},
};

pub(super) const GRAY: Method = Method {
    name: "gray_test",
    title: "Gray's test of cumulative incidence",
    formula: "chi-squared = z' V^-1 z, z_i = sum of (d_i - d R_i / R), R_i = n_i (1 - F_i-) / S_i-; rho = 0, variance with ties",
    scale: "chi-squared",
    range: RANGE,
    zero_rule: "nobody leaves for the reason: not estimable; right-censored data only in its proof",
    source: "Gray 1988, Annals of Statistics 16:1141-1154",
    tier: Tier::Closed,
    example: r#"{"cause": 1, "groups": [{"at_risk": [120, 104, 97], "events": [[9, 5, 6], [2, 1, 0]]},
                  {"at_risk": [60, 48, 40], "events": [[8, 5, 4], [1, 0, 1]]}]}"#,
    run: |input, _| {
        let cause = if input.has("cause") { input.count("cause")? } else { 1 };
        let cause =
            u32::try_from(cause).map_err(|_| StatError::Input("`cause` must be a code below 2^32".to_owned()))?;
        let test = gray_test(&grouped(input, text_or(input, "by", "group")?)?, cause)?;
        Ok(Output::new().with("chisq", test.chi_squared).with("df", test.df).with("p_value", test.p_value))
    },
};

pub(super) const LOGRANK: Method = Method {
    name: "logrank",
    title: "Log-rank test",
    formula: "chi-squared = (O - E)' V^-1 (O - E), E_i = sum d n_i / n, V hypergeometric; df = groups exposed - 1",
    scale: "chi-squared",
    range: RANGE,
    zero_rule: "groups never at risk when anybody left are left out; nobody leaves: not estimable",
    source: "Mantel 1966; Peto & Peto 1972, JRSS A 135:185-206",
    tier: Tier::Closed,
    example: r#"{"groups": [{"at_risk": [120, 104, 97], "events": [[9, 5, 6]]}, {"at_risk": [60, 48, 40], "events": [[8, 5, 4]]}]}"#,
    run: |input, _| {
        let grouped = grouped(input, text_or(input, "by", "group")?)?;
        Ok(describe(&logrank(&grouped, leaving(input, "event_code")?)?))
    },
};

pub(super) const LOGRANK_STRATIFIED: Method = Method {
    name: "logrank_stratified",
    title: "Log-rank test within strata",
    formula: "as `logrank`, with O, E and V added over strata (`strata`, default the column `site`; groups `by`, default `group`)",
    scale: "chi-squared",
    range: RANGE,
    zero_rule: "as `logrank`; a stratum with one group says nothing",
    source: "Peto and others 1977, British Journal of Cancer 35:1-39",
    tier: Tier::Closed,
    example: r#"{"dataset": {"time": [3, 5, 4, 6, 2, 7, 3, 8], "event": [1, 0, 1, 1, 1, 1, 1, 0],
                  "group": [1, 1, 0, 0, 1, 1, 0, 0], "site": [1, 1, 1, 1, 2, 2, 2, 2]}}"#,
    run: |input, _| {
        let dataset = Dataset::read(input)?;
        let (group, groups) = dataset.labels(text_or(input, "by", "group")?)?;
        let (stratum, strata) = dataset.labels(text_or(input, "strata", "site")?)?;
        let mut tables = Vec::new();
        for number in 0..strata {
            let rows: Vec<usize> = (0..stratum.len()).filter(|i| stratum[*i] == number).collect();
            let spells: Vec<_> = rows.iter().map(|i| dataset.spells[*i]).collect();
            // A stratum with one group only compares nobody.
            let members: Vec<usize> = rows.iter().map(|i| group[*i]).collect();
            tables.push(GroupedRisk::from_spells_with_gaps(&spells, &members, groups)?);
        }
        Ok(describe(&logrank_stratified(&tables, leaving(input, "event_code")?)?))
    },
};

fn describe(test: &LogRank) -> Output {
    Output::new()
        .with("chisq", test.chi_squared)
        .with("df", test.df)
        .with("p_value", test.p_value)
        .with_all("observeds", test.observed.iter().copied())
        .with_all("expecteds", test.expected.iter().copied())
}
