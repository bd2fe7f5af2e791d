//! How the catalogue calls this family.

use super::{
    difference, excess, gap_to_base, gap_to_fixed, log_ratio_effect, odds_ratio, proportion, ratio, ratio_change,
};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    special::normal,
};

const SOURCE: &str = "delta method: the variance of the rounding error is added to that of the interval; rounding to a base as in Cox 1987, \
                      Journal of the American Statistical Association 82:520";
const RANGE: &str = "`x1` of `n1`, `x2` of `n2` as released, 0 <= x <= n, n >= 1; `s2`: mean square error of a released count, 0 or more";
const TWO: &str = r#"{"x1": 30, "n1": 500, "x2": 50, "n2": 1500, "s2": 4}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "rounded.proportion",
        title: "Wilson's interval of a proportion of counts that were rounded",
        formula: "each limit sqrt(1 + s2 (1 + p^2) / (n p (1 - p))) times as far from p on the log odds scale as Wilson's",
        scale: "proportion",
        range: "`x` of `n` as released, 0 <= x <= n, n >= 1; `s2`: mean square error of a released count, 0 or more",
        zero_rule: "the limit at 0 or 1 stays there; the factor takes half a case more or fewer",
        source: SOURCE,
        tier: Tier::Closed,
        example: r#"{"x": 30, "n": 500, "s2": 4}"#,
        run: |input, level| Ok(Output::from(proportion(input.binomial("x", "n")?, s2(input)?, level)?)),
    },
    Method {
        name: "rounded.ratio",
        title: "Koopman's interval of a ratio of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the ratio on the log scale as Koopman's; V = 1/x1 - 1/n1 + 1/x2 - 1/n2, \
                  D = 1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2; the deviate of the p-value is divided by the same factor",
        scale: "ratio",
        range: RANGE,
        zero_rule: "as rr.koopman; limits of 0 and Infinity stay, the factor takes half a case for none",
        source: SOURCE,
        tier: Tier::Iterative,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(ratio(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.difference",
        title: "Newcombe's interval of a difference of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the difference; V = sum p (1 - p) / n, D = sum (1 + p^2) / n^2",
        scale: "difference of proportions",
        range: RANGE,
        zero_rule: "as rd.newcombe; the factor takes half a case more or fewer at 0 and 1",
        source: SOURCE,
        tier: Tier::Closed,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(difference(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.excess",
        title: "Excess events of counts that were rounded",
        formula: "n1 times rounded.difference and its limits",
        scale: "events",
        range: RANGE,
        zero_rule: "as rounded.difference",
        source: SOURCE,
        tier: Tier::Closed,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(excess(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.odds_ratio",
        title: "Miettinen and Nurminen's interval of an odds ratio of counts that were rounded",
        formula: "each limit sqrt(1 + s2 D / V) times as far from the odds ratio on the log scale; V = sum 1/cell, D = sum 1/cell^2 over the \
                  four cells",
        scale: "odds ratio",
        range: RANGE,
        zero_rule: "as or.miettinen_nurminen; limits of 0 and Infinity stay, the factor takes half a person for none",
        source: SOURCE,
        tier: Tier::Iterative,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            Ok(Output::from(odds_ratio(one, two, s2(input)?, level)?))
        },
    },
    Method {
        name: "rounded.log_ratio",
        title: "Log ratio of two rates with its standard error, of counts that may have been rounded",
        formula: "ln (x1/n1 / (x2/n2)); se = sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2 + s2 (1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2))",
        scale: "log ratio",
        range: "`x1` of `n1`, `x2` of `n2`, 0 <= x <= n; `s2`: mean square error of a released count, 0 unless given",
        zero_rule: "1/2 is added to all four cells where one of them is 0; nobody in a group, or no case, or nothing else: not estimable",
        source: SOURCE,
        tier: Tier::Closed,
        example: TWO,
        run: |input, level| {
            let (one, two) = input.two_groups()?;
            let effect = log_ratio_effect(one, two, s2_or_none(input)?)?;
            let half = normal::critical(level) * effect.standard_error();
            Ok(Output::new()
                .with("estimate", effect.value())
                .with("lower", effect.value() - half)
                .with("upper", effect.value() + half)
                .with("se", effect.standard_error()))
        },
    },
    Method {
        name: "gap.to_base",
        title: "A group's share of the cases less its share of the base",
        formula: "x/X - n/N = (x/X - (n - x)/(N - X)) (N - X)/N, with the limits of rd.newcombe (rounded.difference where `s2` is given) \
                  times (N - X)/N",
        scale: "proportion",
        range: "`x` of `n` in the group, `X` of `N` in all, x <= X, n - x <= N - X; `s2`: 0 unless given",
        zero_rule: "nobody, or no case at all: not estimable; nothing but cases: 0",
        source: "Newcombe 1998, Statistics in Medicine 17:873-890, method 10",
        tier: Tier::Closed,
        example: r#"{"x": 12, "n": 180, "X": 100, "N": 1000}"#,
        run: |input, level| {
            let (group, everybody) = (input.binomial("x", "n")?, input.binomial("X", "N")?);
            Ok(Output::from(gap_to_base(group, everybody, s2_or_none(input)?, level)?))
        },
    },
    Method {
        name: "gap.to_fixed",
        title: "A share less a share that is known without error",
        formula: "x/n - `fixed`, with the limits of proportion.wilson (rounded.proportion where `s2` is given) less `fixed`",
        scale: "proportion",
        range: "0 <= x <= n, n >= 1; `fixed` a proportion; `s2`: 0 unless given",
        zero_rule: "as proportion.wilson",
        source: "Wilson 1927, Journal of the American Statistical Association 22:209-212",
        tier: Tier::Closed,
        example: r#"{"x": 20, "n": 100, "fixed": 0.3}"#,
        run: |input, level| {
            let share = input.binomial("x", "n")?;
            Ok(Output::from(gap_to_fixed(share, input.number("fixed")?, s2_or_none(input)?, level)?))
        },
    },
    Method {
        name: "change.ratio",
        title: "The ratio of one period over that of another",
        formula: "exp(d +- z sqrt(v1 + v2)), d the difference of the log ratios, v = 1/x1 - 1/n1 + 1/x2 - 1/n2 of each period, and \
                  `s2` (1/x1^2 + 1/n1^2 + 1/x2^2 + 1/n2^2) where it is given",
        scale: "ratio of ratios",
        range: "`x1`, `n1`, `x2`, `n2` now and `earlier_x1`, `earlier_n1`, `earlier_x2`, `earlier_n2` then; `s2`: 0 unless given",
        zero_rule: "1/2 is added to all four cells of a period with a cell of 0; a period without cases: not estimable",
        source: "Altman & Bland 2003, BMJ 326:219; correction: Gart & Zweifel 1967, Biometrika 54:181",
        tier: Tier::Closed,
        example: r#"{"x1": 30, "n1": 100, "x2": 40, "n2": 200, "earlier_x1": 20, "earlier_n1": 90, "earlier_x2": 50, "earlier_n2": 210}"#,
        run: |input, level| {
            let earlier = (input.binomial("earlier_x1", "earlier_n1")?, input.binomial("earlier_x2", "earlier_n2")?);
            Ok(Output::from(ratio_change(input.two_groups()?, earlier, s2_or_none(input)?, level)?))
        },
    },
];

/// The mean square error of a released count. Must be 0 or more.
fn s2(input: &Input<'_>) -> Result<f64> {
    mean_square(input.number("s2")?)
}

/// The same where it may be left out: counts are then exact.
pub(crate) fn s2_or_none(input: &Input<'_>) -> Result<f64> {
    if input.has("s2") { s2(input) } else { Ok(0.0) }
}

fn mean_square(s2: f64) -> Result<f64> {
    if s2 >= 0.0 && s2.is_finite() { Ok(s2) } else { Err(StatError::Input("`s2` must be 0 or more".to_owned())) }
}
