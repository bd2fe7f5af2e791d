//! Cox regression.

use super::dataset::{Dataset, RANGE, leaving, text_or};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Level,
    survival::{CoxCoefficient, CoxData, Ties, cox, cox_cluster_robust},
};

const COVARIATES: [&str; 3] = ["group", "band", "age"];
const FORMULA: &str = "hazard = baseline(t) exp(b'x), by partial likelihood; an own baseline per combination of `strata`. \
     `covariates`: columns of the dataset (default group, band, age); `counts`: an optional column of how many people each row \
     stands for. `lrt`, `score` and `wald` test all coefficients; `wald` is rounded to two decimals, as the reference \
     software prints it, and `wald_exact` is not";
const ZERO_RULE: &str = "a group without events (monotone likelihood): not estimable, separation; constant or dependent \
     covariates: singular design; nobody leaves: not estimable";

pub(super) const EFRON: Method = Method {
    name: "cox.efron",
    title: "Cox regression, ties by Efron",
    formula: FORMULA,
    scale: "log hazard ratio; hazard ratio",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Cox 1972, JRSS B 34:187; Efron 1977, JASA 72:557",
    tier: Tier::Iterative,
    example: EXAMPLE,
    run: |input, level| fit(input, Ties::Efron, level),
};

pub(super) const BRESLOW: Method = Method {
    name: "cox.breslow",
    title: "Cox regression, ties by Breslow",
    formula: FORMULA,
    scale: "log hazard ratio; hazard ratio",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Cox 1972, JRSS B 34:187; Breslow 1974, Biometrics 30:89",
    tier: Tier::Iterative,
    example: EXAMPLE,
    run: |input, level| fit(input, Ties::Breslow, level),
};

pub(super) const CLUSTER_ROBUST: Method = Method {
    name: "cox_cluster_robust",
    title: "Cox regression with standard errors robust to clustering",
    formula: "V (sum over clusters of u u') V with u the cluster's sum of score residuals, ties by Efron; no small-sample \
              factor. `cluster`: a column of the dataset (default site)",
    scale: "log hazard ratio",
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Lin & Wei 1989, JASA 84:1074; Therneau & Grambsch 2000, section 4.6",
    tier: Tier::Iterative,
    example: r#"{"covariates": ["group"], "dataset": {"time": [3, 5, 4, 6, 8, 9], "event": [1, 0, 1, 1, 1, 0],
                  "group": [1, 1, 0, 1, 0, 0], "site": [1, 1, 2, 2, 3, 3]}}"#,
    run: |input, level| {
        let data = read(input, Some(text_or(input, "cluster", "site")?))?;
        let (fit, robust) = cox_cluster_robust(&data, Ties::Efron, level)?;
        Ok(Output::new()
            .with_all("coefs", fit.coefficients.iter().map(|one| one.coefficient))
            .with_all("robust_ses", robust.root_diagonal()))
    },
};

const EXAMPLE: &str = r#"{"covariates": ["group"], "dataset": {"time": [3, 5, 4, 6, 8, 9], "event": [1, 0, 1, 1, 1, 0],
    "group": [1, 1, 0, 1, 0, 0]}}"#;

fn fit(input: &Input<'_>, ties: Ties, level: Level) -> Result<Output> {
    let fit = cox(&read(input, None)?, ties, level)?;
    let all = |pick: fn(&CoxCoefficient) -> f64| fit.coefficients.iter().map(pick).collect::<Vec<_>>();
    Ok(Output::new()
        .with_all("coefs", all(|one| one.coefficient))
        .with_all("ses", all(|one| one.std_err))
        .with_all("hrs", all(|one| one.hazard_ratio.value))
        .with_all("hr_lowers", all(|one| one.hazard_ratio.lower))
        .with_all("hr_uppers", all(|one| one.hazard_ratio.upper))
        .with_all("p_values", all(|one| one.hazard_ratio.p_value.unwrap_or(f64::NAN)))
        .with("loglik", fit.log_likelihood)
        .with("loglik_null", fit.log_likelihood_null)
        .with("lrt", fit.likelihood_ratio())
        .with("wald", two_decimals(fit.wald))
        .with("wald_exact", fit.wald)
        .with("score", fit.score))
}

fn two_decimals(value: f64) -> f64 {
    format!("{value:.2}").parse().unwrap_or(value)
}

fn read(input: &Input<'_>, cluster: Option<&str>) -> Result<CoxData> {
    let dataset = Dataset::read(input)?;
    let leaving = leaving(input, "event_code")?;
    let names = if input.has("covariates") { texts(input, "covariates")? } else { COVARIATES.to_vec() };
    let columns = names.iter().map(|name| dataset.numbers(name)).collect::<Result<Vec<_>>>()?;
    let counts = if input.has("counts") { Some(dataset.numbers(input.text("counts")?)?) } else { None };
    let strata = if input.has("strata") { texts(input, "strata")? } else { Vec::new() };
    let strata = strata.iter().map(|name| dataset.labels(name)).collect::<Result<Vec<_>>>()?;
    let cluster = cluster.map(|name| dataset.labels(name)).transpose()?;
    let mut data = CoxData::new(columns.len())?;
    let mut covariates = vec![0.0; columns.len()];
    for (i, spell) in dataset.spells.iter().enumerate() {
        for (value, column) in covariates.iter_mut().zip(&columns) {
            *value = column[i];
        }
        let stratum = strata
            .iter()
            .fold(0, |code: u64, (labels, groups)| code.wrapping_mul(*groups as u64).wrapping_add(labels[i] as u64));
        let count = match &counts {
            None => 1,
            Some(counts) if counts[i] >= 0.0 && counts[i].fract() == 0.0 && counts[i] < 9e15 => counts[i] as u64,
            Some(_) => return Err(StatError::Input("the column of `counts` must hold whole numbers".to_owned())),
        };
        let cluster = cluster.as_ref().map_or(0, |(labels, _)| labels[i] as u64);
        data.push(*spell, leaving, count, &covariates, stratum, cluster)?;
    }
    Ok(data)
}

fn texts<'a>(input: &Input<'a>, key: &str) -> Result<Vec<&'a str>> {
    let wrong = || StatError::Input(format!("`{key}` must be a list of column names"));
    let value = input.value(key)?;
    match value.as_str() {
        Some(one) => Ok(vec![one]),
        None => value.as_array().ok_or_else(wrong)?.iter().map(|name| name.as_str().ok_or_else(wrong)).collect(),
    }
}
