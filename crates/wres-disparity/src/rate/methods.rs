//! How the catalogue calls this family.

use super::{
    ratio::{self, wald_log},
    standard::{DirectStratum, IndirectStratum, dobson_byar, fay_feuer_gamma, indirect_rate, indirect_ratio},
    *,
};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Count, Level},
};

const RANGE: &str = "`x` events: a whole number of 0 or more; `t` time at risk: above 0";
const RATIO_RANGE: &str = "`x1`, `x2` events: whole numbers of 0 or more; `t1`, `t2` time at risk: above 0";
const DIRECT_RANGE: &str =
    "`x` events, `n` population (above 0), `stdpop` standard population (0 or more) of each stratum";
const INDIRECT_RANGE: &str = "`x` events, `n` population (0 or more), `x_ref` reference events, `n_ref` reference population (above 0) of each stratum";
const RATE: &str = "events per unit of time";
const RATIO_ZERO_RULE: &str =
    "x1 = 0: [0, u]; x2 = 0: [l, Infinity]; both: no estimate, [0, Infinity], p-value 1; no correction is added";
const EXAMPLE: &str = r#"{"x": 17, "t": 1876.5}"#;
const RATIO_EXAMPLE: &str = r#"{"x1": 24, "t1": 1876.5, "x2": 19, "t2": 811.25}"#;
const DIRECT_EXAMPLE: &str =
    r#"{"x": [12, 30, 25, 18, 22], "n": [80, 310, 420, 390, 160], "stdpop": [900, 3300, 4200, 4100, 1500]}"#;
const INDIRECT_EXAMPLE: &str = r#"{"x": [12, 30, 25, 18, 22], "n": [80, 310, 420, 390, 160], "x_ref": [150, 420, 310, 260, 240], "n_ref": [900, 3300, 4200, 4100, 1500]}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "rate.exact_garwood",
        title: "Exact interval of a rate",
        formula: "quantiles over t: alpha/2 of Gamma(x), 1 - alpha/2 of Gamma(x + 1)",
        scale: RATE,
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0",
        source: "Garwood (1936), Biometrika 28, 437-442",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| Ok(exact_garwood(events(input, "x", "t")?, level).into()),
    },
    Method {
        name: "rate.phe",
        title: "Interval of a rate as in English public health indicators",
        formula: "exact (Garwood) below 10 events, Byar's from 10",
        scale: RATE,
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0",
        source: "PHEindicatormethods, phe_rate; Public Health England (2018), Technical Guide: Confidence Intervals",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| Ok(phe(events(input, "x", "t")?, level).into()),
    },
    Method {
        name: "rate.mid_p",
        title: "Mid-P interval of a rate",
        formula: "lower: P(X > x) + P(X = x)/2 = alpha/2; upper: P(X < x) + P(X = x)/2 = alpha/2; over t",
        scale: RATE,
        range: RANGE,
        zero_rule: "lower limit 0 and upper limit -ln(alpha)/t at x = 0",
        source: "Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Cohen and Yang (1994), Statistics in Medicine 13, 2189-2203",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| Ok(mid_p(events(input, "x", "t")?, level).into()),
    },
    Method {
        name: "rate.byar",
        title: "Byar's interval of a rate",
        formula: "x (1 - 1/(9 x) - z/(3 sqrt(x)))^3 / t; upper with x + 1 and a plus",
        scale: RATE,
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0; not cut: it may be negative for one or two events at high levels",
        source: "Breslow and Day (1987), Statistical Methods in Cancer Research II, equation 2.13",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| {
            let events = events(input, "x", "t")?;
            Ok(byar(events, level).into())
        },
    },
    Method {
        name: "rate.byar_rothman",
        title: "Interval of a rate by Rothman and Boice",
        formula: "y (1 - 1/(9 y) -+ z/(3 sqrt(y)))^3 / t, y = x + 1/2",
        scale: RATE,
        range: RANGE,
        zero_rule: "none: the lower limit may be negative, as at x = 0",
        source: "Rothman and Boice (1979), Epidemiologic Analysis with a Programmable Calculator",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| Ok(byar_rothman(events(input, "x", "t")?, level).into()),
    },
    Method {
        name: "rate_ratio.exact_conditional",
        title: "Exact conditional interval of a rate ratio, with the exact p-value",
        formula: "o t2/t1 with o the odds at the Clopper-Pearson limits of x1 out of x1 + x2; p-value by minimum likelihood",
        scale: "ratio",
        range: RATIO_RANGE,
        zero_rule: RATIO_ZERO_RULE,
        source: "Przyborowski and Wilenski (1940), Biometrika 31, 313-323",
        tier: Tier::Closed,
        example: RATIO_EXAMPLE,
        run: |input, level| compare(input, level, ratio::exact_conditional),
    },
    Method {
        name: "rate_ratio.mid_p",
        title: "Mid-P interval of a rate ratio, with the mid-P p-value",
        formula: "o t2/t1 with o the odds at the mid-P limits of x1 out of x1 + x2; p-value: twice the smaller mid-P tail",
        scale: "ratio",
        range: RATIO_RANGE,
        zero_rule: RATIO_ZERO_RULE,
        source: "Rothman and Greenland (1998), Modern Epidemiology, chapter 14",
        tier: Tier::Iterative,
        example: RATIO_EXAMPLE,
        run: |input, level| compare(input, level, ratio::mid_p),
    },
    Method {
        name: "rate_ratio.wald_log",
        title: "Log interval of a rate ratio (for large counts)",
        formula: "r exp(-+ z sqrt(1/x1 + 1/x2))",
        scale: "ratio",
        range: RATIO_RANGE,
        zero_rule: "not estimable with a group without events; no 0.5 is added",
        source: "Rothman and Greenland (1998), Modern Epidemiology, chapter 14",
        tier: Tier::Closed,
        example: RATIO_EXAMPLE,
        run: |input, level| {
            let (one, two) = pair(input)?;
            wald_log(one, two, level).map(Output::from)
        },
    },
    Method {
        name: "rate_ratio.score",
        title: "Score interval of a rate ratio, with the score p-value",
        formula: "o t2/t1 with o the odds at Wilson's limits of x1 out of x1 + x2; z = (x1 - n p)/sqrt(n p (1 - p)), p = t1/(t1 + t2)",
        scale: "ratio",
        range: RATIO_RANGE,
        zero_rule: RATIO_ZERO_RULE,
        source: "Graham, Mengersen and Morton (2003), Statistics in Medicine 22, 2071-2083",
        tier: Tier::Closed,
        example: RATIO_EXAMPLE,
        run: |input, level| compare(input, level, ratio::score),
    },
    Method {
        name: "dsr.dobson_byar",
        title: "Directly standardised rate with Dobson's interval",
        formula: "r = sum w x/n / sum w; limits r + sqrt(v/X)(L - X), v = sum w^2 x/n^2 / (sum w)^2, L Byar's limits of X = sum x",
        scale: "events per person",
        range: DIRECT_RANGE,
        zero_rule: "null below 10 events, as public health indicators withhold them",
        source: "Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457-462; PHEindicatormethods, calculate_dsr",
        tier: Tier::Closed,
        example: DIRECT_EXAMPLE,
        run: |input, level| match dobson_byar(&direct(input)?, level) {
            Err(StatError::NotEstimable(NotEstimable::TooFew)) => {
                Ok(Output::new().with("estimate", f64::NAN).with("lower", f64::NAN).with("upper", f64::NAN))
            }
            other => other.map(Output::from),
        },
    },
    Method {
        name: "dsr.fay_feuer_gamma",
        title: "Directly standardised rate with the gamma interval",
        formula: "v/(2 r) chi2(alpha/2; 2 r^2/v) to v'/(2 r') chi2(1 - alpha/2; 2 r'^2/v'), r' = r + m, v' = v + m^2, m the largest w/n",
        scale: "events per person",
        range: DIRECT_RANGE,
        zero_rule: "lower limit 0 without events",
        source: "Fay and Feuer (1997), Statistics in Medicine 16, 791-801, equations 5 and 6",
        tier: Tier::Iterative,
        example: DIRECT_EXAMPLE,
        run: |input, level| fay_feuer_gamma(&direct(input)?, level).map(Output::from),
    },
    Method {
        name: "isratio.phe",
        title: "Indirectly standardised ratio: observed over expected events",
        formula: "x / E, E = sum n x_ref/n_ref; limits of x (exact below 10, Byar's from 10) over E",
        scale: "ratio",
        range: INDIRECT_RANGE,
        zero_rule: "lower limit 0 without events; not estimable where no event is expected",
        source: "Breslow and Day (1987), Statistical Methods in Cancer Research II, section 2.3; PHEindicatormethods, calculate_ISRatio",
        tier: Tier::Closed,
        example: INDIRECT_EXAMPLE,
        run: |input, level| {
            let ratio = indirect_ratio(&indirect(input)?, level)?;
            Ok(Output::from(ratio.estimate).with("expected", ratio.expected))
        },
    },
    Method {
        name: "israte.phe",
        title: "Indirectly standardised rate",
        formula: "x / E times the crude reference rate sum x_ref / sum n_ref; limits likewise",
        scale: "events per person",
        range: INDIRECT_RANGE,
        zero_rule: "lower limit 0 without events; not estimable where no event is expected",
        source: "PHEindicatormethods, calculate_ISRate",
        tier: Tier::Closed,
        example: INDIRECT_EXAMPLE,
        run: |input, level| {
            let rate = indirect_rate(&indirect(input)?, level)?;
            Ok(Output::from(rate.estimate).with("expected", rate.expected).with("ref_rate", rate.reference_rate))
        },
    },
];

fn events(input: &Input<'_>, events: &str, time: &str) -> Result<Events> {
    Events::new(Count(input.count(events)?), input.number(time)?)
}

fn pair(input: &Input<'_>) -> Result<(Events, Events)> {
    Ok((events(input, "x1", "t1")?, events(input, "x2", "t2")?))
}

/// A comparison; where neither group has an event, no estimate between 0 and infinity.
fn compare(
    input: &Input<'_>,
    level: Level,
    method: impl Fn(Events, Events, Level) -> Result<Estimate>,
) -> Result<Output> {
    let (one, two) = pair(input)?;
    match method(one, two, level) {
        Err(StatError::NotEstimable(NotEstimable::NoCases)) => Ok(Output::new()
            .with("estimate", f64::NAN)
            .with("lower", 0.0)
            .with("upper", f64::INFINITY)
            .with("p_value", 1.0)),
        other => other.map(Output::from),
    }
}

fn direct(input: &Input<'_>) -> Result<Vec<DirectStratum>> {
    let (x, n, standard) = (input.counts("x")?, input.numbers("n")?, input.numbers("stdpop")?);
    same_length("x", x.len(), "n", n.len())?;
    same_length("x", x.len(), "stdpop", standard.len())?;
    let strata = x.into_iter().zip(n).zip(standard);
    Ok(strata.map(|((x, population), standard)| DirectStratum { events: Count(x), population, standard }).collect())
}

fn indirect(input: &Input<'_>) -> Result<Vec<IndirectStratum>> {
    let (x, n) = (input.counts("x")?, input.numbers("n")?);
    let (x_ref, n_ref) = (input.numbers("x_ref")?, input.numbers("n_ref")?);
    same_length("x", x.len(), "n", n.len())?;
    same_length("x", x.len(), "x_ref", x_ref.len())?;
    same_length("x", x.len(), "n_ref", n_ref.len())?;
    Ok(x.into_iter()
        .zip(n)
        .zip(x_ref.into_iter().zip(n_ref))
        .map(|((x, population), (reference_events, reference_population))| IndirectStratum {
            events: Count(x),
            population,
            reference_events,
            reference_population,
        })
        .collect())
}

fn same_length(left: &'static str, left_len: usize, right: &'static str, right_len: usize) -> Result<()> {
    if left_len == right_len { Ok(()) } else { Err(StatError::Lengths { left, left_len, right, right_len }) }
}
