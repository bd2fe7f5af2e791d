//! How the catalogue calls this family.

use super::*;
use crate::{
    catalogue::{Method, Output, Tier},
    error::{NotEstimable, StatError},
};

const RANGE: &str = "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1";
const EXAMPLE: &str = r#"{"x1": 9, "n1": 86, "x2": 3, "n2": 61}"#;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "test.chisq",
        title: "Chi-squared test, with its N - 1 version",
        formula: "N (x1 y2 - x2 y1)^2 / (n1 n2 c (N - c)), y = n - x, c = x1 + x2; N - 1 version: times (N - 1)/N",
        scale: "chi-squared with one degree of freedom; two-sided p-values",
        range: RANGE,
        zero_rule: "null where nobody or everybody is a case; no continuity correction",
        source: "Pearson (1900); Campbell (2007), Statistics in Medicine 26, 3661-3675",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let (statistic, p, p_n1) = match chi_squared(one, two) {
                Ok(test) => (test.statistic, test.p_value, test.p_value_n_minus_1),
                Err(StatError::NotEstimable(NotEstimable::NoCases | NotEstimable::AllCases)) => {
                    (f64::NAN, f64::NAN, f64::NAN)
                }
                Err(error) => return Err(error),
            };
            Ok(Output::new()
                .with("p_value", p)
                .with("chisq", statistic)
                .with("p_chisq", p)
                .with("p_chisq_n1", p_n1)
                .with("smallest_expected", smallest_expected(one, two)?))
        },
    },
    Method {
        name: "test.fisher",
        title: "Fisher's exact test",
        formula: "two-sided: sum of P(k) over P(k) <= P(x1); central: 2 min(P(X <= x1), P(X >= x1)); given all margins",
        scale: "p-values",
        range: "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1, n1 + n2 <= 10^12",
        zero_rule: "1 where nobody or everybody is a case",
        source: "Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; R's fisher.test",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let fisher = Margins::new(one, two)?.fisher();
            Ok(Output::new()
                .with("p_value", fisher.p_value)
                .with("p_fisher", fisher.p_value)
                .with("p_fisher_central", fisher.p_central)
                .with("p_fisher_greater", fisher.p_greater)
                .with("p_fisher_less", fisher.p_less))
        },
    },
    Method {
        name: "test.fisher_midp",
        title: "Mid-P version of Fisher's exact test",
        formula: "2 min(P(X < x1), P(X > x1)) + P(X = x1), at most 1; given all margins",
        scale: "two-sided p-value",
        range: "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1, n1 + n2 <= 10^12",
        zero_rule: "1 where nobody or everybody is a case",
        source: "Lancaster (1961), Journal of the American Statistical Association 56, 223-234",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let p = Margins::new(one, two)?.fisher_mid_p();
            Ok(Output::new().with("p_value", p).with("p_midp", p))
        },
    },
    Method {
        name: "test.barnard_pooled",
        title: "Barnard's unconditional exact test",
        formula: "largest probability over p of the tables with |p1 - p2| / sqrt(p (1 - p)(1/n1 + 1/n2)) at least the observed",
        scale: "two-sided p-value",
        range: "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1, n1 + n2 <= 40 000",
        zero_rule: "1 where the proportions are equal or nobody or everybody is a case",
        source: "Barnard (1947), Biometrika 34, 123-138; Suissa and Shuster (1985), Journal of the Royal Statistical Society A 148, 317-327",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let p = barnard_pooled(one, two)?;
            Ok(Output::new().with("p_value", p).with("p_barnard", p))
        },
    },
    Method {
        name: "test.boschloo",
        title: "Boschloo's unconditional exact test",
        formula: "largest probability over p of the tables whose two-sided Fisher p-value is at most the observed",
        scale: "two-sided p-value",
        range: "`x1` cases of `n1`, `x2` of `n2`: whole numbers, 0 <= x <= n, n >= 1, (n1 + 1)(n2 + 1) <= 6 000 000",
        zero_rule: "1 where Fisher's p-value is 1",
        source: "Boschloo (1970), Statistica Neerlandica 24, 1-35",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, _| {
            let (one, two) = input.two_groups()?;
            let p = boschloo(one, two)?;
            Ok(Output::new().with("p_value", p).with("p_boschloo", p))
        },
    },
];
