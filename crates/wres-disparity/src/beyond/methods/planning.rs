//! Power, equivalence and the four-fifths rule.

use crate::{
    beyond::{Margins, PowerMethod, equivalence, four_fifths, power, smallest_detectable},
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    quantity::{Base, Binomial},
};
use serde_json::Value;

const REFERENCE: &str = "`n1`: base of the first group; `x2`, `n2`: the reference group, whose rate is taken as true";
const POWER_SOURCE: &str =
    "Farrington & Manning 1990, Statistics in Medicine 9:1447-1454; Fleiss, Levin & Paik 2003, section 4.2";

fn reference(input: &Input<'_>) -> Result<(Base, Binomial)> {
    Ok((Base(input.count("n1")?), input.binomial("x2", "n2")?))
}

fn number_or(input: &Input<'_>, key: &str, usual: f64) -> Result<f64> {
    if input.has(key) { input.number(key) } else { Ok(usual) }
}

fn name(method: PowerMethod) -> Value {
    Value::from(match method {
        PowerMethod::Exact => "exact",
        PowerMethod::Normal => "normal",
    })
}

pub(super) const SMALLEST_DETECTABLE: Method = Method {
    name: "power.smallest_detectable_ratio",
    title: "Smallest ratio that these bases could have shown",
    formula: "the ratios above and below 1 at which the two-sided score test has the `power` asked for (0.8 unless given) at \
              alpha = 1 - level; all tables enumerated (`computed`: exact) or normal approximation for large counts. `estimate` \
              is the one above 1",
    scale: "ratio",
    range: REFERENCE,
    zero_rule: "null where even a rate of 100% (above) or 0 (below) would be missed more often; reference rate 0 or 1: not \
                estimable",
    source: POWER_SOURCE,
    tier: Tier::Iterative,
    example: r#"{"n1": 164, "x2": 14, "n2": 1203, "power": 0.8}"#,
    run: |input, level| {
        let (base, reference) = reference(input)?;
        let shown = smallest_detectable(base, reference, number_or(input, "power", 0.8)?, level)?;
        Ok(Output::new()
            .with("estimate", shown.above.unwrap_or(f64::NAN))
            .with("above", shown.above.unwrap_or(f64::NAN))
            .with("below", shown.below.unwrap_or(f64::NAN))
            .with("power", shown.power)
            .with_value("computed", name(shown.method)))
    },
};

pub(super) const POWER: Method = Method {
    name: "power.ratio",
    title: "Power to show a ratio",
    formula: "probability that the two-sided score test at alpha = 1 - level finds the first group's rate, `ratio` times the \
              reference rate, different in the right direction; all tables enumerated, or for large counts \
              Phi((|p1 - p2| - z s0) / s1)",
    scale: "probability",
    range: REFERENCE,
    zero_rule: "reference rate 0 or 1: not estimable; a ratio of 1 gives the error rate",
    source: POWER_SOURCE,
    tier: Tier::Closed,
    example: r#"{"n1": 164, "x2": 14, "n2": 1203, "ratio": 2}"#,
    run: |input, level| {
        let (base, reference) = reference(input)?;
        let found = power(base, reference, input.number("ratio")?, level)?;
        Ok(Output::new().with("estimate", found.power).with_value("computed", name(found.method)))
    },
};

pub(super) const EQUIVALENCE: Method = Method {
    name: "equivalence.ratio",
    title: "Evidence that a ratio is close to 1",
    formula: "two one-sided score tests of p1/p2 <= margin_lower (0.80 unless given) and >= margin_upper (1.25); `p_value` is the \
              larger p; `lower`, `upper`: Koopman's limits at 1 - 2 alpha, inside the margins exactly where p < alpha; `shown`",
    scale: "ratio",
    range: "0 <= x <= n, n > 0; margins on either side of 1; level above 0.75",
    zero_rule: "no cases in either group: not estimable",
    source: "Schuirmann 1987; Farrington & Manning 1990, Statistics in Medicine 9:1447-1454",
    tier: Tier::Closed,
    example: r#"{"x1": 600, "n1": 5000, "x2": 1210, "n2": 10000}"#,
    run: |input, level| {
        let (one, two) = input.two_groups()?;
        let margins = Margins::new(number_or(input, "margin_lower", 0.8)?, number_or(input, "margin_upper", 1.25)?)?;
        let test = equivalence(one, two, margins, level)?;
        Ok(Output::new()
            .with("estimate", test.ratio)
            .with("lower", test.limits.0)
            .with("upper", test.limits.1)
            .with("p_value", test.p_value)
            .with("p_lower", test.p_lower)
            .with("p_upper", test.p_upper)
            .with_value("shown", Value::from(test.shown)))
    },
};

pub(super) const FOUR_FIFTHS: Method = Method {
    name: "four_fifths",
    title: "Four-fifths rule against the highest group",
    formula: "ratio of each rate x/n to the highest; `belows`: strictly below 4/5, decided on whole numbers; Koopman limits; \
              `p_values`: one-sided score test against 4/5 or more. `highest` counts groups from 0",
    scale: "ratio",
    range: "`x`, `n`: lists with 0 <= x <= n",
    zero_rule: "a group without members: null; nobody a case: not estimable",
    source: "Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4(D); Farrington & Manning 1990",
    tier: Tier::Closed,
    example: r#"{"x": [30, 48, 9], "n": [50, 100, 30]}"#,
    run: |input, level| {
        let (x, n) = (input.counts("x")?, input.counts("n")?);
        if x.len() != n.len() {
            return Err(StatError::Lengths { left: "x", left_len: x.len(), right: "n", right_len: n.len() });
        }
        let groups = x.iter().zip(&n).map(|(x, n)| Binomial::of(*x, *n)).collect::<Result<Vec<_>>>()?;
        let rule = four_fifths(&groups, level)?;
        let each = |pick: fn(&crate::beyond::AgainstHighest) -> f64| {
            rule.groups.iter().map(move |group| group.as_ref().map_or(f64::NAN, pick)).collect::<Vec<_>>()
        };
        let belows = rule.groups.iter().map(|group| group.map_or(Value::Null, |group| Value::from(group.below)));
        Ok(Output::new()
            .with_count("highest", rule.highest as u64)
            .with_all("ratios", each(|group| group.ratio))
            .with_all("lowers", each(|group| group.limits.0))
            .with_all("uppers", each(|group| group.limits.1))
            .with_all("p_values", each(|group| group.p_value))
            .with_value("belows", belows.collect()))
    },
};
