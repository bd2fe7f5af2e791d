//! Mean time in service up to a horizon.

use super::{kaplan_meier::SurvivalCurve, spell::domain};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::normal,
    sum::Sum,
};
use serde::Serialize;

/// Mean time in service within the horizon, with its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RestrictedMean {
    /// The area under the curve up to the horizon, in the unit of time.
    pub mean: f64,
    /// Its standard error (Greenwood type).
    pub std_err: f64,
    /// The horizon.
    pub horizon: f64,
}

/// Two restricted means compared, the second against the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RestrictedMeanComparison {
    /// Second less first, in the unit of time, with the p-value of no difference.
    pub difference: Estimate,
    /// Second over first, with the p-value of no difference on the log scale.
    pub ratio: Estimate,
}

impl SurvivalCurve {
    /// Restricted mean time in service: `integral from 0 to horizon of S(t) dt`, with variance
    /// `sum over events of (integral from t to horizon of S)^2 d / (n (n - d))`.
    ///
    /// Source: Irwin 1949; Royston & Parmar 2013, BMC Med Res Methodol 13:152; the variance as in Uno and others 2014.
    ///
    /// # Errors
    /// [`crate::StatError::Domain`] unless the horizon is positive and within the time observed (beyond it the curve is
    /// not known, unless it has reached 0).
    ///
    /// ```
    /// use wres_disparity::survival::{kaplan_meier, Leaving, RiskTable};
    /// let curve = kaplan_meier(&RiskTable::from_months(&[4, 3], &[&[1, 1]])?, Leaving::Any)?;
    /// assert!((curve.restricted_mean(2.0)?.mean - 1.75).abs() < 1e-15);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn restricted_mean(&self, horizon: f64) -> Result<RestrictedMean> {
        let last = self.points().last();
        let known = horizon <= self.observed_to() || last.is_some_and(|last| last.survival == 0.0);
        if !(horizon > 0.0 && horizon.is_finite() && known) {
            return Err(domain("tau", horizon, "it must be positive and not later than the last time observed"));
        }
        let within = &self.points()[..self.points().partition_point(|point| point.time <= horizon)];
        // From the back: the area still to come after each time.
        let (mut area, mut variance) = (Sum::new(), Sum::new());
        let mut next = horizon;
        for point in within.iter().rev() {
            area.add(point.survival * (next - point.time));
            next = point.time;
            let (base, staying) = (point.at_risk as f64, (point.at_risk - point.events) as f64);
            if point.events > 0 && staying > 0.0 {
                let to_come = area.value();
                variance.add(to_come * to_come * (point.events as f64 / base / staying));
            }
        }
        area.add(next);
        Ok(RestrictedMean { mean: area.value(), std_err: variance.value().sqrt(), horizon })
    }
}

/// Compares two groups' mean time in service within the same horizon: normal limits for the difference, and for the ratio on
/// the log scale. Source: Uno and others 2014, J Clin Oncol 32:2380-2385.
///
/// # Errors
/// [`crate::StatError::Domain`] for different horizons; [`NotEstimable::Undefined`] where neither mean varies, or one is 0.
pub fn compare_restricted_means(
    first: RestrictedMean,
    second: RestrictedMean,
    level: Level,
) -> Result<RestrictedMeanComparison> {
    if first.horizon != second.horizon {
        return Err(domain("tau", second.horizon, "both groups must have the same horizon"));
    }
    let std_err = first.std_err.hypot(second.std_err);
    if !(std_err > 0.0 && first.mean > 0.0 && second.mean > 0.0) {
        return Err(NotEstimable::Undefined.into());
    }
    let z = normal::upper_quantile(level.alpha() / 2.0);
    let difference = second.mean - first.mean;
    let ratio = second.mean / first.mean;
    let log_err = (first.std_err / first.mean).hypot(second.std_err / second.mean);
    Ok(RestrictedMeanComparison {
        difference: Estimate {
            value: difference,
            lower: difference - z * std_err,
            upper: difference + z * std_err,
            p_value: Some(normal::two_sided(difference / std_err)),
            level,
            method: "rmst",
        },
        ratio: Estimate {
            value: ratio,
            lower: ratio * (-z * log_err).exp(),
            upper: ratio * (z * log_err).exp(),
            p_value: Some(normal::two_sided(ratio.ln() / log_err)),
            level,
            method: "rmst",
        },
    })
}

#[cfg(test)]
mod tests {
    use super::compare_restricted_means;
    use crate::{
        quantity::Level,
        survival::{GroupedRisk, Leaving, RiskTable, Spell, SurvivalCurve, kaplan_meier},
    };

    fn curve(at_risk: &[u64], events: &[u64]) -> SurvivalCurve {
        kaplan_meier(&RiskTable::from_months(at_risk, &[events]).unwrap(), Leaving::Any).unwrap()
    }

    #[test]
    fn without_censoring_it_is_the_mean_of_the_times_cut_at_the_horizon() {
        // Times 1, 1, 2, 3, 3; cut at 2.5: 1, 1, 2, 2.5, 2.5.
        let curve = curve(&[5, 3, 2], &[2, 1, 2]);
        let mean = curve.restricted_mean(2.5).unwrap();
        let times = [1.0, 1.0, 2.0, 2.5, 2.5];
        let plain = times.iter().sum::<f64>() / 5.0;
        let variance = times.iter().map(|time| (time - plain) * (time - plain)).sum::<f64>() / 25.0;
        assert!((mean.mean - plain).abs() < 1e-15);
        assert!((mean.std_err - variance.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn beyond_the_time_observed_nothing_is_known_unless_everybody_has_left() {
        assert!(curve(&[5, 3], &[2, 1]).restricted_mean(2.5).is_err());
        assert!(curve(&[5, 3], &[2, 3]).restricted_mean(2.5).is_ok());
        assert!(curve(&[5, 3], &[2, 3]).restricted_mean(0.0).is_err());
        assert!(curve(&[5, 3], &[2, 3]).restricted_mean(f64::NAN).is_err());
    }

    #[test]
    fn the_observation_of_another_group_is_not_ones_own() {
        let spells =
            [(2.0, 1), (5.0, 0), (3.0, 1), (9.0, 0)].map(|(time, cause)| Spell::new(None, time, cause).unwrap());
        let grouped = GroupedRisk::from_spells(&spells, &[0, 0, 1, 1], 2).unwrap();
        let first = kaplan_meier(&grouped.groups()[0], Leaving::Any).unwrap();
        assert_eq!(first.observed_to(), 5.0);
        assert!(first.restricted_mean(5.0).is_ok() && first.restricted_mean(5.1).is_err());
    }

    #[test]
    fn swapping_the_groups_turns_the_ratio_and_the_sign() {
        let one = curve(&[50, 40, 30], &[5, 4, 3]).restricted_mean(3.0).unwrap();
        let two = curve(&[50, 40, 30], &[9, 8, 3]).restricted_mean(3.0).unwrap();
        let (forward, back) = (
            compare_restricted_means(one, two, Level::P95).unwrap(),
            compare_restricted_means(two, one, Level::P95).unwrap(),
        );
        assert_eq!(forward.difference.value, -back.difference.value);
        assert_eq!(forward.difference.lower, -back.difference.upper);
        assert!((forward.ratio.lower * back.ratio.upper - 1.0).abs() < 1e-14);
        assert_eq!(forward.difference.p_value, back.difference.p_value);
    }
}
