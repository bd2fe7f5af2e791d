//! The likelihood-ratio test of independence.

use super::Table;
use crate::error::Result;
use crate::special::chi_squared;
use crate::special::deviance::half_deviance;
use crate::sum::sum;

/// The likelihood-ratio test of independence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelihoodRatio {
    /// The statistic, twice the log likelihood ratio.
    pub g: f64,
    /// Its degrees of freedom, (rows - 1)(columns - 1).
    pub degrees_of_freedom: f64,
    /// The probability of so large a statistic under independence.
    pub p_value: f64,
}

/// The likelihood-ratio statistic `G = 2 sum x ln(x / e)`, `e = r c / N`; a cell of 0 adds 0.
///
/// No continuity correction. Computed as `2 sum (x ln(x / e) - (x - e))`, which is the same, because the excesses add up to
/// zero, and has no negative terms to cancel.
///
/// Source: Wilks (1938), Annals of Mathematical Statistics 9, 60-62; Agresti (2013), Categorical Data Analysis, equation 3.11.
///
/// # Errors
/// [`crate::StatError::Domain`] for a single row or column; [`crate::NotEstimable`] for an empty table, row or column.
///
/// ```
/// # use wres_disparity::contingency::{Table, g_test};
/// let test = g_test(&Table::new(&[vec![10, 20], vec![20, 10]])?)?;
/// assert!((test.g - (40.0 * (2.0_f64 / 3.0).ln() + 80.0 * (4.0_f64 / 3.0).ln())).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn g_test(table: &Table) -> Result<LikelihoodRatio> {
    let degrees_of_freedom = table.degrees_of_freedom()?;
    let g = 2.0
        * sum(table.cells().map(|cell| {
            let expected = cell.expected();
            if cell.count == 0 { expected } else { half_deviance(cell.count as f64, expected, -cell.excess()) }
        }));
    Ok(LikelihoodRatio { g, degrees_of_freedom, p_value: chi_squared::sf(g, degrees_of_freedom) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportional_rows_give_zero() {
        let test = g_test(&Table::new(&[vec![3, 6, 9], vec![70, 140, 210]]).unwrap()).unwrap();
        assert_eq!((test.g, test.p_value), (0.0, 1.0));
    }

    #[test]
    fn near_independence_keeps_its_digits() {
        // 2 sum x ln(x / e) with mpmath at 50 digits; the plain sum in doubles is off in the fifth digit.
        let table = Table::new(&[vec![10_000_000, 10_000_001], vec![10_000_003, 10_000_000]]).unwrap();
        let test = g_test(&table).unwrap();
        assert!((test.g / 3.999_999_400_000_109_2e-7 - 1.0).abs() < 1e-13, "{:e}", test.g);
    }

    #[test]
    fn a_zero_cell_adds_nothing_to_the_plain_sum() {
        let test = g_test(&Table::new(&[vec![0, 10], vec![10, 10]]).unwrap()).unwrap();
        let e = |row: f64, column: f64| row * column / 30.0;
        let plain = 2.0
            * (10.0 * (10.0 / e(10.0, 20.0)).ln()
                + 10.0 * (10.0 / e(20.0, 10.0)).ln()
                + 10.0 * (10.0 / e(20.0, 20.0)).ln());
        assert!((test.g - plain).abs() < 1e-13);
    }
}
