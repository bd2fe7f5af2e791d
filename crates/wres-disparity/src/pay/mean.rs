//! Gaps between means.

use super::{median::percent, table::PayTable};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    special::student,
};
use serde::Serialize;

/// One mean over another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanRatio {
    /// First mean over second.
    pub estimate: Estimate,
    /// First mean.
    pub first: f64,
    /// Second mean.
    pub second: f64,
}

/// One mean less another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanDifference {
    /// First mean less second, in the unit of pay.
    pub estimate: Estimate,
    /// Student's t of no difference.
    pub t: f64,
    /// Its degrees of freedom.
    pub df: f64,
}

/// Variance of a mean and its degrees of freedom.
fn spread(table: &PayTable) -> Result<(f64, f64)> {
    let variance = table.variance().ok_or(StatError::NotEstimable(NotEstimable::TooFew))?;
    let people = table.people();
    Ok((variance / people as f64, (people - 1) as f64))
}

/// Degrees of freedom of a sum of two independent variances (Satterthwaite 1946, Welch 1947).
fn satterthwaite(one: (f64, f64), two: (f64, f64)) -> Result<f64> {
    // Shares of the sum, so that squares neither overflow nor vanish.
    let total = one.0 + two.0;
    if !(total > 0.0 && total.is_finite()) {
        return Err(NotEstimable::Undefined.into());
    }
    let (a, b) = (one.0 / total, two.0 / total);
    Ok(1.0 / (a * a / one.1 + b * b / two.1))
}

/// Ratio of two means without assuming equal variances, after Bonett & Price.
///
/// `ln(m1 / m2) +- t sqrt(s1^2 / (n1 m1^2) + s2^2 / (n2 m2^2))`, with Satterthwaite's degrees of freedom. In the unit of the
/// ratio. Source: Bonett & Price 2020, J Educational and Behavioral Statistics 45:750-770.
///
/// # Errors
/// [`NotEstimable::TooFew`] with a single person in a group; [`NotEstimable::Undefined`] where a mean is 0 or neither varies.
///
/// ```
/// use wres_disparity::{Level, pay::{mean_ratio, PayTable}};
/// let a = PayTable::from_values(&[12.0, 12.0, 12.0, 13.5, 13.5, 15.0, 15.0, 18.0, 18.0, 25.0, 40.0])?;
/// let b = PayTable::from_values(&[12.0, 12.0, 13.5, 13.5, 18.0])?;
/// assert!((mean_ratio(&a, &b, Level::P95)?.estimate.upper - 1.816_038_033_925_131_9).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mean_ratio(first: &PayTable, second: &PayTable, level: Level) -> Result<MeanRatio> {
    let (one, two) = (first.mean(), second.mean());
    let (of_one, of_two) = (spread(first)?, spread(second)?);
    if !(one > 0.0 && two > 0.0) {
        return Err(NotEstimable::Undefined.into());
    }
    let relative = ((of_one.0 / one / one, of_one.1), (of_two.0 / two / two, of_two.1));
    let df = satterthwaite(relative.0, relative.1)?;
    let std_err = (relative.0.0 + relative.1.0).sqrt();
    let reach = (student::upper_quantile(level.alpha() / 2.0, df) * std_err).exp();
    let value = one / two;
    let estimate = Estimate {
        value,
        lower: value / reach,
        upper: value * reach,
        p_value: Some(student::two_sided(value.ln() / std_err, df)),
        level,
        method: "pay_gap.mean_ratio",
    };
    Ok(MeanRatio { estimate, first: one, second: two })
}

/// Difference of two means without assuming equal variances.
///
/// `m1 - m2 +- t sqrt(s1^2 / n1 + s2^2 / n2)`, with Satterthwaite's degrees of freedom. In the unit of pay. Source: Welch 1947,
/// Biometrika 34:28-35.
///
/// # Errors
/// [`NotEstimable::TooFew`] with a single person in a group; [`NotEstimable::Undefined`] where neither mean varies.
///
/// ```
/// use wres_disparity::{Level, pay::{mean_difference_welch, PayTable}};
/// let a = PayTable::from_values(&[15.2, 14.1, 18.75, 22.4, 16.0, 17.3, 15.9, 30.1, 14.1])?;
/// let b = PayTable::from_values(&[13.9, 15.2, 14.1, 19.0, 16.6, 14.4, 15.0])?;
/// assert!((mean_difference_welch(&a, &b, Level::P95)?.df - 10.368_387_617_049_306).abs() < 1e-11);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mean_difference_welch(first: &PayTable, second: &PayTable, level: Level) -> Result<MeanDifference> {
    let (of_one, of_two) = (spread(first)?, spread(second)?);
    let df = satterthwaite(of_one, of_two)?;
    let std_err = (of_one.0 + of_two.0).sqrt();
    let value = first.mean() - second.mean();
    let t = value / std_err;
    let reach = student::upper_quantile(level.alpha() / 2.0, df) * std_err;
    let estimate = Estimate {
        value,
        lower: value - reach,
        upper: value + reach,
        p_value: Some(student::two_sided(t, df)),
        level,
        method: "pay_gap.mean_difference_welch",
    };
    Ok(MeanDifference { estimate, t, df })
}

/// Mean pay gap in per cent of the first group's mean, `100 (m1 - m2) / m1`, with the limits of [`mean_ratio`].
///
/// # Errors
/// As [`mean_ratio`].
pub fn mean_gap_percent(first: &PayTable, second: &PayTable, level: Level) -> Result<Estimate> {
    let ratio = mean_ratio(first, second, level)?;
    Ok(percent(ratio.estimate, ratio.first, ratio.second, "pay_gap.mean_percent"))
}

#[cfg(test)]
mod tests {
    use super::{mean_difference_welch, mean_gap_percent, mean_ratio};
    use crate::{error::NotEstimable, pay::PayTable, quantity::Level};

    fn table(values: &[f64]) -> PayTable {
        PayTable::from_values(values).unwrap()
    }

    #[test]
    fn what_does_not_vary_or_is_alone_has_no_interval() {
        let (one, same, zero) = (table(&[12.0]), table(&[12.0, 12.0]), table(&[0.0, 0.0]));
        assert_eq!(mean_ratio(&one, &same, Level::P95), Err(NotEstimable::TooFew.into()));
        assert_eq!(mean_ratio(&same, &same, Level::P95), Err(NotEstimable::Undefined.into()));
        assert_eq!(mean_ratio(&same, &zero, Level::P95), Err(NotEstimable::Undefined.into()));
        assert_eq!(mean_difference_welch(&same, &same, Level::P95), Err(NotEstimable::Undefined.into()));
    }

    #[test]
    fn one_group_that_does_not_vary_leaves_the_degrees_of_freedom_of_the_other() {
        let test = mean_difference_welch(&table(&[12.0, 12.0]), &table(&[10.0, 12.0, 15.0, 16.0]), Level::P95).unwrap();
        assert!((test.df - 3.0).abs() < 1e-12);
    }

    #[test]
    fn swapping_the_groups_turns_the_signs() {
        let (a, b) = (table(&[12.0, 14.0, 19.0]), table(&[10.0, 12.0, 15.0, 16.0]));
        let (forward, back) =
            (mean_difference_welch(&a, &b, Level::P95).unwrap(), mean_difference_welch(&b, &a, Level::P95).unwrap());
        assert_eq!((forward.t, forward.estimate.lower), (-back.t, -back.estimate.upper));
        let gap = mean_gap_percent(&a, &b, Level::P95).unwrap();
        assert!((gap.value - 100.0 * (15.0 - 13.25) / 15.0).abs() < 1e-12);
    }

    #[test]
    fn tiny_and_huge_pay_stay_finite() {
        let (small, large) = (table(&[1e-100, 2e-100]), table(&[1e99, 1e100]));
        assert!(mean_ratio(&small, &small, Level::P95).unwrap().estimate.upper.is_finite());
        assert!(mean_difference_welch(&large, &large, Level::P95).unwrap().estimate.upper.is_finite());
    }
}
