//! What is said about one group in one place.

use crate::{
    cell::Cell,
    count::Place,
    direction::Direction,
    grouping::{Group, Grouping},
};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::Arc};
use wres_disparity::{Base, Count};

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The point estimate. Infinite for a ratio with no case below.
    #[serde(with = "extended")]
    pub estimate: f64,
    /// Lower limit. May be minus infinity.
    #[serde(with = "extended")]
    pub lower: f64,
    /// Upper limit. May be infinite.
    #[serde(with = "extended")]
    pub upper: f64,
}

/// How many events more or fewer than at the reference group's rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Excess {
    /// Observed less expected: negative means fewer than at the reference rate.
    pub events: Interval,
}

/// The sharp range of the ratio: nothing that could be known of those of unknown ethnicity leads outside it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The ratio with their cases all in the group below and the others all in the one on top.
    pub lowest: Cell<f64>,
    /// The ratio with their cases all in the group on top and the others all in the one below.
    pub highest: Cell<f64>,
}

/// How much weight a figure can bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reliability {
    /// Every expected count is at least 5.
    Sound,
    /// An expected count is below 5: read the interval, not the estimate.
    SmallNumbers,
    /// More than one person in ten has no known ethnicity.
    LowCompleteness,
    /// There is no figure to judge.
    None,
}

/// A group against its reference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Which rate is divided by which, and which side is adverse.
    pub direction: Direction,
    /// Cases of the reference group.
    pub reference_cases: Cell<Count>,
    /// Base of the reference group.
    pub reference_base: Cell<Base>,
    /// Ratio of rates, `of` over `against`.
    pub ratio: Cell<Interval>,
    /// Difference of rates, `of` less `against`, as a proportion.
    pub difference: Cell<Interval>,
    /// Events more or fewer than at the reference rate.
    pub excess: Cell<Excess>,
    /// Two-sided p-value that belongs to the ratio's interval.
    pub p_value: Cell<f64>,
    /// The p-value adjusted for the false discovery rate over the sites of the same indicator, stratum and group.
    pub q_value: Cell<f64>,
    /// The lowest and highest ratio that those whose ethnicity is not known allow.
    pub bounds: Cell<Bounds>,
    /// Smallest ratio above 1 that these bases could have shown with 80% power.
    pub detectable: Cell<f64>,
}

/// How far the group's share of the cases lies from its share of those it is measured by. Zero is evenness; negative means
/// under-represented among the cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Share of the cases less share of the base (the workforce), as a proportion.
    pub workforce: Cell<Interval>,
    /// Share of the cases less share of the population that is the benchmark, as a proportion.
    pub population: Cell<Interval>,
}

/// Everything said about one group in one place: one row of the published tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Where.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Cases.
    pub cases: Cell<Count>,
    /// Base.
    pub base: Cell<Base>,
    /// Cases over base.
    pub rate: Cell<Interval>,
    /// The group's share of all cases of known ethnicity (for representation: its share of the rung).
    pub share: Cell<Interval>,
    /// The group against its reference; `None` for the reference itself and for the unknown.
    pub comparison: Option<Comparison>,
    /// Share against workforce and population, where the indicator asks for it (representation).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Box<Gap>>,
    /// Confidence level of every interval.
    pub level: f64,
    /// Method of the rate's interval.
    pub rate_method: Cow<'static, str>,
    /// Method of the ratio's interval.
    pub ratio_method: Cow<'static, str>,
    /// Method of the difference's interval.
    pub difference_method: Cow<'static, str>,
    /// How much weight the figure can bear.
    pub reliability: Reliability,
    /// The finding in words.
    pub sentence: String,
}

/// How many sites took part in a pooled ratio, and why the others did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PooledSites {
    /// Sites with a row.
    pub given: u32,
    /// Sites whose counts are hidden: in no pooled ratio.
    pub hidden: u32,
    /// Sites that did not supply what it takes.
    pub absent: u32,
    /// Sites with one of the two groups only: in no pooled ratio.
    pub without_both_groups: u32,
    /// Sites without cases, or with nothing but cases: in the common ratio, and left out of the mean across sites.
    pub without_contrast: u32,
    /// Sites with a zero cell, to which the mean across sites adds 1/2 in all four cells.
    pub corrected: u32,
}

/// The ratio of a group over the sites of a region, or over all, in the ways that answer different questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PooledOutcome {
    /// Where; the scope is a region or all.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Which rate is divided by which, and which side is adverse.
    pub direction: Direction,
    /// The sites.
    pub sites: PooledSites,
    /// The ratio of the summed counts. It mixes differences between sites into the difference between groups.
    pub crude: Cell<Interval>,
    /// The ratio if it is the same at every site: stratified score.
    pub common: Cell<Interval>,
    /// The same by Mantel and Haenszel.
    pub mantel_haenszel: Cell<Interval>,
    /// The mean ratio if it differs from site to site: random effects, REML, Hartung-Knapp never narrower than the classic.
    pub across: Cell<Interval>,
    /// Where the ratio of another site would lie; its estimate is that of the mean.
    pub prediction: Cell<Interval>,
    /// Variance of the true log ratios between sites, with its Q-profile interval.
    pub tau_squared: Cell<Interval>,
    /// The part of the variance that lies between sites, from 0 to 1.
    pub i_squared: Cell<f64>,
    /// P-value of equal ratios at all sites (Cochran's Q).
    pub p_heterogeneity: Cell<f64>,
    /// Whether the summed counts and the sites point to opposite sides, each clearly (Simpson's reversal).
    pub reversed: bool,
    /// Confidence level of every interval.
    pub level: f64,
    /// The finding in words.
    pub sentence: String,
}

/// Infinite limits as the strings `Infinity` and `-Infinity`, which JSON can carry.
mod extended {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_infinite() {
            serializer.serialize_str(if *value > 0.0 { "Infinity" } else { "-Infinity" })
        } else {
            serializer.serialize_f64(*value)
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(f64),
            Text(String),
        }
        match Raw::deserialize(deserializer)? {
            Raw::Number(number) => Ok(number),
            Raw::Text(text) => text.parse().map_err(|_| D::Error::custom("expected a number, Infinity or -Infinity")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn infinite_numbers_survive_json() {
        let interval = Interval { estimate: f64::INFINITY, lower: 0.5, upper: f64::INFINITY };
        let text = serde_json::to_string(&interval).unwrap();
        assert_eq!(text, r#"{"estimate":"Infinity","lower":0.5,"upper":"Infinity"}"#);
        assert_eq!(serde_json::from_str::<Interval>(&text).unwrap(), interval);
    }
}
