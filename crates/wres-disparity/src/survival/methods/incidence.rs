//! Cumulative incidence by reason.

use super::dataset::{RANGE, table, times};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    survival::{CumulativeIncidence, IncidencePoint, aalen_johansen},
};

pub(super) const AALEN_JOHANSEN: Method = Method {
    name: "aalen_johansen",
    title: "Cumulative incidence by reason for leaving",
    formula: "F_c(t) = sum over times u <= t of S(u-) d_c / n; Greenwood-type standard error from the multinomial covariance of \
              (S, F) carried forward. Outputs `cif{c}_...` for each of `causes` (default 1, 2)",
    scale: "probability",
    range: RANGE,
    zero_rule: "a reason nobody leaves for has incidence 0; nobody leaves at all: not estimable",
    source: "Aalen & Johansen 1978, Scand J Stat 5:141; Andersen and others 1993, section 4.4; Allignol and others 2010",
    tier: Tier::Closed,
    example: r#"{"at_risk": [120, 104, 97], "events": [[9, 5, 6], [2, 1, 0]], "causes": [1, 2]}"#,
    run: |input, _| {
        each_cause(input, |output, cause, curve, times| {
            output.with_all(&format!("cif{cause}_estimates"), at(curve, times, |point| point.incidence)).with_all(
                &format!("cif{cause}_se_greenwoods"),
                at(curve, times, |point| point.variance_greenwood.sqrt()),
            )
        })
    },
};

pub(super) const AALEN_JOHANSEN_AALEN_SE: Method = Method {
    name: "aalen_johansen_aalen_se",
    title: "Cumulative incidence by reason, Aalen standard error",
    formula: "the standard error of `aalen_johansen` by Aalen 1978 with the tie correction 1 - (d - 1) / (n - 1)",
    scale: "probability",
    range: RANGE,
    zero_rule: "as `aalen_johansen`",
    source: "Aalen 1978, Annals of Statistics 6:534; as in the program of Gray 1988",
    tier: Tier::Closed,
    example: r#"{"at_risk": [120, 104, 97], "events": [[9, 5, 6], [2, 1, 0]], "causes": [1, 2]}"#,
    run: |input, _| {
        each_cause(input, |output, cause, curve, times| {
            output.with_all(&format!("cif{cause}_se_aalens"), at(curve, times, |point| point.variance_aalen.sqrt()))
        })
    },
};

fn each_cause(input: &Input<'_>, add: impl Fn(Output, u64, &CumulativeIncidence, &[f64]) -> Output) -> Result<Output> {
    let table = table(input)?;
    let times = times(input, &table)?;
    let causes = if input.has("causes") { input.counts("causes")? } else { vec![1, 2] };
    let mut output = Output::new();
    for cause in causes {
        let code =
            u32::try_from(cause).map_err(|_| StatError::Input("`causes` must be codes below 2^32".to_owned()))?;
        output = add(output, cause, &aalen_johansen(&table, code)?, &times);
    }
    Ok(output)
}

fn at(curve: &CumulativeIncidence, times: &[f64], pick: fn(IncidencePoint) -> f64) -> Vec<f64> {
    times.iter().map(|time| pick(curve.at(*time))).collect()
}
