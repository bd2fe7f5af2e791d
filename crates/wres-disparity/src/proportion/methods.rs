//! How the catalogue calls this family.

use super::*;
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level, Proportion},
};

const RANGE: &str = "`x` cases of `n`: whole numbers, 0 <= x <= n, n >= 1";

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "proportion.wilson",
        title: "Wilson score interval of a proportion",
        formula: "(x + z^2/2 -+ z sqrt(x (n - x)/n + z^2/4)) / (n + z^2)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0, upper limit 1 at x = n, without any correction",
        source: "Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3",
        tier: Tier::Closed,
        example: r#"{"x": 81, "n": 263}"#,
        run: |input, level| interval(input, level, wilson),
    },
    Method {
        name: "proportion.wilson_cc",
        title: "Wilson score interval of a proportion with continuity correction",
        formula: "Wilson's lower limit at x - 1/2 and upper limit at x + 1/2",
        scale: "proportion",
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0, upper limit 1 at x = n; the full correction also at x = n/2",
        source: "Newcombe (1998), Statistics in Medicine 17, 857-872, method 4",
        tier: Tier::Closed,
        example: r#"{"x": 81, "n": 263}"#,
        run: |input, level| interval(input, level, wilson_cc),
    },
    Method {
        name: "proportion.clopper_pearson",
        title: "Exact interval of a proportion",
        formula: "quantiles: alpha/2 of Beta(x, n - x + 1), 1 - alpha/2 of Beta(x + 1, n - x)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0, upper limit 1 at x = n; the other limit then is (alpha/2)^(1/n) from the far end",
        source: "Clopper and Pearson (1934), Biometrika 26, 404-413",
        tier: Tier::Closed,
        example: r#"{"x": 15, "n": 148}"#,
        run: |input, level| interval(input, level, clopper_pearson),
    },
    Method {
        name: "proportion.jeffreys",
        title: "Jeffreys interval of a proportion",
        formula: "quantiles alpha/2 and 1 - alpha/2 of Beta(x + 1/2, n - x + 1/2)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "lower limit 0 at x = 0, upper limit 1 at x = n",
        source: "Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, equation 7",
        tier: Tier::Closed,
        example: r#"{"x": 5, "n": 10}"#,
        run: |input, level| interval(input, level, jeffreys),
    },
    Method {
        name: "proportion.jeffreys_equal_tailed",
        title: "Equal-tailed interval of a proportion from Jeffreys' prior",
        formula: "quantiles alpha/2 and 1 - alpha/2 of Beta(x + 1/2, n - x + 1/2)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "none: at x = 0 the lower limit is above 0, at x = n the upper limit below 1",
        source: "Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, equation 6",
        tier: Tier::Closed,
        example: r#"{"x": 2, "n": 17}"#,
        run: |input, level| interval(input, level, jeffreys_equal_tailed),
    },
    Method {
        name: "proportion.agresti_coull",
        title: "Agresti-Coull interval of a proportion",
        formula: "m -+ z sqrt(m (1 - m) / (n + z^2)), m = (x + z^2/2) / (n + z^2)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "z^2/2 is added to cases and others always; limits are cut to [0, 1]; the estimate stays x/n",
        source: "Agresti and Coull (1998), The American Statistician 52, 119-126",
        tier: Tier::Closed,
        example: r#"{"x": 3, "n": 30}"#,
        run: |input, level| interval(input, level, agresti_coull),
    },
    Method {
        name: "proportion.mid_p",
        title: "Mid-P interval of a proportion",
        formula: "lower: P(X > x) + P(X = x)/2 = alpha/2; upper: P(X < x) + P(X = x)/2 = alpha/2",
        scale: "proportion",
        range: RANGE,
        zero_rule: "lower limit 0 and upper limit 1 - alpha^(1/n) at x = 0; mirrored at x = n",
        source: "Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Newcombe (1998), Statistics in Medicine 17, 857-872, method 6",
        tier: Tier::Iterative,
        example: r#"{"x": 1, "n": 29}"#,
        run: |input, level| interval(input, level, mid_p),
    },
    Method {
        name: "proportion.wald",
        title: "Wald interval of a proportion (for parity with published work)",
        formula: "p -+ z sqrt(p (1 - p) / n)",
        scale: "proportion",
        range: RANGE,
        zero_rule: "no width at x = 0 and x = n; limits are cut to [0, 1]",
        source: "Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, equation 1",
        tier: Tier::Closed,
        example: r#"{"x": 7, "n": 30}"#,
        run: |input, level| interval(input, level, wald),
    },
    Method {
        name: "proportion.one_sample_test",
        title: "Is a proportion the expected one?",
        formula: "score: z = (x - n p0) / sqrt(n p0 (1 - p0)); exact: sum of P(k) over P(k) <= P(x); mid-P: 2 min(P(X < x), P(X > x)) + P(X = x)",
        scale: "two-sided p-values",
        range: "`x` cases of `n`: whole numbers, 0 <= x <= n, n >= 1; `p0`: 0 to 1",
        zero_rule: "p0 = 0 or 1: 1 if the data are what they must be, otherwise 0",
        source: "Agresti (2013), Categorical Data Analysis, 1.3.3 and 16.6",
        tier: Tier::Closed,
        example: r#"{"x": 29, "n": 31, "p0": 0.8}"#,
        run: |input, _| {
            let test = one_sample_test(input.binomial("x", "n")?, Proportion::new(input.number("p0")?)?)?;
            Ok(Output::new()
                .with("estimate", test.estimate)
                .with("p_score", test.p_score)
                .with("p_exact_minlike", test.p_exact)
                .with("p_midp_central", test.p_mid))
        },
    },
];

fn interval(input: &Input<'_>, level: Level, method: impl Fn(Binomial, Level) -> Result<Estimate>) -> Result<Output> {
    method(input.binomial("x", "n")?, level).map(Output::from)
}
