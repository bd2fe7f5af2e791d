//! Totals in the file, used to check that all rows are there.

use crate::raw::split::Row;
use std::collections::BTreeMap;

/// A total that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TotalRow {
    /// Row, counted from the start of the block.
    pub(crate) row: u32,
    /// Rows of data in the block before it.
    pub(crate) data_before: u64,
    /// Whole numbers in the row.
    pub(crate) numbers: Vec<i64>,
    /// For returns: which cells it adds up, and its cases and base, where they are numbers.
    pub(crate) returned: Option<(String, [Option<i64>; 2])>,
}

/// Sums of the cells of returns: cases and base of each indicator, stratum and service. `None` once a mark is among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    sums: BTreeMap<String, [Option<i64>; 2]>,
    /// There were too many to hold, so none can be relied on.
    full: bool,
}

/// Most different sums that are held. A table with more has its totals unchecked.
const KEYS: usize = 100_000;

/// Positions of the columns that a total of returns is checked by.
#[derive(Debug, Clone)]
pub(crate) struct ReturnColumns {
    pub(crate) key: Vec<usize>,
    pub(crate) counts: [usize; 2],
}

impl ReturnColumns {
    /// The cells that a row belongs to.
    fn key(&self, row: &Row<'_>) -> String {
        self.key.iter().map(|&position| row.get(position).trim()).collect::<Vec<_>>().join("\u{1F}")
    }

    fn counts(&self, row: &Row<'_>) -> [Option<i64>; 2] {
        self.counts.map(|position| whole(row.get(position)))
    }

    pub(crate) fn add(&self, row: &Row<'_>, sums: &mut Sums) {
        let key = self.key(row);
        sums.add(key, self.counts(row));
    }

    fn total(&self, row: &Row<'_>) -> (String, [Option<i64>; 2]) {
        (self.key(row), self.counts(row))
    }
}

impl TotalRow {
    pub(crate) fn new(row_number: u32, data_before: u64, row: &Row<'_>, returns: Option<&ReturnColumns>) -> Self {
        let numbers = row.iter().filter_map(|cell| whole(cell).or_else(|| after_colon(cell))).collect();
        Self { row: row_number, data_before, numbers, returned: returns.map(|columns| columns.total(row)) }
    }
}

impl Sums {
    fn add(&mut self, key: String, counts: [Option<i64>; 2]) {
        if self.sums.len() >= KEYS && !self.sums.contains_key(&key) {
            self.full = true;
            return;
        }
        let entry = self.sums.entry(key).or_insert([Some(0), Some(0)]);
        for (sum, count) in entry.iter_mut().zip(counts) {
            *sum = sum.zip(count).and_then(|(sum, count)| sum.checked_add(count));
        }
    }

    pub(crate) fn append(&mut self, later: Self) {
        self.full |= later.full;
        later.sums.into_iter().for_each(|(key, counts)| self.add(key, counts));
    }

    /// Cases and base of a key, if they can be relied on.
    pub(crate) fn of(&self, key: &str) -> Option<&[Option<i64>; 2]> {
        if self.full { None } else { self.sums.get(key) }
    }
}

fn whole(cell: &str) -> Option<i64> {
    match crate::values::integer(crate::values::trim(cell)) {
        crate::values::Read::Value(value) => Some(value),
        _ => None,
    }
}

/// `Total: 214`.
fn after_colon(cell: &str) -> Option<i64> {
    whole(cell.rsplit_once([':', '=']).map(|(_, number)| number)?)
}
