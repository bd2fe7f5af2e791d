//! Gaps between medians.

use super::table::PayTable;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::{binomial, normal},
};
use serde::Serialize;

/// One median over another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MedianRatio {
    /// First median over second.
    pub estimate: Estimate,
    /// First median.
    pub first: f64,
    /// Second median.
    pub second: f64,
}

/// One median less another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MedianDifference {
    /// First median less second, in the unit of pay.
    pub estimate: Estimate,
    /// Its standard error.
    pub std_err: f64,
}

/// The two ranks, counted from either end, between which the median lies with known probability, and the normal quantile of
/// that probability (Price & Bonett 2001).
fn ranks(people: u64) -> Result<(u64, f64)> {
    let count = people as f64;
    let rank = ((count / 2.0 - count.sqrt()).round_ties_even().max(1.0)) as u64;
    let outside = binomial::cdf(rank - 1, people, 0.5);
    let z = normal::upper_quantile(outside);
    if z > 0.0 { Ok((rank, z)) } else { Err(NotEstimable::TooFew.into()) }
}

/// Standard error of the median of the pay on a scale.
fn std_err(table: &PayTable, scale: impl Fn(f64) -> f64) -> Result<f64> {
    let people = table.people();
    let (rank, z) = ranks(people)?;
    Ok((scale(table.ranked(people - rank + 1)) - scale(table.ranked(rank))) / (2.0 * z))
}

/// Ratio of two medians, after Bonett & Price.
///
/// `ln(m1 / m2) +- z sqrt(se1^2 + se2^2)`, where each standard error of a log median comes from two order statistics about
/// `sqrt(n)` ranks either side of it. In the unit of the ratio; positive pay only. Source: Bonett & Price 2020,
/// "Confidence intervals for ratios of means and medians", J Educational and Behavioral Statistics 45:750-770; Price & Bonett
/// 2001, J Stat Computation and Simulation 68:295-305.
///
/// # Errors
/// [`NotEstimable::TooFew`] with a single person in a group; [`NotEstimable::Undefined`] where somebody is paid nothing or
/// neither median varies.
///
/// ```
/// use wres_disparity::{Level, pay::{median_ratio, PayTable}};
/// let a = PayTable::from_values(&[15.2, 14.1, 18.75, 22.4, 16.0, 17.3, 15.9, 30.1, 14.1])?;
/// let b = PayTable::from_values(&[13.9, 15.2, 14.1, 19.0, 16.6, 14.4, 15.0])?;
/// let ratio = median_ratio(&a, &b, Level::P95)?.estimate;
/// assert!((ratio.lower - 0.827_633_050_325_224_2).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn median_ratio(first: &PayTable, second: &PayTable, level: Level) -> Result<MedianRatio> {
    if first.lowest() <= 0.0 || second.lowest() <= 0.0 {
        return Err(NotEstimable::Undefined.into());
    }
    let spread = std_err(first, f64::ln)?.hypot(std_err(second, f64::ln)?);
    if spread <= 0.0 {
        return Err(NotEstimable::Undefined.into());
    }
    let reach = (normal::upper_quantile(level.alpha() / 2.0) * spread).exp();
    let (one, two) = (first.median(), second.median());
    let value = one / two;
    let estimate = Estimate {
        value,
        lower: value / reach,
        upper: value * reach,
        p_value: Some(normal::two_sided(value.ln() / spread)),
        level,
        method: "pay_gap.median_ratio",
    };
    Ok(MedianRatio { estimate, first: one, second: two })
}

/// Difference of two medians, after Bonett & Price.
///
/// `m1 - m2 +- z sqrt(se1^2 + se2^2)`, standard errors as in [`median_ratio`] without logarithms. In the unit of pay. Source:
/// Bonett & Price 2002, "Statistical inference for a linear function of medians", Psychological Methods 7:370-383.
///
/// # Errors
/// [`NotEstimable::TooFew`] with a single person in a group; [`NotEstimable::Undefined`] where neither median varies.
///
/// ```
/// use wres_disparity::{Level, pay::{median_difference, PayTable}};
/// let a = PayTable::from_values(&[15.2, 14.1, 18.75, 22.4, 16.0, 17.3, 15.9, 30.1, 14.1])?;
/// let b = PayTable::from_values(&[13.9, 15.2, 14.1, 19.0, 16.6, 14.4, 15.0])?;
/// assert!((median_difference(&a, &b, Level::P95)?.estimate.value - 1.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn median_difference(first: &PayTable, second: &PayTable, level: Level) -> Result<MedianDifference> {
    let spread = std_err(first, |pay| pay)?.hypot(std_err(second, |pay| pay)?);
    if spread <= 0.0 {
        return Err(NotEstimable::Undefined.into());
    }
    let value = first.median() - second.median();
    let reach = normal::upper_quantile(level.alpha() / 2.0) * spread;
    let estimate = Estimate {
        value,
        lower: value - reach,
        upper: value + reach,
        p_value: Some(normal::two_sided(value / spread)),
        level,
        method: "pay_gap.median_difference",
    };
    Ok(MedianDifference { estimate, std_err: spread })
}

/// Median pay gap in per cent of the first group's median, `100 (m1 - m2) / m1`, with the limits of [`median_ratio`].
///
/// Positive where the first group (White British, say) is paid more: the sign of the statutory gender pay gap.
///
/// # Errors
/// As [`median_ratio`].
pub fn median_gap_percent(first: &PayTable, second: &PayTable, level: Level) -> Result<Estimate> {
    let ratio = median_ratio(first, second, level)?;
    Ok(percent(ratio.estimate, ratio.first, ratio.second, "pay_gap.median_percent"))
}

/// A ratio of first over second as a gap in per cent of the first.
pub(super) fn percent(ratio: Estimate, first: f64, second: f64, method: &'static str) -> Estimate {
    Estimate {
        value: 100.0 * (first - second) / first,
        lower: 100.0 * (1.0 - 1.0 / ratio.lower),
        upper: 100.0 * (1.0 - 1.0 / ratio.upper),
        method,
        ..ratio
    }
}

#[cfg(test)]
mod tests {
    use super::{median_difference, median_gap_percent, median_ratio};
    use crate::{error::NotEstimable, pay::PayTable, quantity::Level};
    use proptest::prelude::*;

    #[test]
    fn one_person_and_equal_pay_have_no_interval() {
        let (one, same) = (PayTable::from_values(&[12.0]).unwrap(), PayTable::from_values(&[12.0, 12.0]).unwrap());
        assert_eq!(median_ratio(&one, &same, Level::P95), Err(NotEstimable::TooFew.into()));
        assert_eq!(median_difference(&same, &same, Level::P95), Err(NotEstimable::Undefined.into()));
        let unpaid = PayTable::from_values(&[0.0, 12.0]).unwrap();
        assert_eq!(median_ratio(&unpaid, &same, Level::P95), Err(NotEstimable::Undefined.into()));
    }

    proptest! {
        #[test]
        fn swapping_the_groups_turns_the_ratio_and_the_difference(
            a in prop::collection::vec(9.0..40.0_f64, 3..50),
            b in prop::collection::vec(9.0..40.0_f64, 3..50),
        ) {
            let (a, b) = (PayTable::from_values(&a).unwrap(), PayTable::from_values(&b).unwrap());
            let (forward, back) = (median_ratio(&a, &b, Level::P95).unwrap(), median_ratio(&b, &a, Level::P95).unwrap());
            prop_assert!((forward.estimate.lower * back.estimate.upper - 1.0).abs() < 1e-13);
            let (forward, back) =
                (median_difference(&a, &b, Level::P95).unwrap(), median_difference(&b, &a, Level::P95).unwrap());
            prop_assert_eq!(forward.estimate.lower, -back.estimate.upper);
        }

        #[test]
        fn the_percentage_lies_within_its_limits(
            a in prop::collection::vec(9.0..40.0_f64, 3..50),
            b in prop::collection::vec(9.0..40.0_f64, 3..50),
        ) {
            let (a, b) = (PayTable::from_values(&a).unwrap(), PayTable::from_values(&b).unwrap());
            let gap = median_gap_percent(&a, &b, Level::P95).unwrap();
            prop_assert!(gap.lower <= gap.value && gap.value <= gap.upper && gap.upper < 100.0);
        }
    }
}
