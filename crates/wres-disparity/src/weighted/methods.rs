//! How the catalogue calls this family.

use super::{WeightedShare, WeightedSums, log_ratio, wilson_effective};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::Result,
};

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "weighted.wilson_effective",
        title: "Wilson score interval of a weighted share at its effective size",
        formula: "p = W1 / W; deff = n ((1 - p)^2 S1 + p^2 S0) / (W^2 p (1 - p)); Wilson's limits of p m out of m = n / max(deff, 1); \
                  also the standard error sqrt(p (1 - p) deff / (n - 1)) and Kish's n S / W^2",
        scale: "proportion; design effects: times",
        range: "`cases`, `others`: the weights of those who are cases and of those who are not, above 0 and in any unit; or `share`, \
                `respondents`, `design_effect` and `kish`",
        zero_rule: "lower limit 0 without cases, upper limit 1 without others; the design effect is then Kish's",
        source: "Hajek 1971; Lumley 2010, Complex Surveys, appendix C.1; Kish 1965, Survey Sampling, sections 8.2 and 11.7; Korn & \
                 Graubard 1998, Survey Methodology 24:193; Dean & Pagano 2015, Journal of Survey Statistics and Methodology 3:484",
        tier: Tier::Closed,
        example: r#"{"cases": [0.8, 1.1, 2.4, 0.9], "others": [1.2, 0.7, 0.7, 1.9, 1.0, 0.6, 1.3, 1.1]}"#,
        run: |input, level| {
            let share = share(input, "", "cases", "others")?;
            let output = Output::from(wilson_effective(share, level)?);
            let output = output.with("design_effect", share.design_effect()).with("kish", share.kish());
            Ok(output.with("std_err", share.variance().sqrt()).with("effective", share.effective()))
        },
    },
    Method {
        name: "weighted.log_ratio",
        title: "Ratio of two weighted shares, linearised on the log scale",
        formula: "r = p1 / p2; r exp(-+ z sqrt(V1 / p1^2 + V2 / p2^2)) with V = n / (n - 1) sum w^2 (y - p)^2 / W^2; p-value of r = 1 by the same",
        scale: "ratio",
        range: "`cases1`, `others1`, `cases2`, `others2`: weights above 0, each group's in any unit; or `share1`, \
                `respondents1`, `design_effect1`, `kish1` and the same of the other",
        zero_rule: "neither group with cases: not estimable; one without, or all of both cases: undefined",
        source: "Lumley 2010, Complex Surveys, appendix C.1; Katz et al. 1978, Biometrics 34:469, method C",
        tier: Tier::Closed,
        example: r#"{"cases1": [0.8, 1.1, 2.4], "others1": [1.2, 0.7, 0.7], "cases2": [1.0, 0.9], "others2": [1.0, 1.4, 0.6, 1.1]}"#,
        run: |input, level| {
            let (one, two) = (share(input, "1", "cases1", "others1")?, share(input, "2", "cases2", "others2")?);
            Ok(Output::from(log_ratio(one, two, level)?))
        },
    },
];

/// A weighted share from weights, or from what is known of it.
fn share(input: &Input<'_>, number: &str, cases: &str, others: &str) -> Result<WeightedShare> {
    let key = |name: &str| format!("{name}{number}");
    if input.has(&key("share")) {
        let number = |name: &str| input.number(&key(name));
        return WeightedShare::new(
            number("share")?,
            input.count(&key("respondents"))?,
            number("design_effect")?,
            number("kish")?,
        );
    }
    WeightedSums::of(&input.numbers(cases)?, &input.numbers(others)?)?.share()
}
