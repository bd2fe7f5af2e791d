//! Gaps between medians and means.

use super::tables::{EXAMPLE, RANGE, both};
use crate::{
    catalogue::{Method, Output, Tier},
    pay::{
        ideal_bootstrap_median_gap, mean_difference_welch, mean_gap_percent, mean_ratio, median_difference,
        median_gap_percent, median_ratio,
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
