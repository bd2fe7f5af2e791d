//! Time to parity.

use crate::{
    beyond::{GapScale, Parity, YearOfCounts, time_to_parity, time_to_parity_of_trend},
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Binomial,
};
use serde_json::Value;

pub(super) const TIME_TO_PARITY: Method = Method {
    name: "time_to_parity",
    title: "Years until parity, if the trend goes on",
    formula: "weighted straight line a + b t through yearly log ratios (`scale`: log_ratio, the default; half a case added) or \
              differences (`scale`: difference; one case and two people added), t from the last year; `estimate` = -a/b with \
              Fieller's limits as far as they lie in the future; covariance times max(1, Q/(k - 2)). `answer`: at_this_rate or \
              not_at_this_rate",
    scale: "years",
    range: "`years` with lists `x1`, `n1`, `x2`, `n2`; or `years`, `gaps` (0 at parity) and `ses`",
    zero_rule: "flat, or leading away: `estimate` null; limits that never end: Infinity; every time to come ruled out: null",
    source: "Fieller 1954, JRSS B 16:175-185; Birge 1932; Walter 1975; Agresti & Caffo 2000",
    tier: Tier::Closed,
    example: r#"{"years": [2021, 2022, 2023, 2024], "x1": [150, 165, 180, 199], "n1": [1000, 1000, 1000, 1000],
                  "x2": [1200, 1210, 1190, 1200], "n2": [4000, 4000, 4000, 4000]}"#,
    run: |input, level| {
        let years = input.numbers("years")?;
        let time = if input.has("gaps") {
            time_to_parity_of_trend(&years, &input.numbers("gaps")?, &input.numbers("ses")?, level)?
        } else {
            time_to_parity(&counts(input, &years)?, scale(input)?, level)?
        };
        let (answer, years) = match time.parity {
            Parity::AtThisRate { years } => ("at_this_rate", years),
            Parity::NotAtThisRate => ("not_at_this_rate", f64::NAN),
        };
        Ok(Output::new()
            .with("estimate", years)
            .with("lower", time.earliest.unwrap_or(f64::NAN))
            .with("upper", time.latest.unwrap_or(f64::NAN))
            .with_value("answer", Value::from(answer))
            .with("now", time.now.value)
            .with("now_lower", time.now.lower)
            .with("now_upper", time.now.upper)
            .with("slope", time.slope.value)
            .with("slope_lower", time.slope.lower)
            .with("slope_upper", time.slope.upper)
            .with("p_value", time.slope.p_value.unwrap_or(f64::NAN)))
    },
};

fn scale(input: &Input<'_>) -> Result<GapScale> {
    match input.has("scale").then(|| input.text("scale")).transpose()? {
        None | Some("log_ratio") => Ok(GapScale::LogRatio),
        Some("difference") => Ok(GapScale::Difference),
        Some(_) => Err(StatError::Input("`scale` must be log_ratio or difference".to_owned())),
    }
}

fn counts(input: &Input<'_>, years: &[f64]) -> Result<Vec<YearOfCounts>> {
    let list = |key: &'static str| -> Result<Vec<u64>> {
        let list = input.counts(key)?;
        if list.len() == years.len() {
            Ok(list)
        } else {
            Err(StatError::Lengths { left: "years", left_len: years.len(), right: key, right_len: list.len() })
        }
    };
    let (x1, n1, x2, n2) = (list("x1")?, list("n1")?, list("x2")?, list("n2")?);
    let year = |(i, year): (usize, &f64)| {
        Ok(YearOfCounts { year: *year, one: Binomial::of(x1[i], n1[i])?, two: Binomial::of(x2[i], n2[i])? })
    };
    years.iter().enumerate().map(year).collect()
}
