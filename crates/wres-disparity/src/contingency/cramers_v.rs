//! Cramér's V: how strong the association in a table is, between 0 and 1.

use super::Table;
use super::chi_squared_test::statistic;
use crate::error::Result;

/// Cramér's V, plain and corrected for bias.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// `sqrt(X^2 / (N (min(rows, columns) - 1)))`, between 0 and 1.
    pub v: f64,
    /// Bergsma's bias-corrected V; `None` where so few people are in the table that the correction is undefined.
    pub bias_corrected: Option<f64>,
}

/// Cramér's V: Pearson's chi-squared over the largest value it can have, square root.
///
/// The plain V of independent variables is above 0 on average; Bergsma's correction takes that out of `X^2 / N` and shrinks
/// the numbers of rows and columns to match: `k - (k - 1)^2 / (N - 1)`.
///
/// Source: Cramér (1946), Mathematical Methods of Statistics, page 282; Bergsma (2013), Journal of the Korean Statistical
/// Society 42, 323-328, equations 6 to 8.
///
/// # Errors
/// [`crate::StatError::Domain`] for a single row or column; [`crate::NotEstimable`] for an empty table, row or column.
///
/// ```
/// # use wres_disparity::contingency::{Table, cramers_v};
/// let association = cramers_v(&Table::new(&[vec![10, 20], vec![20, 10]])?)?;
/// assert!((association.v - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cramers_v(table: &Table) -> Result<Association> {
    let degrees_of_freedom = table.degrees_of_freedom()?;
    let all = table.total() as f64;
    let (rows, columns) = (table.row_totals().len() as f64, table.column_totals().len() as f64);
    let mean_square = statistic(table) / all;
    let v = (mean_square / (rows.min(columns) - 1.0)).sqrt().min(1.0);
    let shrunk = |lines: f64| lines - (lines - 1.0).powi(2) / (all - 1.0);
    let room = shrunk(rows).min(shrunk(columns)) - 1.0;
    let corrected = (mean_square - degrees_of_freedom / (all - 1.0)).max(0.0);
    let bias_corrected = (room > 0.0).then(|| (corrected / room).sqrt().min(1.0));
    Ok(Association { v, bias_corrected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_association_is_one_and_independence_zero() {
        let perfect = cramers_v(&Table::new(&[vec![50, 0, 0], vec![0, 20, 10]]).unwrap()).unwrap();
        assert!((perfect.v - 1.0).abs() < 1e-15);
        let none = cramers_v(&Table::new(&[vec![5, 10], vec![50, 100]]).unwrap()).unwrap();
        assert_eq!((none.v, none.bias_corrected), (0.0, Some(0.0)));
    }

    #[test]
    fn a_table_too_small_for_the_correction_says_so() {
        let tiny = cramers_v(&Table::new(&[vec![1, 0], vec![0, 1]]).unwrap()).unwrap();
        assert_eq!((tiny.v, tiny.bias_corrected), (1.0, None));
    }
}
