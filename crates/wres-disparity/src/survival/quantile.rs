//! By when a given share has left.

use super::{kaplan_meier::SurvivalCurve, limits::LimitScale};
use crate::{error::Result, quantity::Level, survival::spell::domain};
use serde::Serialize;

/// How far apart two probabilities may be and still count as the same level of the curve: products of many fractions do not
/// land on 1/2 exactly.
const SAME: f64 = 1.490_116_119_384_765_6e-8;

/// The time by which a share has left, with limits; `None` where the curve, or its limit, never falls so far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SurvivalQuantile {
    /// The share that has left.
    pub share: f64,
    /// By when.
    pub time: Option<f64>,
    /// Lower limit of that time.
    pub lower: Option<f64>,
    /// Upper limit of that time; `None` stands for "not in the time observed".
    pub upper: Option<f64>,
}

impl SurvivalCurve {
    /// The time by which `share` has left: the first time at which the survival is at most `1 - share`, and the middle of
    /// the flat stretch where the curve runs exactly at `1 - share`. The limits are the times at which the limits of the curve
    /// on the given scale do the same (Brookmeyer & Crowley 1982).
    ///
    /// # Errors
    /// [`crate::StatError::Domain`] unless `0 < share < 1`.
    ///
    /// ```
    /// use wres_disparity::{Level, survival::{kaplan_meier, Leaving, LimitScale, RiskTable}};
    /// let table = RiskTable::from_months(&[10, 6, 3], &[&[4, 3, 1]])?;
    /// let median = kaplan_meier(&table, Leaving::Any)?.quantile(0.5, LimitScale::LogLog, Level::P95)?;
    /// assert_eq!(median.time, Some(2.0));
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn quantile(&self, share: f64, scale: LimitScale, level: Level) -> Result<SurvivalQuantile> {
        if !(share > 0.0 && share < 1.0) {
            return Err(domain("share", share, "it must lie between 0 and 1"));
        }
        let limits: Vec<Option<(f64, f64)>> = self.points().iter().map(|point| point.limits(scale, level)).collect();
        let crossing = |survival: &dyn Fn(usize) -> Option<f64>| self.crossing(share, survival);
        Ok(SurvivalQuantile {
            share,
            time: crossing(&|i| Some(self.points()[i].survival)),
            lower: crossing(&|i| limits[i].map(|limits| limits.0)),
            upper: crossing(&|i| limits[i].map(|limits| limits.1)),
        })
    }

    /// Where a step function of the points (undefined at some) crosses `1 - share`.
    ///
    /// A survival curve only falls, so this is the first time at which it is low enough. A limit can recover from an early
    /// dip, when few were at risk; then the time is that of the level nearest beyond `1 - share`, as in `survfit`.
    fn crossing(&self, share: f64, survival: &dyn Fn(usize) -> Option<f64>) -> Option<f64> {
        let points = self.points();
        let left = |i: usize| survival(i).map(|survival| 1.0 - survival);
        let nearest = |beyond: f64| {
            let levels = (0..points.len()).filter_map(|i| Some((left(i)?, points[i].time)));
            levels.filter(|(left, _)| *left >= beyond).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, time)| time)
        };
        let first = nearest(share - SAME)?;
        let beyond = nearest(share + SAME);
        let end = match beyond {
            Some(beyond) => beyond,
            // The curve ends at the level asked for: the stretch ends with the observation, if it is defined to there.
            None => {
                left(points.len().checked_sub(1)?)?;
                self.observed_to()
            }
        };
        Some((first + end) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        quantity::Level,
        survival::{Leaving, LimitScale, RiskTable, SurvivalCurve, kaplan_meier},
    };

    fn curve(at_risk: &[u64], events: &[u64]) -> SurvivalCurve {
        kaplan_meier(&RiskTable::from_months(at_risk, &[events]).unwrap(), Leaving::Any).unwrap()
    }

    #[test]
    fn a_flat_stretch_at_the_level_gives_its_middle() {
        let median = curve(&[4, 3, 2, 1], &[1, 1, 0, 1]).quantile(0.5, LimitScale::LogLog, Level::P95).unwrap();
        assert_eq!(median.time, Some(3.0));
    }

    #[test]
    fn a_curve_that_ends_at_the_level_is_flat_to_the_end_of_observation() {
        let median = curve(&[4, 3, 2, 1], &[1, 1, 0, 0]).quantile(0.5, LimitScale::LogLog, Level::P95).unwrap();
        assert_eq!(median.time, Some(3.0));
    }

    #[test]
    fn a_curve_that_stays_above_has_no_quantile() {
        let median = curve(&[40, 30], &[1, 1]).quantile(0.5, LimitScale::LogLog, Level::P95).unwrap();
        assert_eq!((median.time, median.lower, median.upper), (None, None, None));
    }

    #[test]
    fn only_shares_between_none_and_all_are_taken() {
        let curve = curve(&[4], &[1]);
        for share in [0.0, 1.0, f64::NAN, -0.1] {
            assert!(curve.quantile(share, LimitScale::LogLog, Level::P95).is_err());
        }
    }
}
