//! Curves from counts by band of time.

use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Binomial,
    survival::{banded_incidence, banded_survival},
};

const RANGE: &str = "`edges`: bands of time, rising from 0, one more than there are bands; `at_risk`: units of time at risk in each; \
     `exits`: those who left in each, one list per reason; `time`: a unit of time";

fn edges(input: &Input<'_>) -> Result<Vec<u32>> {
    input.counts("edges")?.into_iter().map(|edge| whole(edge, "edges")).collect()
}

fn whole(number: u64, what: &'static str) -> Result<u32> {
    u32::try_from(number).map_err(|_| StatError::Domain {
        what,
        given: number.to_string(),
        must: "it must be a number of months or days",
    })
}

fn time(input: &Input<'_>) -> Result<u32> {
    whole(input.count("time")?, "time")
}

pub(super) const SURVIVAL: Method = Method {
    name: "banded_survival",
    title: "Survival from counts by band of time",
    formula: "S(t) = prod over bands of (1 - d / N)^m, with d exits among N units of time at risk and m units of the band before t; \
              variance of ln S: sum m^2 d / (N (N - d)); log-log limits. Also the time by which half have left, and the mean time \
              within `time`, the sum of S over its units",
    scale: "probability; time",
    range: RANGE,
    zero_rule: "nobody leaves: not estimable; a band without anybody at risk ends the curve; S of 0 or 1 has no limits",
    source: "Kaplan & Meier 1958, JASA 53, eq. 2b; constant hazard within bands: Friedman 1982, Annals of Statistics 10:101",
    tier: Tier::Closed,
    example: r#"{"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[25, 15, 23]], "time": 18}"#,
    run: |input, level| {
        let exits = input.table("exits")?;
        let at_risk = input.counts("at_risk")?;
        let cells: Vec<Binomial> = (0..at_risk.len())
            .map(|band| {
                let all = exits.iter().map(|by_reason| by_reason.get(band).copied().unwrap_or(0));
                Binomial::of(all.fold(0, u64::saturating_add), at_risk[band])
            })
            .collect::<Result<_>>()?;
        let curve = banded_survival(&edges(input)?, &cells)?;
        let median = curve.quantile(0.5, level)?;
        let mean = curve.restricted_mean(time(input)?)?;
        Ok(Output::from(curve.survival(time(input)?, level)?)
            .with("median", median.time.unwrap_or(f64::NAN))
            .with("median_lower", median.lower.unwrap_or(f64::NAN))
            .with("median_upper", median.upper.unwrap_or(f64::NAN))
            .with("mean", mean.mean)
            .with("mean_std_err", mean.std_err))
    },
};

pub(super) const INCIDENCE: Method = Method {
    name: "banded_incidence",
    title: "Cumulative incidence by reason from counts by band of time",
    formula: "F(t) = sum over units u <= t of S(u - 1) d1 / N with the rates of the unit's band; variance by the delta method from the \
              multinomial variance of each band; log-log limits of 1 - F. `reason`: place of the reason in `exits`, from 0",
    scale: "probability",
    range: RANGE,
    zero_rule: "nobody leaves: not estimable; a reason for which nobody leaves has no limits",
    source: "Aalen & Johansen 1978, Scand J Stat 5:141; Allignol and others 2010",
    tier: Tier::Closed,
    example: r#"{"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[20, 12, 14], [5, 3, 9]], "reason": 0, "time": 18}"#,
    run: |input, level| {
        let exits = input.table("exits")?;
        let exits: Vec<&[u64]> = exits.iter().map(Vec::as_slice).collect();
        let reason = whole(input.count("reason")?, "reason")? as usize;
        let at_risk = input.counts("at_risk")?;
        let estimate = banded_incidence(&edges(input)?, &at_risk, &exits, reason, time(input)?, level)?;
        Ok(Output::from(estimate))
    },
};
