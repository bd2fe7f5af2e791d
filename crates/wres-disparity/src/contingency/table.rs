//! A table of counts and its margins.

use crate::error::{NotEstimable, Result, StatError};
use crate::sum::{cross, total};

/// A rectangular table of counts with its margins. At least one row and one column; the total fits in 64 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    counts: Vec<u64>,
    row_totals: Vec<u64>,
    column_totals: Vec<u64>,
    total: u64,
}

impl Table {
    /// A table from its rows.
    ///
    /// # Errors
    /// [`StatError::Empty`] without rows or columns, [`StatError::Lengths`] where the rows are not equally long,
    /// [`StatError::Domain`] where the total does not fit in 64 bits.
    ///
    /// ```
    /// # use wres_disparity::contingency::Table;
    /// let table = Table::new(&[vec![1, 2], vec![3, 4]])?;
    /// assert_eq!((table.total(), table.column_totals()), (10, [4, 6].as_slice()));
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn new(rows: &[Vec<u64>]) -> Result<Self> {
        let width = rows.first().map_or(0, Vec::len);
        if width == 0 {
            return Err(StatError::Empty { what: "table" });
        }
        if let Some(wrong) = rows.iter().find(|row| row.len() != width) {
            return Err(StatError::Lengths {
                left: "first row",
                left_len: width,
                right: "another row",
                right_len: wrong.len(),
            });
        }
        let counts: Vec<u64> = rows.iter().flatten().copied().collect();
        let grand = total("table", counts.iter().copied())?;
        Ok(Self {
            row_totals: rows.iter().map(|row| row.iter().sum()).collect(),
            column_totals: (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect(),
            counts,
            total: grand,
        })
    }

    /// The sum of all counts.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The sum of each row.
    #[must_use]
    pub fn row_totals(&self) -> &[u64] {
        &self.row_totals
    }

    /// The sum of each column.
    #[must_use]
    pub fn column_totals(&self) -> &[u64] {
        &self.column_totals
    }

    /// The counts, row by row.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The cells row by row, each with its margins.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> {
        let width = self.column_totals.len();
        self.counts.iter().enumerate().map(move |(position, &count)| Cell {
            count,
            row_total: self.row_totals[position / width],
            column_total: self.column_totals[position % width],
            total: self.total,
        })
    }

    /// Degrees of freedom of independence: (rows - 1)(columns - 1).
    ///
    /// # Errors
    /// [`StatError::Domain`] for a single row or column, [`NotEstimable::NoBase`] for an empty table and
    /// [`NotEstimable::GroupAbsent`] for an empty row or column, whose expected counts are 0.
    pub(super) fn degrees_of_freedom(&self) -> Result<f64> {
        let (rows, columns) = (self.row_totals.len(), self.column_totals.len());
        if rows < 2 || columns < 2 {
            return Err(StatError::Domain {
                what: "table",
                given: format!("{rows} by {columns}"),
                must: "it must have at least two rows and two columns",
            });
        }
        if self.total == 0 {
            return Err(NotEstimable::NoBase.into());
        }
        if self.row_totals.contains(&0) || self.column_totals.contains(&0) {
            return Err(NotEstimable::GroupAbsent.into());
        }
        Ok(((rows - 1) as f64) * ((columns - 1) as f64))
    }
}

/// One cell and the margins it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) count: u64,
    pub(super) row_total: u64,
    pub(super) column_total: u64,
    total: u64,
}

impl Cell {
    /// The count expected under independence.
    pub(super) fn expected(self) -> f64 {
        self.row_total as f64 * (self.column_total as f64 / self.total as f64)
    }

    /// Count minus expected, with one rounding of the difference: `(x N - r c) / N`.
    pub(super) fn excess(self) -> f64 {
        cross(self.count, self.total, self.row_total, self.column_total) / self.total as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_rectangle_is_a_table() {
        assert_eq!(Table::new(&[]), Err(StatError::Empty { what: "table" }));
        assert_eq!(Table::new(&[vec![], vec![]]), Err(StatError::Empty { what: "table" }));
        assert!(matches!(Table::new(&[vec![1, 2], vec![3]]), Err(StatError::Lengths { .. })));
        assert!(matches!(Table::new(&[vec![u64::MAX, 2], vec![3, 4]]), Err(StatError::Domain { .. })));
    }

    #[test]
    fn margins_without_people_are_named() {
        let degrees = |rows: &[Vec<u64>]| Table::new(rows).unwrap().degrees_of_freedom();
        assert!(matches!(degrees(&[vec![1, 2, 3]]), Err(StatError::Domain { .. })));
        assert_eq!(degrees(&[vec![0, 0], vec![0, 0]]), Err(NotEstimable::NoBase.into()));
        assert_eq!(degrees(&[vec![1, 0], vec![3, 0]]), Err(NotEstimable::GroupAbsent.into()));
        assert_eq!(degrees(&[vec![1, 2, 3], vec![3, 0, 1]]), Ok(2.0));
    }
}
