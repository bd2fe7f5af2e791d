//! How the catalogue calls this family.

use super::cochran_armitage;
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::quantity::Binomial;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[Method {
    name: "trend.cochran_armitage",
    title: "Cochran-Armitage test for a linear trend of proportions",
    formula: "z = sum (x - n p)(s - m) / sqrt(p (1 - p) sum n (s - m)^2); chisq = z^2, chisq_n1 = (N - 1) / N z^2; slope = sum (x - n p)(s - m) / sum n (s - m)^2",
    scale: "slope: proportion per unit of score",
    range: "`x`, `n`: cases and base of each group in order; `scores`: finite numbers, 1, 2, 3, ... if left out",
    zero_rule: "groups without members add nothing; no case at all, nothing but cases, or one score only: not estimable",
    source: "Armitage (1955), Biometrics 11, 375-386, equations 2 to 5; Agresti (2013), Categorical Data Analysis, 5.3.5",
    tier: Tier::Closed,
    example: r#"{"x": [48, 38, 5, 1, 1], "n": [17114, 14502, 793, 127, 38], "scores": [0, 0.5, 1.5, 4, 7]}"#,
    run: |input, _| run(input),
}];

fn run(input: &Input<'_>) -> Result<Output> {
    let (cases, bases) = (input.counts("x")?, input.counts("n")?);
    if cases.len() != bases.len() {
        return Err(StatError::Lengths { left: "x", left_len: cases.len(), right: "n", right_len: bases.len() });
    }
    let groups =
        cases.iter().zip(&bases).map(|(&cases, &base)| Binomial::of(cases, base)).collect::<Result<Vec<_>>>()?;
    let scores =
        if input.has("scores") { input.numbers("scores")? } else { (1..=groups.len()).map(|s| s as f64).collect() };
    let trend = cochran_armitage(&groups, &scores)?;
    Ok(Output::new()
        .with("chisq", trend.chi_squared)
        .with("z", trend.z)
        .with("z_abs", trend.z.abs())
        .with("p_value", trend.p_value)
        .with("chisq_n1", trend.chi_squared_n_minus_1)
        .with("p_value_n1", trend.p_value_n_minus_1)
        .with("slope", trend.slope))
}
