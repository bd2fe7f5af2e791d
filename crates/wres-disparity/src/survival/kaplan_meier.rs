//! The share still in service.

use super::{limits::LimitScale, risk_table::RiskTable, spell::Leaving};
use crate::{
    error::{NotEstimable, Result},
    quantity::Level,
};
use serde::Serialize;

/// The curve at one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SurvivalPoint {
    /// The time.
    pub time: f64,
    /// How many were at risk just before it.
    pub at_risk: u64,
    /// How many had the event at it.
    pub events: u64,
    /// Probability of still being in service after it.
    pub survival: f64,
    /// Greenwood's sum `sum d / (n (n - d))`: the variance of the logarithm of the survival. Infinite once nobody remains.
    pub log_variance: f64,
}

impl SurvivalPoint {
    /// Standard error of the survival (Greenwood); `None` once it is 0, where Greenwood's formula says nothing.
    #[must_use]
    pub fn std_err(&self) -> Option<f64> {
        (self.survival > 0.0).then(|| self.survival * self.log_variance.sqrt())
    }

    /// Limits of the survival at this time, cut to [0, 1]; see [`LimitScale`] for the formulas. `None` where the formula is
    /// undefined: on every scale at a survival of 0, on the log-log and logit scale also at 1.
    #[must_use]
    pub fn limits(&self, scale: LimitScale, level: Level) -> Option<(f64, f64)> {
        scale.limits(self.survival, self.log_variance, level)
    }
}

/// A Kaplan-Meier curve: a step function, 1 before the first event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SurvivalCurve {
    points: Vec<SurvivalPoint>,
}

impl SurvivalCurve {
    /// A curve through these points, which stand in order of time.
    pub(super) fn of(points: Vec<SurvivalPoint>) -> Self {
        Self { points }
    }

    /// The points, one per time of the table.
    #[must_use]
    pub fn points(&self) -> &[SurvivalPoint] {
        &self.points
    }

    /// The last time at which anybody was at risk: the curve is known up to here.
    #[must_use]
    pub fn observed_to(&self) -> f64 {
        self.points.iter().rev().find(|point| point.at_risk > 0).map_or(0.0, |point| point.time)
    }

    /// The curve at any time. The survival is that after `time`; those at risk are those of the first step at or after it,
    /// and nobody after the last step.
    #[must_use]
    pub fn at(&self, time: f64) -> SurvivalPoint {
        let next = self.points.partition_point(|point| point.time < time);
        let at_risk = self.points.get(next).map_or(0, |point| point.at_risk);
        let reached = self.points.partition_point(|point| point.time <= time);
        match reached.checked_sub(1).and_then(|last| self.points.get(last)) {
            Some(point) => {
                let events = if point.time == time { point.events } else { 0 };
                SurvivalPoint { time, at_risk, events, ..*point }
            }
            None => SurvivalPoint { time, at_risk, events: 0, survival: 1.0, log_variance: 0.0 },
        }
    }
}

/// Kaplan-Meier (product-limit) estimate of the probability of still being in service.
///
/// `S(t) = prod (1 - d / n)` over the times up to `t`, with `d` events among `n` at risk; other exits censor. Variance:
/// Greenwood. Source: Kaplan & Meier 1958, JASA 53, equation 2b; Greenwood 1926.
///
/// # Errors
/// [`NotEstimable::NoEvents`] where nobody leaves in this way.
///
/// ```
/// use wres_disparity::survival::{kaplan_meier, Leaving, RiskTable};
/// let table = RiskTable::from_months(&[10, 8], &[&[1, 2]])?;
/// let curve = kaplan_meier(&table, Leaving::Any)?;
/// assert!((curve.at(2.0).survival - 0.9 * 0.75).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn kaplan_meier(table: &RiskTable, leaving: Leaving) -> Result<SurvivalCurve> {
    let mut survival = 1.0;
    let mut log_variance = 0.0;
    let mut any = false;
    let points = table.counts(leaving).map(|(time, at_risk, events, _)| {
        if events > 0 {
            any = true;
            let (base, staying) = (at_risk as f64, (at_risk - events) as f64);
            survival *= staying / base;
            log_variance += events as f64 / base / staying;
        }
        SurvivalPoint { time, at_risk, events, survival, log_variance }
    });
    let points = points.collect();
    if any { Ok(SurvivalCurve { points }) } else { Err(NotEstimable::NoEvents.into()) }
}

#[cfg(test)]
mod tests {
    use super::kaplan_meier;
    use crate::{
        error::NotEstimable,
        quantity::Level,
        survival::{Leaving, LimitScale, RiskTable, Spell},
    };
    use proptest::prelude::*;

    #[test]
    fn an_all_censored_group_is_not_estimable() {
        let spells = [Spell::new(None, 4.0, 0).unwrap(), Spell::new(None, 5.0, 2).unwrap()];
        let table = RiskTable::from_spells(&spells).unwrap();
        assert_eq!(kaplan_meier(&table, Leaving::Cause(1)), Err(NotEstimable::NoEvents.into()));
        assert!(kaplan_meier(&table, Leaving::Any).is_ok());
    }

    #[test]
    fn at_zero_survival_no_variance_is_claimed() {
        let curve = kaplan_meier(&RiskTable::from_months(&[5, 2], &[&[3, 2]]).unwrap(), Leaving::Any).unwrap();
        let end = curve.at(2.0);
        assert_eq!((end.survival, end.std_err()), (0.0, None));
        for scale in [LimitScale::Plain, LimitScale::Log, LimitScale::LogLog, LimitScale::Logit] {
            assert_eq!(end.limits(scale, Level::P95), None);
        }
    }

    #[test]
    fn between_steps_the_curve_is_flat_and_the_risk_set_is_that_of_the_next_step() {
        let table = RiskTable::from_counts(&[10.0, 20.0], &[9, 5], &[&[3, 1]]).unwrap();
        let curve = kaplan_meier(&table, Leaving::Any).unwrap();
        let (before, between, after) = (curve.at(9.0), curve.at(15.0), curve.at(25.0));
        assert_eq!((before.survival, before.at_risk), (1.0, 9));
        assert_eq!((between.survival, between.at_risk), (6.0 / 9.0, 5));
        assert_eq!((after.survival, after.at_risk), (6.0 / 9.0 * 0.8, 0));
    }

    #[test]
    fn the_largest_counts_are_taken() {
        let full = u64::MAX;
        let table = RiskTable::from_months(&[full, full], &[&[1, full - 1]]).unwrap();
        let end = kaplan_meier(&table, Leaving::Any).unwrap().at(2.0);
        assert!(end.survival > 0.0 && end.log_variance.is_finite());
    }

    proptest! {
        #[test]
        fn counts_by_month_give_the_bits_of_the_rows(rows in prop::collection::vec((1_u32..25, 0_u32..3), 1..200)) {
            let spells: Vec<Spell> =
                rows.iter().map(|(time, cause)| Spell::new(None, f64::from(*time), *cause).unwrap()).collect();
            let last = rows.iter().map(|row| row.0).max().unwrap();
            // Counted here in the plainest way, so that the table's own counting is tested too.
            let count = |keep: &dyn Fn(&(u32, u32)) -> bool| rows.iter().filter(|row| keep(row)).count() as u64;
            let at_risk: Vec<u64> = (1..=last).map(|month| count(&|row| row.0 >= month)).collect();
            let one: Vec<u64> = (1..=last).map(|month| count(&|row| *row == (month, 1))).collect();
            let two: Vec<u64> = (1..=last).map(|month| count(&|row| *row == (month, 2))).collect();
            let by_rows = kaplan_meier(&RiskTable::from_spells(&spells).unwrap(), Leaving::Cause(1));
            let by_months = kaplan_meier(&RiskTable::from_months(&at_risk, &[&one, &two]).unwrap(), Leaving::Cause(1));
            match (by_rows, by_months) {
                (Ok(by_rows), Ok(by_months)) => {
                    for month in 1..=last {
                        let (left, right) = (by_rows.at(f64::from(month)), by_months.at(f64::from(month)));
                        prop_assert_eq!(left.survival.to_bits(), right.survival.to_bits());
                        prop_assert_eq!(left.log_variance.to_bits(), right.log_variance.to_bits());
                    }
                }
                (by_rows, by_months) => prop_assert_eq!(by_rows.is_err(), by_months.is_err()),
            }
        }

        #[test]
        fn the_curve_falls_within_its_limits(rows in prop::collection::vec((1_u32..9, 0_u32..2), 2..60)) {
            let spells: Vec<Spell> =
                rows.iter().map(|(time, cause)| Spell::new(None, f64::from(*time), *cause).unwrap()).collect();
            if let Ok(curve) = kaplan_meier(&RiskTable::from_spells(&spells).unwrap(), Leaving::Any) {
                let mut before = 1.0;
                for point in curve.points() {
                    prop_assert!(point.survival <= before);
                    before = point.survival;
                    for scale in [LimitScale::Plain, LimitScale::Log, LimitScale::LogLog, LimitScale::Logit] {
                        if let Some((lower, upper)) = point.limits(scale, Level::P95) {
                            prop_assert!(0.0 <= lower && lower <= point.survival * (1.0 + 1e-12));
                            prop_assert!(point.survival <= upper * (1.0 + 1e-12) && upper <= 1.0);
                        }
                    }
                }
            }
        }
    }
}
