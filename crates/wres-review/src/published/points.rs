//! The figures of a table as numbers, place by place and period by period, for comparison.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wres_disparity::{
    Binomial, Count, Level, Result, proportion,
    rate::{Events, byar},
};
use wres_domain::{Decimal, Interval, Scope};

/// How a rate comes to an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateInterval {
    /// It has none: what is counted does not happen to one person or post at a time, such as days lost.
    #[default]
    None,
    /// People out of people: Wilson.
    People,
    /// Full-time equivalents out of full-time equivalents: Wilson on whole posts, nearly right.
    Posts,
    /// Events for each unit of the denominator: Byar on whole events.
    Events,
}

impl RateInterval {
    /// What readers are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "no interval: what is counted does not happen to one person at a time",
            Self::People => "Wilson interval",
            Self::Posts => "Wilson interval on full-time equivalents as if each were one person: nearly right",
            Self::Events => "Byar interval",
        }
    }
}

/// A figure that places are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Its name in data.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// The table it comes from.
    pub table: String,
    /// It is per so many: 100 for per cent.
    pub per: u64,
    /// Decimals to print.
    pub decimals: u32,
    /// How it comes to an interval.
    pub interval: RateInterval,
}

/// One value of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Place of its measure among the measures.
    pub measure: usize,
    /// The period.
    pub period: String,
    /// Site, region, or all.
    pub scope: Scope,
    /// The numerator.
    pub numerator: f64,
    /// The denominator, above 0.
    pub denominator: f64,
}

impl Point {
    /// A point of printed parts; `None` where a part is marked or the denominator is 0.
    pub(super) fn of(
        measure: usize,
        (period, scope): (&str, &Scope),
        numerator: Option<Decimal>,
        denominator: Option<Decimal>,
    ) -> Option<Self> {
        let number = |decimal: Decimal| decimal.to_string().parse::<f64>().ok().filter(|value| *value >= 0.0);
        let (numerator, denominator) = (number(numerator?)?, number(denominator?)?);
        (denominator > 0.0).then(|| Self {
            measure,
            period: period.to_owned(),
            scope: scope.clone(),
            numerator,
            denominator,
        })
    }
}

impl Measure {
    /// The value of a numerator over a denominator with its limits, in the unit of the measure; without limits where the measure has
    /// none or they cannot be made.
    #[must_use]
    pub fn value(&self, numerator: f64, denominator: f64, level: Level) -> (f64, Option<Interval>) {
        let per = self.per as f64;
        let value = per * numerator / denominator;
        (
            value,
            self.limits(numerator, denominator, level).ok().flatten().map(|(lower, upper)| Interval {
                estimate: value,
                lower: (per * lower).min(value),
                upper: (per * upper).max(value),
            }),
        )
    }

    fn limits(&self, numerator: f64, denominator: f64, level: Level) -> Result<Option<(f64, f64)>> {
        let whole = |value: f64| value.round() as u64;
        Ok(match self.interval {
            RateInterval::None => None,
            RateInterval::People | RateInterval::Posts => {
                let of = proportion::wilson(Binomial::of(whole(numerator), whole(denominator))?, level)?;
                Some((of.lower, of.upper))
            }
            RateInterval::Events => {
                let of = byar(Events::new(Count(whole(numerator)), denominator)?, level);
                Some((of.lower, of.upper))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_rate_has_the_interval_that_suits_it_or_none() {
        let measure = |interval, per| Measure {
            id: String::new(),
            title: String::new(),
            table: String::new(),
            per,
            decimals: 1,
            interval,
        };
        let (value, interval) = measure(RateInterval::People, 100).value(34.0, 430.0, Level::P95);
        let interval = interval.unwrap();
        assert!((value - 7.907).abs() < 1e-3 && interval.lower > 5.6 && interval.upper < 10.9, "{interval:?}");
        let (value, interval) = measure(RateInterval::Events, 1).value(321.0, 20.5, Level::P95);
        let interval = interval.unwrap();
        assert!(interval.lower < value && value < interval.upper);
        assert_eq!(measure(RateInterval::None, 100).value(3.0, 4.0, Level::P95), (75.0, None));
    }
}
