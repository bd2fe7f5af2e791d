//! Do counts over several groups agree with given shares?

use crate::error::{NotEstimable, Result, StatError};
use crate::special::chi_squared;
use crate::sum::{sum, total};

/// Pearson's test of counts against given shares.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodnessOfFit {
    /// Pearson's statistic.
    pub chi_squared: f64,
    /// Number of groups less 1.
    pub degrees_of_freedom: f64,
    /// The probability of so large a statistic if the shares hold.
    pub p_value: f64,
    /// The expected count of each group.
    pub expected: Vec<f64>,
}

/// Pearson's chi-squared of counts against shares: `sum (x - N p)^2 / (N p)`, with `groups - 1` degrees of freedom.
///
/// The shares are given numbers (a census, say), not estimates; they are divided by their sum, so percentages or
/// populations will do.
///
/// Source: Pearson (1900), Philosophical Magazine 50, 157-175.
///
/// # Errors
/// [`StatError::Lengths`]; [`StatError::Domain`] for a share that is not positive and finite or for fewer than two groups;
/// [`NotEstimable::NoBase`] if all counts are 0.
///
/// ```
/// # use wres_disparity::contingency::goodness_of_fit;
/// let test = goodness_of_fit(&[30, 20], &[1.0, 1.0])?;
/// assert_eq!((test.chi_squared, test.degrees_of_freedom), (2.0, 1.0));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn goodness_of_fit(counts: &[u64], shares: &[f64]) -> Result<GoodnessOfFit> {
    if counts.len() != shares.len() {
        return Err(StatError::Lengths { left: "x", left_len: counts.len(), right: "p", right_len: shares.len() });
    }
    if counts.len() < 2 {
        return Err(StatError::Domain {
            what: "x",
            given: format!("{} groups", counts.len()),
            must: "there must be at least two",
        });
    }
    if let Some(wrong) = shares.iter().find(|share| !(**share > 0.0 && share.is_finite())) {
        return Err(StatError::Domain {
            what: "p",
            given: wrong.to_string(),
            must: "every share must be a positive number",
        });
    }
    let all = total("x", counts.iter().copied())?;
    if all == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    let whole = sum(shares.iter().copied());
    let expected: Vec<f64> = shares.iter().map(|share| all as f64 * (share / whole)).collect();
    let chi_squared = sum(counts.iter().zip(&expected).map(|(&count, &expected)| {
        let excess = count as f64 - expected;
        excess / expected * excess
    }));
    if !chi_squared.is_finite() {
        return Err(NotEstimable::Undefined.into());
    }
    let degrees_of_freedom = (counts.len() - 1) as f64;
    let p_value = chi_squared::sf(chi_squared, degrees_of_freedom);
    Ok(GoodnessOfFit { chi_squared, degrees_of_freedom, p_value, expected })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wrong_questions_are_refused() {
        assert!(matches!(goodness_of_fit(&[1, 2], &[0.5]), Err(StatError::Lengths { .. })));
        assert!(matches!(goodness_of_fit(&[1], &[0.5]), Err(StatError::Domain { .. })));
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(goodness_of_fit(&[1, 2], &[0.5, wrong]), Err(StatError::Domain { .. })), "{wrong}");
        }
        assert_eq!(goodness_of_fit(&[0, 0], &[0.5, 0.5]), Err(NotEstimable::NoBase.into()));
        assert_eq!(goodness_of_fit(&[5, 5], &[1e-308, 1e308]), Err(NotEstimable::Undefined.into()));
    }

    proptest! {
        #[test]
        fn only_the_proportions_of_the_shares_matter(
            rows in prop::collection::vec((0_u64..500, 0.01..1.0f64), 2..9),
        ) {
            let (counts, shares): (Vec<u64>, Vec<f64>) = rows.into_iter().unzip();
            prop_assume!(counts.iter().any(|count| *count > 0));
            let scaled: Vec<f64> = shares.iter().map(|share| 100.0 * share).collect();
            let (one, two) = (goodness_of_fit(&counts, &shares).unwrap(), goodness_of_fit(&counts, &scaled).unwrap());
            prop_assert!((one.chi_squared - two.chi_squared).abs() <= 1e-11 * one.chi_squared.max(1.0));
        }
    }
}
