//! How the catalogue calls this family.

use super::*;
use crate::{
    catalogue::{Method, Output, Tier},
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Binomial, Level},
    two_by_two::smallest_expected,
};

const RANGE: &str = "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1";
const EXAMPLE: &str = r#"{"x1": 24, "n1": 1876, "x2": 19, "n2": 811}"#;
const SCORE_ZERO_RULE: &str =
    "x1 = 0: [0, u]; x2 = 0: [l, Infinity]; both: no estimate, [0, Infinity], p-value 1; no correction is added";

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "rr.estimate",
        title: "Ratio of two proportions, without an interval",
        formula: "(x1 / n1) / (x2 / n2)",
        scale: "ratio",
        range: RANGE,
        zero_rule: "0 if only x1 = 0, Infinity if only x2 = 0, null if both are",
        source: "definition",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let value = or_without_cases(point(one, two).map(|ratio| ratio.value()), || Ok(f64::NAN))?;
            Ok(Output::new().with("estimate", value))
        },
    },
    Method {
        name: "rr.koopman",
        title: "Koopman's score interval of a ratio, with the chi-squared p-value",
        formula: "all t with (x1 - n1 q1)^2/(n1 q1 (1 - q1)) + (x2 - n2 q2)^2/(n2 q2 (1 - q2)) <= z^2, q1 = t q2 the most likely proportions with ratio t",
        scale: "ratio",
        range: RANGE,
        zero_rule: SCORE_ZERO_RULE,
        source: "Koopman (1984), Biometrics 40, 513-517, equations 2 to 4",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            let output = score(one, two, level, koopman, koopman_limits)?;
            Ok(output.with("smallest_expected", smallest_expected(one, two)?))
        },
    },
    Method {
        name: "rr.miettinen_nurminen",
        title: "Miettinen-Nurminen score interval of a ratio, with the N - 1 chi-squared p-value",
        formula: "all t with |p1 - t p2| <= z sqrt((q1 (1 - q1)/n1 + t^2 q2 (1 - q2)/n2) N/(N - 1)), q1 = t q2 the most likely proportions with ratio t",
        scale: "ratio",
        range: RANGE,
        zero_rule: SCORE_ZERO_RULE,
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, equations 10 and 11 and appendix 1",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            score(one, two, level, miettinen_nurminen, miettinen_nurminen_limits)
        },
    },
    Method {
        name: "rr.mover_wilson",
        title: "Interval of a ratio from two Wilson intervals",
        formula: "(p1 p2 - sqrt((p1 p2)^2 - l1 u2 (2 p1 - l1)(2 p2 - u2))) / (u2 (2 p2 - u2)); upper with u1, l2 and a plus",
        scale: "ratio",
        range: RANGE,
        zero_rule: "x1 = 0: lower limit 0; x2 = 0: upper limit Infinity; both: no estimate, [0, Infinity]",
        source: "Donner and Zou (2012), Statistical Methods in Medical Research 21, 347-359, equation 9",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            or_without_cases(mover_wilson(one, two, level).map(Output::from), || {
                mover_wilson_limits(one, two, level).map(without_estimate)
            })
        },
    },
    Method {
        name: "rr.katz_log",
        title: "Katz log interval of a ratio (for parity with published work)",
        formula: "r exp(-+ z sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2))",
        scale: "ratio",
        range: RANGE,
        zero_rule: "not estimable with a group without cases or with nothing but cases; no 0.5 is added",
        source: "Katz, Baptista, Azen and Pike (1978), Biometrics 34, 469-474, method C",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            katz_log(one, two, level).map(Output::from)
        },
    },
    Method {
        name: "rr.adjusted_log",
        title: "Adjusted log interval of a ratio",
        formula: "s exp(-+ z sqrt(1/(x1+1/2) - 1/(n1+1/2) + 1/(x2+1/2) - 1/(n2+1/2))), s the ratio of (x + 1/2)/(n + 1/2)",
        scale: "ratio",
        range: RANGE,
        zero_rule: "1/2 is added to cases and base in every table; the estimate stays the plain ratio (null if neither group has a case)",
        source: "Walter (1975), Biometrika 62, 371-374",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            or_without_cases(adjusted_log(one, two, level).map(Output::from), || {
                adjusted_log_limits(one, two, level).map(without_estimate)
            })
        },
    },
];

type Interval = fn(Binomial, Binomial, Level) -> Result<Estimate>;
type Limits = fn(Binomial, Binomial, Level) -> Result<(f64, f64)>;

/// A score interval, also where there is no estimate.
fn score(one: Binomial, two: Binomial, level: Level, interval: Interval, limits: Limits) -> Result<Output> {
    or_without_cases(interval(one, two, level).map(Output::from), || {
        limits(one, two, level).map(|limits| without_estimate(limits).with("p_value", 1.0))
    })
}

/// The answer, or the one that remains if neither group has a case.
fn or_without_cases<T>(answer: Result<T>, remaining: impl FnOnce() -> Result<T>) -> Result<T> {
    match answer {
        Err(StatError::NotEstimable(NotEstimable::NoCases)) => remaining(),
        other => other,
    }
}

fn without_estimate((lower, upper): (f64, f64)) -> Output {
    Output::new().with("estimate", f64::NAN).with("lower", lower).with("upper", upper)
}
