//! Gaps between medians and means.

use super::tables::{EXAMPLE, RANGE, both};
use crate::{
    catalogue::{Input, Method, Output, Tier},
    error::{Result, StatError},
    pay::{
        PaidAlike, adjusted_gap_percent, ideal_bootstrap_median_gap, mean_difference_welch, mean_gap_percent,
        mean_ratio, median_difference, median_gap_percent, median_ratio,
    },
};

const MEDIAN_ZERO: &str =
    "a single person in a group, equal pay throughout, or (on the log scale) pay of 0: not estimable";
const MEAN_ZERO: &str = "a single person in a group, equal pay throughout, or a mean of 0: not estimable";

pub(super) const MEDIAN_RATIO: Method = Method {
    name: "pay_gap.median_ratio",
    title: "Ratio of median pay",
    formula: "m_a / m_b; ln ratio +- z sqrt(se_a^2 + se_b^2), se = (ln x_(n-r+1) - ln x_(r)) / (2 z_r), r = round(n/2 - sqrt n), \
              z_r the normal quantile of P(Binomial(n, 1/2) >= r)",
    scale: "ratio",
    range: RANGE,
    zero_rule: MEDIAN_ZERO,
    source: "Bonett & Price 2020, J Educational and Behavioral Statistics 45:750-770; Price & Bonett 2001",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        let ratio = median_ratio(&a, &b, level)?;
        Ok(Output::from(ratio.estimate).with("median_a", ratio.first).with("median_b", ratio.second))
    },
};

pub(super) const MEDIAN_DIFFERENCE: Method = Method {
    name: "pay_gap.median_difference",
    title: "Difference of median pay",
    formula: "m_a - m_b +- z sqrt(se_a^2 + se_b^2), standard errors as in pay_gap.median_ratio without logarithms",
    scale: "unit of pay",
    range: RANGE,
    zero_rule: MEDIAN_ZERO,
    source: "Bonett & Price 2002, Psychological Methods 7:370-383",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        let difference = median_difference(&a, &b, level)?;
        Ok(Output::from(difference.estimate).with("se", difference.std_err))
    },
};

pub(super) const MEDIAN_PERCENT: Method = Method {
    name: "pay_gap.median_percent",
    title: "Median pay gap in per cent",
    formula: "100 (m_a - m_b) / m_a, limits 100 (1 - 1/ratio) from pay_gap.median_ratio",
    scale: "per cent of the first group's median",
    range: RANGE,
    zero_rule: MEDIAN_ZERO,
    source: "as pay_gap.median_ratio; sign of the statutory gender pay gap",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        Ok(median_gap_percent(&a, &b, level)?.into())
    },
};

pub(super) const MEDIAN_PERCENT_BOOTSTRAP: Method = Method {
    name: "pay_gap.median_percent_bootstrap",
    title: "Median pay gap in per cent, bootstrap percentile interval",
    formula: "100 (m_a - m_b) / m_a; percentiles of its distribution over infinitely many resamples of both groups, worked out \
              exactly from order statistics: no random numbers",
    scale: "per cent of the first group's median",
    range: RANGE,
    zero_rule: "a single person in a group, or a resampled median of 0: not estimable",
    source: "Efron 1979, Annals of Statistics 7:1-26, section 3, extended to even numbers",
    tier: Tier::MonteCarlo,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        let gap = ideal_bootstrap_median_gap(&a, &b, level)?;
        Ok(Output::from(gap.estimate).with("boot_mean", gap.mean).with("boot_se", gap.std_err))
    },
};

pub(super) const MEAN_RATIO: Method = Method {
    name: "pay_gap.mean_ratio",
    title: "Ratio of mean pay",
    formula: "m_a / m_b; ln ratio +- t sqrt(s_a^2 / (n_a m_a^2) + s_b^2 / (n_b m_b^2)), Satterthwaite degrees of freedom",
    scale: "ratio",
    range: RANGE,
    zero_rule: MEAN_ZERO,
    source: "Bonett & Price 2020, J Educational and Behavioral Statistics 45:750-770",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        let ratio = mean_ratio(&a, &b, level)?;
        Ok(Output::from(ratio.estimate).with("mean_a", ratio.first).with("mean_b", ratio.second))
    },
};

pub(super) const MEAN_DIFFERENCE_WELCH: Method = Method {
    name: "pay_gap.mean_difference_welch",
    title: "Difference of mean pay",
    formula: "m_a - m_b +- t sqrt(s_a^2 / n_a + s_b^2 / n_b), Satterthwaite degrees of freedom",
    scale: "unit of pay",
    range: RANGE,
    zero_rule: MEAN_ZERO,
    source: "Welch 1947, Biometrika 34:28-35",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        let difference = mean_difference_welch(&a, &b, level)?;
        Ok(Output::from(difference.estimate).with("t", difference.t).with("df", difference.df))
    },
};

pub(super) const MEAN_PERCENT: Method = Method {
    name: "pay_gap.mean_percent",
    title: "Mean pay gap in per cent",
    formula: "100 (m_a - m_b) / m_a, limits 100 (1 - 1/ratio) from pay_gap.mean_ratio",
    scale: "per cent of the first group's mean",
    range: RANGE,
    zero_rule: MEAN_ZERO,
    source: "as pay_gap.mean_ratio; sign of the statutory gender pay gap",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let (a, b) = both(input)?;
        Ok(mean_gap_percent(&a, &b, level)?.into())
    },
};

pub(super) const ADJUSTED_PERCENT: Method = Method {
    name: "pay_gap.adjusted_percent",
    title: "Pay gap between people alike in grade, service and hours, in per cent",
    formula: "adjusted_gap of log pay on grade and service (levels, against the most frequent) and hours (as a number, left out where all \
              are the same): 100 (1 - exp(-gap)); `explained` is the part that goes with the terms",
    scale: "per cent of the first group's pay",
    range: "`a`, `b`: each an object of lists `pay`, `grade`, `service`, `hours` and `people`, one value for people alike",
    zero_rule: "people without pay take no part; otherwise as adjusted_gap",
    source: "as adjusted_gap",
    tier: Tier::Iterative,
    example: r#"{"a": {"pay": [20, 21, 30, 33], "grade": [1, 1, 2, 2], "service": [1, 2, 1, 2], "hours": [1, 1, 1, 1], "people": [9, 8, 7, 6]},
                  "b": {"pay": [19, 20, 27, 31], "grade": [1, 1, 2, 2], "service": [1, 2, 1, 2], "hours": [1, 1, 1, 1], "people": [8, 6, 5, 3]}}"#,
    run: |input, level| {
        let gap = adjusted_gap_percent(&alike(input, "a")?, &alike(input, "b")?, level)?;
        let explained = gap.explained;
        Ok(Output::from(gap.adjusted)
            .with("explained", explained.value)
            .with("explained_lower", explained.lower)
            .with("explained_upper", explained.upper)
            .with("explained_p_value", explained.p_value.unwrap_or(f64::NAN)))
    },
};

fn alike(input: &Input<'_>, key: &str) -> Result<Vec<PaidAlike>> {
    let group =
        input.value(key)?.as_object().ok_or_else(|| StatError::Input(format!("`{key}` must be an object of lists")))?;
    let group = Input::new(group);
    let (pay, people) = (group.numbers("pay")?, group.counts("people")?);
    let terms = [group.numbers("grade")?, group.numbers("service")?, group.numbers("hours")?];
    for right_len in terms.iter().map(Vec::len).chain([people.len()]) {
        if right_len != pay.len() {
            return Err(StatError::Lengths { left: "pay", left_len: pay.len(), right: "its terms", right_len });
        }
    }
    let one = |at: usize| PaidAlike {
        pay: pay[at],
        grade: terms[0][at],
        service: terms[1][at],
        hours: terms[2][at],
        people: people[at],
    };
    Ok((0..pay.len()).map(one).collect())
}
