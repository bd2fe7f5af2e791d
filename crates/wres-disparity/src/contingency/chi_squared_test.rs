//! Pearson's chi-squared test of independence.

use super::Table;
use crate::error::Result;
use crate::special::chi_squared;
use crate::sum::sum;

/// Pearson's test of independence and the residuals that say which cells depart from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Independence {
    /// Pearson's statistic.
    pub chi_squared: f64,
    /// Its degrees of freedom, (rows - 1)(columns - 1).
    pub degrees_of_freedom: f64,
    /// The probability of so large a statistic under independence.
    pub p_value: f64,
    /// Adjusted residuals row by row, each standard normal under independence.
    pub standardised_residuals: Vec<f64>,
}

/// Pearson's chi-squared: `sum (x - e)^2 / e`, `e = r c / N`; residuals `(x - e) / sqrt(e (1 - r/N)(1 - c/N))`.
///
/// No continuity correction. Cells may be 0, margins may not.
///
/// Source: Pearson (1900), Philosophical Magazine 50, 157-175; residuals: Haberman (1973), Biometrics 29, 205-220, section 2.
///
/// # Errors
/// [`crate::StatError::Domain`] for a single row or column; [`crate::NotEstimable`] for an empty table, row or column.
///
/// ```
/// # use wres_disparity::contingency::{Table, chi_squared_test};
/// let test = chi_squared_test(&Table::new(&[vec![10, 20], vec![20, 10]])?)?;
/// assert!((test.chi_squared - 20.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn chi_squared_test(table: &Table) -> Result<Independence> {
    let degrees_of_freedom = table.degrees_of_freedom()?;
    let chi_squared = statistic(table);
    let all = table.total();
    let share_outside = |margin: u64| (all - margin) as f64 / all as f64;
    let residual = |cell: super::table::Cell| {
        let variance = cell.expected() * share_outside(cell.row_total) * share_outside(cell.column_total);
        cell.excess() / variance.sqrt()
    };
    Ok(Independence {
        chi_squared,
        degrees_of_freedom,
        p_value: chi_squared::sf(chi_squared, degrees_of_freedom),
        standardised_residuals: table.cells().map(residual).collect(),
    })
}

/// Pearson's statistic of a table without empty margins.
pub(super) fn statistic(table: &Table) -> f64 {
    sum(table.cells().map(|cell| cell.excess() / cell.expected() * cell.excess()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn proportional_rows_are_exactly_independent() {
        let test = chi_squared_test(&Table::new(&[vec![3, 6, 9], vec![70, 140, 210]]).unwrap()).unwrap();
        assert_eq!((test.chi_squared, test.p_value), (0.0, 1.0));
        assert!(test.standardised_residuals.iter().all(|residual| *residual == 0.0));
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
        (2_usize..5, 2_usize..5).prop_flat_map(|(rows, columns)| {
            prop::collection::vec(prop::collection::vec(prop_oneof![0_u64..9, 0_u64..3000], columns), rows)
        })
    }

    proptest! {
        #[test]
        fn the_order_of_rows_and_columns_and_their_exchange_do_not_matter(rows in tables()) {
            let table = Table::new(&rows).unwrap();
            let reversed: Vec<Vec<u64>> =
                rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect();
            let across: Vec<Vec<u64>> =
                (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
            let one = chi_squared_test(&table);
            let two = chi_squared_test(&Table::new(&reversed).unwrap());
            let three = chi_squared_test(&Table::new(&across).unwrap());
            match (one, two, three) {
                (Ok(one), Ok(two), Ok(three)) => {
                    prop_assert_eq!(one.chi_squared.to_bits(), two.chi_squared.to_bits());
                    prop_assert!((one.chi_squared - three.chi_squared).abs() <= 1e-12 * one.chi_squared);
                }
                (Err(one), Err(two), Err(three)) => prop_assert!(one == two && one == three),
                _ => prop_assert!(false, "one is estimable and another is not"),
            }
        }
    }
}
