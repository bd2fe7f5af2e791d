//! How the catalogue calls this family.

use super::*;
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Binomial, Level},
};

const RANGE: &str = "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1";
const EXACT_RANGE: &str = "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, 1 <= n <= 10^12";
const EXAMPLE: &str = r#"{"x1": 57, "n1": 410, "x2": 22, "n2": 301}"#;
const EXACT_ZERO_RULE: &str = "smallest possible x1: estimate and lower limit 0; largest: Infinity; nobody or everybody a case: no estimate, [0, Infinity], p-value 1";

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "or.woolf",
        title: "Woolf's logit interval of an odds ratio",
        formula: "r exp(-+ z sqrt(1/x1 + 1/y1 + 1/x2 + 1/y2)), r = x1 y2 / (x2 y1), y = n - x",
        scale: "odds ratio",
        range: RANGE,
        zero_rule: "not estimable with a zero cell; no 0.5 is added",
        source: "Woolf (1955), Annals of Human Genetics 19, 251-253",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| interval(input, level, woolf),
    },
    Method {
        name: "or.woolf_adjusted",
        title: "Adjusted logit interval of an odds ratio",
        formula: "Woolf's estimate and interval after adding 1/2 to each of the four cells",
        scale: "odds ratio",
        range: RANGE,
        zero_rule: "1/2 is added in every table, to the estimate too",
        source: "Gart (1966), Biometrika 53, 305-309",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| interval(input, level, woolf_adjusted),
    },
    Method {
        name: "or.miettinen_nurminen",
        title: "Miettinen-Nurminen score interval of an odds ratio, with the N - 1 chi-squared p-value",
        formula: "all t with s^2 (1/(x1-s) + 1/(y1+s) + 1/(x2+s) + 1/(y2-s)) <= z^2 N/(N - 1), where moving s cases gives the odds ratio t",
        scale: "odds ratio",
        range: RANGE,
        zero_rule: "estimate 0: [0, u]; infinite: [l, Infinity]; nobody or everybody a case: no estimate, [0, Infinity], p-value 1; no correction is added",
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 12 and 13 and appendix 1",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            or_every_ratio(miettinen_nurminen(one, two, level))
        },
    },
    Method {
        name: "or.conditional_exact",
        title: "Conditional maximum likelihood odds ratio with its exact interval and Fisher's p-value",
        formula: "E(X) = x1 at the estimate; P(X >= x1) = alpha/2 and P(X <= x1) = alpha/2 at the limits, given all margins",
        scale: "odds ratio",
        range: EXACT_RANGE,
        zero_rule: EXACT_ZERO_RULE,
        source: "Cornfield (1956), Proceedings of the Third Berkeley Symposium 4, 135-148; R's fisher.test",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            or_every_ratio(conditional_exact(one, two, level))
        },
    },
    Method {
        name: "or.mid_p",
        title: "Median-unbiased odds ratio with its mid-P interval and p-value",
        formula: "P(X > x1) + P(X = x1)/2 = 1/2 at the estimate, alpha/2 at the lower limit; mirrored at the upper; given all margins",
        scale: "odds ratio",
        range: EXACT_RANGE,
        zero_rule: EXACT_ZERO_RULE,
        source: "Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Rothman and Greenland (1998), Modern Epidemiology, chapter 14",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            or_every_ratio(mid_p(one, two, level))
        },
    },
];

fn interval(
    input: &Input<'_>,
    level: Level,
    method: impl Fn(Binomial, Binomial, Level) -> Result<Estimate>,
) -> Result<Output> {
    let (one, two) = input.two_groups()?;
    method(one, two, level).map(Output::from)
}

/// The answer; where nobody or everybody is a case, no estimate between 0 and infinity.
pub(crate) fn or_every_ratio(answer: Result<Estimate>) -> Result<Output> {
    match answer {
        Err(StatError::NotEstimable(NotEstimable::NoCases | NotEstimable::AllCases)) => Ok(Output::new()
            .with("estimate", f64::NAN)
            .with("lower", 0.0)
            .with("upper", f64::INFINITY)
            .with("p_value", 1.0)),
        other => other.map(Output::from),
    }
}
