//! Curves from counts by band of time.

use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::Binomial,
    survival::{
        BandedCurve, banded_incidence, banded_mean, banded_mean_difference, banded_quantile, banded_rate_ratio,
        banded_survival,
    },
};

const RANGE: &str = "`edges`: bands of time, rising from 0, one more than there are bands; `at_risk`: units of time at risk in each; \
     `exits`: those who left in each, one list per reason; `time`: a unit of time";

fn edges(input: &Input<'_>) -> Result<Vec<u32>> {
    input.counts("edges")?.into_iter().map(|edge| whole(edge, "edges")).collect()
}

/// The curve of one group; exits of all reasons together.
fn curve(input: &Input<'_>, at_risk: &str, exits: &str) -> Result<BandedCurve> {
    banded_survival(&edges(input)?, &cells(input, at_risk, exits)?)
}

fn cells(input: &Input<'_>, at_risk: &str, exits: &str) -> Result<Vec<Binomial>> {
    let (exits, at_risk) = (input.table(exits)?, input.counts(at_risk)?);
    let band = |(band, at_risk): (usize, &u64)| {
        let all = exits.iter().map(|by_reason| by_reason.get(band).copied().unwrap_or(0));
        Binomial::of(all.fold(0, u64::saturating_add), *at_risk)
    };
    at_risk.iter().enumerate().map(band).collect()
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
              within `time`, the sum of S over its units; `left` is 1 - S",
    scale: "probability; time",
    range: RANGE,
    zero_rule: "nobody leaves: not estimable; a band without anybody at risk ends the curve; S of 0 or 1 has no limits",
    source: "Kaplan & Meier 1958, JASA 53, eq. 2b; constant hazard within bands: Friedman 1982, Annals of Statistics 10:101",
    tier: Tier::Closed,
    example: r#"{"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[25, 15, 23]], "time": 18}"#,
    run: |input, level| {
        let curve = curve(input, "at_risk", "exits")?;
        let median = curve.quantile(0.5, level)?;
        let mean = curve.restricted_mean(time(input)?)?;
        let there = curve.survival(time(input)?, level)?;
        Ok(Output::from(there)
            .with("left", 1.0 - there.value)
            .with("left_lower", 1.0 - there.upper)
            .with("left_upper", 1.0 - there.lower)
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

pub(super) const QUANTILE: Method = Method {
    name: "banded_quantile",
    title: "Time by which a share has left, from counts by band of time",
    formula: "the first unit of time after which banded_survival is 1 - `share` (0.5 unless given) or less, with the times at which its \
              log-log limits are; less `offset` units, 0 unless given",
    scale: "time",
    range: RANGE,
    zero_rule: "a curve that does not fall so far: not estimable; a limit that does not: 0 and Infinity",
    source: "Brookmeyer & Crowley 1982, Biometrics 38:29",
    tier: Tier::Closed,
    example: r#"{"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[125, 95, 120]], "share": 0.5}"#,
    run: |input, level| {
        let or = |key: &str, other: f64| if input.has(key) { input.number(key) } else { Ok(other) };
        let (share, offset) = (or("share", 0.5)?, or("offset", 0.0)?);
        Ok(Output::from(banded_quantile(&curve(input, "at_risk", "exits")?, share, offset, level)?))
    },
};

pub(super) const MEAN: Method = Method {
    name: "banded_mean",
    title: "Mean time within a horizon, from counts by band of time",
    formula: "the sum of banded_survival over the units up to `time`; variance by the delta method; normal limits cut to [0, `time`]",
    scale: "time",
    range: RANGE,
    zero_rule: "as banded_survival",
    source: "Royston & Parmar 2013, BMC Med Res Methodol 13:152",
    tier: Tier::Closed,
    example: r#"{"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[25, 15, 23]], "time": 18}"#,
    run: |input, level| Ok(Output::from(banded_mean(&curve(input, "at_risk", "exits")?, time(input)?, level)?)),
};

const TWO: &str = "`edges`: bands of time, rising from 0, one more than there are bands; `at_risk1`, `exits1` and `at_risk2`, `exits2`: of \
     both groups, as for banded_survival; `time`: a unit of time";
const TWO_EXAMPLE: &str = r#"{"edges": [0, 6, 12, 24], "at_risk1": [500, 410, 640], "exits1": [[25, 15, 23]],
     "at_risk2": [900, 820, 1400], "exits2": [[20, 18, 31]], "time": 18}"#;

pub(super) const MEAN_DIFFERENCE: Method = Method {
    name: "banded_mean_difference",
    title: "Difference of two mean times within a horizon, from counts by band of time",
    formula: "banded_mean of the second group less that of the first; normal limits with the sum of both variances",
    scale: "time",
    range: TWO,
    zero_rule: "as banded_survival; nobody of either group leaves: not estimable",
    source: "Royston & Parmar 2013, BMC Med Res Methodol 13:152",
    tier: Tier::Closed,
    example: TWO_EXAMPLE,
    run: |input, level| {
        let (one, two) = (curve(input, "at_risk1", "exits1")?, curve(input, "at_risk2", "exits2")?);
        Ok(Output::from(banded_mean_difference(&one, &two, time(input)?, level)?))
    },
};

pub(super) const RATE_RATIO: Method = Method {
    name: "banded_rate_ratio",
    title: "Rate of leaving of one group over another's at the same time, from counts by band of time",
    formula: "stratified_score.rr over bands; p-value of cmh, the log-rank test where bands are single units",
    scale: "ratio",
    range: "`at_risk1`, `exits1` and `at_risk2`, `exits2`: units of time at risk and exits of both groups, band by band",
    zero_rule: "as stratified_score.rr",
    source: "Gart & Nam 1988, Biometrics 44:323-338; Mantel 1966, Cancer Chemotherapy Reports 50:163",
    tier: Tier::Iterative,
    example: TWO_EXAMPLE,
    run: |input, level| {
        let (one, two) = (cells(input, "at_risk1", "exits1")?, cells(input, "at_risk2", "exits2")?);
        if one.len() != two.len() {
            let (left_len, right_len) = (one.len(), two.len());
            return Err(StatError::Lengths { left: "at_risk1", left_len, right: "at_risk2", right_len });
        }
        let bands: Vec<(Binomial, Binomial)> = one.into_iter().zip(two).collect();
        Ok(Output::from(banded_rate_ratio(&bands, level)?))
    },
};
