//! Fisher's exact test in a table of any size.

use super::Table;
use super::network::{self, LARGEST_TOTAL, TooLarge};
use crate::error::{NotEstimable, Result, StatError};

/// The Fisher-Freeman-Halton exact p-value of independence: the probability, with all margins given, of a table no more
/// probable than the one observed.
///
/// Probabilities within a relative 1e-7 of each other count as equal. Empty rows and columns are left out. The tables are
/// walked as a network; a walk of more than 30 million steps (a few seconds) is given up, because a table that needs it has
/// counts large enough for [`super::chi_squared_test`].
///
/// Source: Freeman and Halton (1951), Biometrika 38, 141-149; network: Mehta and Patel (1983), Journal of the American
/// Statistical Association 78, 427-434.
///
/// # Errors
/// [`NotEstimable::NoBase`] for an empty table, [`NotEstimable::GroupAbsent`] if fewer than two rows or columns have anybody
/// in them, [`StatError::Domain`] for a table too large to be walked.
///
/// ```
/// # use wres_disparity::contingency::{Table, fisher_freeman_halton};
/// let p = fisher_freeman_halton(&Table::new(&[vec![3, 0], vec![0, 4]])?)?;
/// assert!((p - 1.0 / 35.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn fisher_freeman_halton(table: &Table) -> Result<f64> {
    if table.total() == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    let filled = |margins: &[u64]| -> Vec<u64> { margins.iter().copied().filter(|margin| *margin > 0).collect() };
    let (rows, columns) = (filled(table.row_totals()), filled(table.column_totals()));
    if rows.len() < 2 || columns.len() < 2 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    let too_large = || StatError::Domain {
        what: "table",
        given: format!("{} by {} with {} people", rows.len(), columns.len(), table.total()),
        must: "it has too many tables with the same margins to be walked: use the chi-squared test",
    };
    if table.total() > LARGEST_TOTAL {
        return Err(too_large());
    }
    // Every count is at most the total, which fits in 32 bits.
    let narrow = |counts: &[u64]| -> Vec<u32> { counts.iter().map(|&count| count as u32).collect() };
    network::p_value(&narrow(&rows), &narrow(&columns), &narrow(table.counts())).map_err(|TooLarge| too_large())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::gamma::ln_gamma;
    use proptest::prelude::*;

    /// The log weights of all tables whose columns have the totals `columns` and whose rows add up to `left`.
    fn weights(left: &[u64], columns: &[u64], done: f64, found: &mut Vec<f64>) {
        match columns.split_first() {
            None => found.push(done),
            Some((&column, later)) => fill(left, 0, column, later, done, found),
        }
    }

    /// The same with one column open from row `index` on.
    fn fill(left: &[u64], index: usize, open: u64, later: &[u64], done: f64, found: &mut Vec<f64>) {
        if index == left.len() {
            if open == 0 {
                weights(left, later, done, found);
            }
            return;
        }
        for count in 0..=open.min(left[index]) {
            let mut after = left.to_vec();
            after[index] -= count;
            fill(&after, index + 1, open - count, later, done - ln_gamma(count as f64 + 1.0), found);
        }
    }

    /// The p-value from a list of all tables with the same margins.
    fn listed(table: &Table) -> f64 {
        let mut found = Vec::new();
        weights(table.row_totals(), table.column_totals(), 0.0, &mut found);
        let limit = 1e-7 - table.counts().iter().map(|&count| ln_gamma(count as f64 + 1.0)).sum::<f64>();
        let all: f64 = found.iter().map(|weight| weight.exp()).sum();
        found.iter().filter(|weight| **weight <= limit).map(|weight| weight.exp()).sum::<f64>() / all
    }

    #[test]
    fn empty_rows_and_columns_do_not_matter() {
        let small = Table::new(&[vec![3, 1], vec![0, 4]]).unwrap();
        let wide = Table::new(&[vec![3, 0, 1], vec![0, 0, 0], vec![0, 0, 4]]).unwrap();
        assert_eq!(fisher_freeman_halton(&small), fisher_freeman_halton(&wide));
    }

    #[test]
    fn a_table_without_two_groups_has_no_test() {
        let p = |rows: &[Vec<u64>]| fisher_freeman_halton(&Table::new(rows).unwrap());
        assert_eq!(p(&[vec![0, 0], vec![0, 0]]), Err(NotEstimable::NoBase.into()));
        assert_eq!(p(&[vec![3, 0], vec![5, 0]]), Err(NotEstimable::GroupAbsent.into()));
    }

    #[test]
    fn a_table_too_large_to_walk_is_refused_in_bounded_time() {
        let square: Vec<Vec<u64>> = (0..8).map(|row| (0..8).map(|column| 40 + (row * column) % 7).collect()).collect();
        let error = fisher_freeman_halton(&Table::new(&square).unwrap()).unwrap_err();
        assert!(error.to_string().contains("8 by 8"), "{error}");
        let huge = Table::new(&[vec![1_000_000, 2], vec![3, 4]]).unwrap();
        assert!(matches!(fisher_freeman_halton(&huge), Err(StatError::Domain { .. })));
    }

    proptest! {
        #[test]
        fn the_walk_agrees_with_the_list(
            rows in (2_usize..4, 2_usize..4).prop_flat_map(|(rows, columns)| {
                prop::collection::vec(prop::collection::vec(0_u64..5, columns), rows)
            }),
        ) {
            let table = Table::new(&rows).unwrap();
            if let Ok(p) = fisher_freeman_halton(&table) {
                let expected = listed(&table);
                prop_assert!((p / expected - 1.0).abs() < 1e-11, "{p} {expected}");
            }
        }
    }
}
