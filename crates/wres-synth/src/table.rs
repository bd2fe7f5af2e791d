//! Canonical tables: what a site's records would be if everybody wrote them the same way.

use wres_domain::Dataset;

/// One cell. Days are counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// An identifier: a prefix and a number.
    Id(&'static str, u32),
    /// A code of the column's code list; for ethnicity the canonical code.
    Code(&'static str),
    /// Free text. A grade is the code of its rung.
    Text(&'static str),
    /// A date, in days since 1 January 1970.
    Day(i32),
    /// A point in time, in minutes since 1 January 1970.
    Minute(i64),
    /// Money in pence.
    Pence(i64),
    /// A full-time equivalent in hundredths.
    Hundredths(i32),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Integer(i64),
}

/// One dataset of one submission. Rows keep their order; row 0 is the first below the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Which dataset.
    pub dataset: Dataset,
    /// Names of the columns: canonical names, in the schema's order.
    pub columns: Vec<&'static str>,
    cells: Vec<Value>,
}

impl Table {
    /// A table without rows. Every name must be a column of the dataset's schema: a test holds that for all tables made
    /// here.
    #[must_use]
    pub fn new(dataset: Dataset, columns: Vec<&'static str>) -> Self {
        Self { dataset, columns, cells: Vec::new() }
    }

    /// Adds a row. Missing cells at its end are empty, cells beyond the columns are dropped.
    pub fn push(&mut self, row: &[Value]) {
        let width = self.columns.len();
        self.cells.extend_from_slice(&row[..row.len().min(width)]);
        let length = self.cells.len().next_multiple_of(width.max(1));
        self.cells.resize(length, Value::Empty);
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns.len().max(1)
    }

    /// The cells of a row; none beyond the end.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Value] {
        let width = self.columns.len();
        self.cells.get(row * width..(row + 1) * width).unwrap_or(&[])
    }

    /// The place of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == name)
    }

    /// A cell; empty where there is none.
    #[must_use]
    pub fn get(&self, row: usize, column: &str) -> Value {
        self.column(column).and_then(|place| self.row(row).get(place).copied()).unwrap_or(Value::Empty)
    }

    /// Replaces a cell. Says whether there is such a cell.
    pub fn set(&mut self, row: usize, column: &str, value: Value) -> bool {
        let width = self.columns.len();
        let Some(place) = self.column(column) else { return false };
        match self.cells.get_mut(row * width + place) {
            Some(cell) => {
                *cell = value;
                true
            }
            None => false,
        }
    }

    /// Takes a row out. Nothing happens beyond the end.
    pub fn remove(&mut self, row: usize) {
        let width = self.columns.len();
        if row < self.rows() {
            self.cells.drain(row * width..(row + 1) * width);
        }
    }

    /// Takes a column out, as a site that does not record it would.
    pub fn remove_column(&mut self, name: &str) {
        if let Some(place) = self.column(name) {
            let width = self.columns.len();
            let mut index = 0;
            self.cells.retain(|_| {
                index += 1;
                (index - 1) % width != place
            });
            self.columns.remove(place);
        }
    }
}

/// All tables of one site for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Extract {
    /// Label of the period.
    pub period: String,
    /// The tables, one for each dataset the site sends.
    pub tables: Vec<Table>,
}

impl Extract {
    /// The table of a dataset.
    #[must_use]
    pub fn table(&self, dataset: Dataset) -> Option<&Table> {
        self.tables.iter().find(|table| table.dataset == dataset)
    }

    /// The table of a dataset, to be changed.
    pub fn table_mut(&mut self, dataset: Dataset) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.dataset == dataset)
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, Value};
    use wres_domain::Dataset;

    fn table() -> Table {
        let mut table = Table::new(Dataset::Leavers, vec!["person_id", "left_on", "reason"]);
        table.push(&[Value::Id("", 1), Value::Day(0)]);
        table.push(&[Value::Id("", 2), Value::Day(1), Value::Code("death"), Value::Flag(true)]);
        table
    }

    #[test]
    fn short_rows_are_filled_and_long_ones_cut() {
        let table = table();
        assert_eq!(table.rows(), 2);
        assert_eq!(table.get(0, "reason"), Value::Empty);
        assert_eq!(table.get(1, "reason"), Value::Code("death"));
    }

    #[test]
    fn cells_beyond_the_table_are_empty_and_cannot_be_set() {
        let mut table = table();
        assert_eq!((table.get(2, "reason"), table.get(0, "other")), (Value::Empty, Value::Empty));
        assert!(!table.set(2, "reason", Value::Empty) && !table.set(0, "other", Value::Empty));
        assert!(table.set(0, "reason", Value::Code("tupe")));
        assert_eq!(table.get(0, "reason"), Value::Code("tupe"));
    }

    #[test]
    fn a_column_that_is_taken_out_leaves_the_others_in_place() {
        let mut table = table();
        table.remove_column("left_on");
        assert_eq!(table.row(1), [Value::Id("", 2), Value::Code("death")]);
        table.remove(0);
        assert_eq!(table.get(0, "person_id"), Value::Id("", 2));
    }
}
