//! How the catalogue calls this family.

use super::{
    MantelHaenszel, Stratum, breslow_day, cmh, crude_and_stratified, mantel_haenszel_or, mantel_haenszel_rd,
    mantel_haenszel_rd_greenland_robins, mantel_haenszel_rr, stratified_score_or, stratified_score_rd,
    stratified_score_rr,
};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::quantity::{Binomial, Level};

const RANGE: &str = "`x1`, `n1`, `x2`, `n2`: cases and base of both groups, stratum by stratum";
const EXAMPLE: &str = r#"{"x1": [57, 36], "n1": [410, 520], "x2": [22, 11], "n2": [301, 123]}"#;
const NO_ADDING: &str = "nothing is added to zero cells; strata without cases or with one group only add nothing; \
    no case in one of the groups: undefined";

/// Reads strata from four parallel lists.
pub(crate) fn read(input: &Input<'_>) -> Result<Vec<Stratum>> {
    let group = |cases: &'static str, base: &'static str| -> Result<Vec<Binomial>> {
        let (x, n) = (input.counts(cases)?, input.counts(base)?);
        if x.len() != n.len() {
            return Err(StatError::Lengths { left: cases, left_len: x.len(), right: base, right_len: n.len() });
        }
        x.into_iter().zip(n).map(|(cases, base)| Binomial::of(cases, base)).collect()
    };
    let (one, two) = (group("x1", "n1")?, group("x2", "n2")?);
    if one.len() != two.len() {
        return Err(StatError::Lengths { left: "x1", left_len: one.len(), right: "x2", right_len: two.len() });
    }
    Ok(one.into_iter().zip(two).collect())
}

fn common(input: &Input<'_>, level: Level, method: fn(&[Stratum], Level) -> Result<MantelHaenszel>) -> Result<Output> {
    let common = method(&read(input)?, level)?;
    Ok(Output::new()
        .with("estimate", common.estimate.value)
        .with("lower", common.estimate.lower)
        .with("upper", common.estimate.upper)
        .with("se", common.standard_error)
        .with("p_value", common.estimate.p_value.unwrap_or(f64::NAN)))
}

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "mh.rr",
        title: "Mantel-Haenszel common risk ratio",
        formula: "R / S with R = sum x1 n2 / N, S = sum x2 n1 / N; se of the logarithm: \
            sqrt(sum (n1 n2 (x1 + x2) - x1 x2 N) / N^2 / (R S))",
        scale: "ratio of proportions, first group over second; se on the log scale",
        range: RANGE,
        zero_rule: NO_ADDING,
        source: "Greenland and Robins (1985), Biometrics 41, 55-68, equations 4 and 13",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| common(input, level, mantel_haenszel_rr),
    },
    Method {
        name: "mh.or",
        title: "Mantel-Haenszel common odds ratio",
        formula: "R / S with R = sum x1 y2 / N, S = sum y1 x2 / N; variance of the logarithm: \
            (sum P A / R^2 + sum (P B + Q A) / (R S) + sum Q B / S^2) / 2",
        scale: "ratio of odds, first group over second; se on the log scale",
        range: RANGE,
        zero_rule: NO_ADDING,
        source: "Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; \
            Robins, Breslow and Greenland (1986), Biometrics 42, 311-323, equation 3",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| common(input, level, mantel_haenszel_or),
    },
    Method {
        name: "mh.rd",
        title: "Mantel-Haenszel common risk difference, variance of Sato, Greenland and Robins",
        formula: "D = sum (x1 n2 - x2 n1) / N / W, W = sum n1 n2 / N; variance (D P + Q) / W^2",
        scale: "difference of proportions, first group less second",
        range: RANGE,
        zero_rule: "nothing is added to zero cells; strata without cases count",
        source: "Sato, Greenland and Robins (1989), Biometrics 45, 1323-1324",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| common(input, level, mantel_haenszel_rd),
    },
    Method {
        name: "mh.rd_greenland_robins",
        title: "Mantel-Haenszel common risk difference, variance of Greenland and Robins",
        formula: "D = sum (x1 n2 - x2 n1) / N / W, W = sum n1 n2 / N; \
            variance sum (x1 y1 n2^3 + x2 y2 n1^3) / (n1 n2 N^2) / W^2",
        scale: "difference of proportions, first group less second",
        range: RANGE,
        zero_rule: "nothing is added to zero cells; strata without cases count",
        source: "Greenland and Robins (1985), Biometrics 41, 55-68, equation 6",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, level| common(input, level, mantel_haenszel_rd_greenland_robins),
    },
    Method {
        name: "cmh",
        title: "Cochran-Mantel-Haenszel test of no association within strata",
        formula: "chisq = (sum x1 - n1 X / N)^2 / sum n1 n2 X Y / (N^2 (N - 1)); chisq_cc takes 1/2 off the absolute sum",
        scale: "chi-squared with 1 degree of freedom",
        range: RANGE,
        zero_rule: "strata with one group only, without cases or with nothing but cases add nothing; \
            chisq_cc is null where the absolute sum is below 1/2",
        source: "Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, 719-748; \
            Agresti (2013), Categorical Data Analysis, equation 6.6",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let test = cmh(&read(input)?)?;
            Ok(Output::new()
                .with("chisq", test.chi_squared)
                .with("p_value", test.p_value)
                .with("chisq_cc", test.chi_squared_corrected.unwrap_or(f64::NAN))
                .with("p_value_cc", test.p_value_corrected.unwrap_or(f64::NAN)))
        },
    },
    Method {
        name: "breslow_day",
        title: "Breslow-Day test of equal odds ratios, with Tarone's correction",
        formula: "chisq = sum (x1 - e)^2 / v, e the first cell expected under the Mantel-Haenszel odds ratio, \
            1 / v = the sum of the reciprocals of the expected cells; chisq_tarone = chisq - (sum x1 - e)^2 / sum v",
        scale: "chi-squared with (informative strata - 1) degrees of freedom",
        range: RANGE,
        zero_rule: "strata with one group only, without cases or with nothing but cases take no degree of freedom; \
            a common odds ratio of 0 or infinity: undefined",
        source: "Breslow and Day (1980), Statistical Methods in Cancer Research I, equation 4.30; \
            Tarone (1985), Biometrika 72, 91-95, equation 4",
        tier: Tier::Closed,
        example: EXAMPLE,
        run: |input, _| {
            let test = breslow_day(&read(input)?)?;
            Ok(Output::new()
                .with("chisq", test.chi_squared)
                .with("df", test.degrees_of_freedom)
                .with("p_value", test.p_value.unwrap_or(f64::NAN))
                .with("chisq_tarone", test.chi_squared_tarone)
                .with("p_tarone", test.p_value_tarone.unwrap_or(f64::NAN)))
        },
    },
    Method {
        name: "stratified_score.rr",
        title: "Stratified score interval for a common risk ratio",
        formula: "the t with |sum w (p1 - t p2)| <= z sqrt(sum w^2 v), w = n1 n2 / N, \
            v = N / (N - 1) (q1 (1 - q1) / n1 + t^2 q2 (1 - q2) / n2) at the most likely q1 = t q2",
        scale: "ratio of proportions, first group over second",
        range: RANGE,
        zero_rule: "no case in the first group: 0 with a finite upper limit; none in the second: infinity with a \
            finite lower limit; none in either: not estimable; nothing is added",
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 4; \
            Laud (2017), Pharmaceutical Statistics 16, 334-348, appendix S2",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| Ok(stratified_score_rr(&read(input)?, level)?.into()),
    },
    Method {
        name: "stratified_score.rd",
        title: "Stratified score interval for a common risk difference",
        formula: "the d with |sum w (p1 - p2 - d)| <= z sqrt(sum w^2 v), w = n1 n2 / N, \
            v = N / (N - 1) (q1 (1 - q1) / n1 + q2 (1 - q2) / n2) at the most likely q1 = q2 + d",
        scale: "difference of proportions, first group less second",
        range: RANGE,
        zero_rule: "nothing is added; strata without cases count",
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 4; \
            Laud (2017), Pharmaceutical Statistics 16, 334-348, appendix S2",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| Ok(stratified_score_rd(&read(input)?, level)?.into()),
    },
    Method {
        name: "stratified_score.or",
        title: "Stratified score interval for a common odds ratio",
        formula: "the t with |sum w (x1 - a) u| <= z sqrt(sum w^2 N / (N - 1) u), w = n1 n2 / N, a the first cell expected \
            under t, u the sum of the reciprocals of the expected cells",
        scale: "ratio of odds, first group over second",
        range: RANGE,
        zero_rule: "an odds ratio of 0 or infinity has that limit; nothing is added",
        source: "Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226, section 5; \
            Laud (2017), Pharmaceutical Statistics 16, 334-348, appendix S2 (without Gart's bias correction)",
        tier: Tier::Iterative,
        example: EXAMPLE,
        run: |input, level| Ok(stratified_score_or(&read(input)?, level)?.into()),
    },
    Method {
        name: "simpson.check",
        title: "The crude ratio beside the stratified one, with Simpson's reversal flagged",
        formula: "stratified_score.rr of the strata, and of their sum as one stratum; reversed where the two lie on \
            opposite sides of 1, reversed_clearly where both intervals exclude 1 as well",
        scale: "ratio of proportions, first group over second",
        range: RANGE,
        zero_rule: "as stratified_score.rr",
        source: "Simpson (1951), Journal of the Royal Statistical Society B 13, 238-241; \
            Bickel, Hammel and O'Connell (1975), Science 187, 398-404",
        tier: Tier::Iterative,
        example: r#"{"x1": [81, 192], "n1": [87, 263], "x2": [234, 55], "n2": [270, 80]}"#,
        run: |input, level| {
            let both = crude_and_stratified(&read(input)?, level)?;
            Ok(Output::new()
                .with("crude", both.crude.value)
                .with("crude_lower", both.crude.lower)
                .with("crude_upper", both.crude.upper)
                .with("crude_p_value", both.crude.p_value.unwrap_or(f64::NAN))
                .with("stratified", both.stratified.value)
                .with("stratified_lower", both.stratified.lower)
                .with("stratified_upper", both.stratified.upper)
                .with("stratified_p_value", both.stratified.p_value.unwrap_or(f64::NAN))
                .with("distortion", both.distortion.unwrap_or(f64::NAN))
                .with_value("reversed", both.reversed.into())
                .with_value("reversed_clearly", both.reversed_clearly.into())
                .with_count("strata_above", both.strata_above as u64)
                .with_count("strata_below", both.strata_below as u64))
        },
    },
];
