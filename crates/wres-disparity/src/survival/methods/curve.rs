//! Kaplan-Meier, its quantiles and its restricted mean.

use super::dataset::{RANGE, grouped, leaving, table, text_or, times};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Level,
    special::normal,
    survival::{LimitScale, SurvivalPoint, compare_restricted_means, kaplan_meier},
};

pub(super) const KM: Method = Method {
    name: "km",
    title: "Kaplan-Meier survival",
    formula: "S(t) = prod over times <= t of (1 - d / n); variance of ln S: sum d / (n (n - d)) (Greenwood). Limits on four \
              scales: plain S +- z se; log; log-log S^exp(-+ z sqrt(v) / ln S); logit; cut to [0, 1]",
    scale: "probability",
    range: RANGE,
    zero_rule: "S = 0: standard error and limits undefined (null); S = 1 after an exit: log-log and logit limits undefined; \
                nobody leaves: not estimable",
    source: "Kaplan & Meier 1958, JASA 53, eq. 2b; Greenwood 1926; Kalbfleisch & Prentice 1980, section 1.3",
    tier: Tier::Closed,
    example: r#"{"at_risk": [120, 104, 97, 80], "events": [[9, 5, 6, 2]], "times": [1, 2, 3, 4]}"#,
    run: |input, level| {
        let table = table(input)?;
        let curve = kaplan_meier(&table, leaving(input, "event_code")?)?;
        let points: Vec<SurvivalPoint> = times(input, &table)?.into_iter().map(|time| curve.at(time)).collect();
        let first_exit = table.times().first().copied().unwrap_or(0.0);
        let mut output = Output::new()
            .with_all("estimates", points.iter().map(|point| point.survival))
            .with_all("std_errs", points.iter().map(|point| point.std_err().unwrap_or(f64::NAN)))
            .with_all("n_risks", points.iter().map(|point| point.at_risk as f64));
        for (name, scale) in [
            ("plain", LimitScale::Plain),
            ("log", LimitScale::Log),
            ("loglog", LimitScale::LogLog),
            ("logit", LimitScale::Logit),
        ] {
            // Before anybody's exit the curve is 1 by definition, not by estimate.
            let limits = |point: &SurvivalPoint| {
                if point.time < first_exit { Some((1.0, 1.0)) } else { point.limits(scale, level) }
            };
            let limits: Vec<_> = points.iter().map(|point| limits(point).unwrap_or((f64::NAN, f64::NAN))).collect();
            output = output
                .with_all(&format!("lower_{name}s"), limits.iter().map(|limits| limits.0))
                .with_all(&format!("upper_{name}s"), limits.iter().map(|limits| limits.1));
        }
        Ok(output)
    },
};

pub(super) const KM_QUANTILE: Method = Method {
    name: "km_quantile",
    title: "Time by which a share has left",
    formula: "first time with S(t) <= 1 - p, or the middle of the stretch where S = 1 - p; limits where the log-log limits of S \
              do the same. `probs`: 0.25, 0.5, 0.75 unless given",
    scale: "time",
    range: RANGE,
    zero_rule: "null where the curve, or its limit, never falls so far",
    source: "Brookmeyer & Crowley 1982, Biometrics 38:29-41",
    tier: Tier::Closed,
    example: r#"{"at_risk": [20, 14, 9, 5], "events": [[6, 4, 3, 2]]}"#,
    run: |input, level| {
        let curve = kaplan_meier(&table(input)?, leaving(input, "event_code")?)?;
        let shares = if input.has("probs") { input.numbers("probs")? } else { vec![0.25, 0.5, 0.75] };
        let quantiles = shares.iter().map(|share| curve.quantile(*share, LimitScale::LogLog, level));
        let quantiles = quantiles.collect::<Result<Vec<_>>>()?;
        let all = |pick: fn(&crate::survival::SurvivalQuantile) -> Option<f64>| {
            quantiles.iter().map(move |quantile| pick(quantile).unwrap_or(f64::NAN)).collect::<Vec<_>>()
        };
        Ok(Output::new()
            .with_all("estimates", all(|quantile| quantile.time))
            .with_all("lowers", all(|quantile| quantile.lower))
            .with_all("uppers", all(|quantile| quantile.upper)))
    },
};

pub(super) const RMST: Method = Method {
    name: "rmst",
    title: "Restricted mean time in service",
    formula: "integral of S from 0 to tau; variance sum over events of (integral of S from t to tau)^2 d / (n (n - d)). With two \
              groups (`by`, or two `groups`): the second less the first, and the second over the first with limits on the log \
              scale",
    scale: "time; ratio",
    range: RANGE,
    zero_rule: "tau beyond the time observed is refused, unless everybody has left; nobody leaves: not estimable",
    source: "Royston & Parmar 2013, BMC Med Res Methodol 13:152; Uno and others 2014, J Clin Oncol 32:2380",
    tier: Tier::Closed,
    example: r#"{"tau": 3, "groups": [{"at_risk": [120, 104, 97], "events": [[9, 5, 6]]},
                  {"at_risk": [60, 48, 40], "events": [[8, 5, 4]]}]}"#,
    run: rmst,
};

fn rmst(input: &Input<'_>, level: Level) -> Result<Output> {
    let (horizon, leaving) = (input.number("tau")?, leaving(input, "event_code")?);
    if !input.has("by") && !input.has("groups") {
        let mean = kaplan_meier(&table(input)?, leaving)?.restricted_mean(horizon)?;
        let reach = normal::upper_quantile(level.alpha() / 2.0) * mean.std_err;
        return Ok(Output::new()
            .with("estimate", mean.mean)
            .with("lower", (mean.mean - reach).max(0.0))
            .with("upper", (mean.mean + reach).min(horizon))
            .with("se", mean.std_err));
    }
    let grouped = grouped(input, text_or(input, "by", "group")?)?;
    let [first, second] = grouped.groups() else {
        return Err(StatError::Input("`rmst` compares two groups".to_owned()));
    };
    let first = kaplan_meier(first, leaving)?.restricted_mean(horizon)?;
    let second = kaplan_meier(second, leaving)?.restricted_mean(horizon)?;
    let compared = compare_restricted_means(first, second, level)?;
    Ok(Output::new()
        .with("rmst0", first.mean)
        .with("se0", first.std_err)
        .with("rmst1", second.mean)
        .with("se1", second.std_err)
        .with("diff", compared.difference.value)
        .with("diff_lower", compared.difference.lower)
        .with("diff_upper", compared.difference.upper)
        .with("diff_p", compared.difference.p_value.unwrap_or(f64::NAN))
        .with("ratio", compared.ratio.value)
        .with("ratio_lower", compared.ratio.lower)
        .with("ratio_upper", compared.ratio.upper))
}
