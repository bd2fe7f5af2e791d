//! Reads the rows of a block into typed columns.

use crate::{
    findings::{CellIssues, Shown},
    layout::RowRole,
    raw::split::Row,
    receipt::SetAside,
    table::{
        column::ColumnState,
        identifier::LENGTHS,
        plan::TablePlan,
        totals::{Sums, TotalRow},
    },
    values::{self, Trouble},
};
use arrow::{
    array::{ArrayRef, BooleanArray},
    compute::filter,
    error::ArrowError,
};
use wres_domain::normalise;

/// Most rows of a batch: a dictionary of 16 bits can then never be full.
pub(crate) const BATCH_ROWS: usize = 1 << 16;
/// Most totals that are checked.
pub(crate) const TOTALS: usize = 1000;
/// The position that findings about whole rows have.
pub(crate) const WHOLE_ROW: u32 = u32::MAX;

/// Rows of a block that can be kept, without provenance.
pub(crate) struct PartialBatch {
    /// One array for each column of the plan's lake columns; `None` where the table does not supply it.
    pub(crate) columns: Vec<Option<ArrayRef>>,
    /// Row of each, counted from the start of the block (the first is 1).
    pub(crate) rows: Vec<u32>,
    /// Hash of each row's text, until repeats have been looked for.
    pub(crate) hashes: Vec<u64>,
    /// Rows that repeat an earlier row of the table, by their place in the batch.
    pub(crate) repeated: Vec<u32>,
}

/// What a block held.
#[derive(Default)]
pub(crate) struct BlockRows {
    pub(crate) batches: Vec<PartialBatch>,
    /// All rows of the block, of whatever kind.
    pub(crate) rows: u32,
    /// Rows of data.
    pub(crate) read: u64,
    pub(crate) rejected: u64,
    pub(crate) set_aside: SetAside,
    pub(crate) issues: CellIssues,
    pub(crate) totals: Vec<TotalRow>,
    pub(crate) sums: Sums,
    /// Where a second table begins; what follows it was not read.
    pub(crate) second_table: Option<u32>,
    /// Lengths of identifiers of digits, for each column of the plan.
    pub(crate) lengths: Vec<[u64; LENGTHS]>,
}

/// Reads rows one by one.
pub(crate) struct BlockReader<'a> {
    plan: &'a TablePlan,
    columns: Vec<ColumnState>,
    keep: Vec<bool>,
    rows: Vec<u32>,
    hashes: Vec<u64>,
    out: BlockRows,
    scratch: String,
    /// Whether the row before was not data, so that another table may begin.
    after_gap: bool,
    /// How many more rejected rows are looked at for being the header of a second table.
    suspects: u32,
}

impl<'a> BlockReader<'a> {
    pub(crate) fn new(plan: &'a TablePlan) -> Self {
        Self {
            plan,
            columns: plan.columns.iter().map(|column| column.state()).collect(),
            keep: Vec::new(),
            rows: Vec::new(),
            hashes: Vec::new(),
            out: BlockRows::default(),
            scratch: String::new(),
            after_gap: false,
            suspects: 1000,
        }
    }

    /// Counts a row of the header or above it.
    pub(crate) fn skip(&mut self, row: &Row<'_>, row_number: u32, is_header: bool) {
        self.out.rows = row_number;
        let aside = &mut self.out.set_aside;
        if is_header {
            aside.header += 1;
        } else if row.iter().all(|cell| values::trim(cell).is_empty()) {
            aside.blank += 1;
        } else {
            aside.notes += 1;
        }
    }

    /// Reads a row. `row_number` counts from the start of the block (the first is 1).
    #[inline]
    pub(crate) fn row(&mut self, row: &Row<'_>, row_number: u32) -> Result<(), ArrowError> {
        self.out.rows = row_number;
        if self.out.second_table.is_some() {
            self.out.set_aside.notes += 1;
            return Ok(());
        }
        let role = self.plan.judge.judge(row);
        if role == RowRole::Data {
            if self.after_gap {
                self.after_gap = false;
                self.look_for_second_table(row, row_number);
                if self.out.second_table.is_some() {
                    return Ok(());
                }
            }
            return self.data(row, row_number);
        }
        self.after_gap = true;
        match role {
            RowRole::Data => Ok(()),
            RowRole::Blank => {
                self.out.set_aside.blank += 1;
                Ok(())
            }
            RowRole::Note => {
                self.out.set_aside.notes += 1;
                Ok(())
            }
            RowRole::Header => {
                self.out.set_aside.header += 1;
                Ok(())
            }
            RowRole::Total => {
                self.out.set_aside.totals += 1;
                if self.out.totals.len() < TOTALS {
                    self.out.totals.push(TotalRow::new(row_number, self.out.read, row, self.plan.returns.as_ref()));
                }
                Ok(())
            }
        }
    }

    #[inline]
    fn data(&mut self, row: &Row<'_>, row_number: u32) -> Result<(), ArrowError> {
        let plan = self.plan;
        self.out.read += 1;
        let mut keep = !plan.refused;
        let beyond = |cell: &str| !cell.is_empty() && !values::is_footnote(cell);
        if row.len() > plan.width && (plan.width..row.len()).any(|index| beyond(values::trim(row.get(index)))) {
            self.out.issues.add(WHOLE_ROW, Trouble::RowTooWide, row_number, || Shown::Shape(String::new()));
            keep = false;
        } else if row.is_longer_than(plan.cell_bytes) {
            self.out.issues.add(WHOLE_ROW, Trouble::CellTooLong, row_number, || Shown::Shape(String::new()));
            keep = false;
        } else if !plan.refused {
            for (column, state) in plan.columns.iter().zip(&mut self.columns) {
                let cell = values::trim(row.get(column.position as usize));
                let cell =
                    if plan.missing.is_empty() || !is_word(&plan.missing, cell, &mut self.scratch) { cell } else { "" };
                keep &= column.read(cell, row_number, state, &mut self.out.issues);
            }
            self.keep.push(keep);
            self.rows.push(row_number);
            self.hashes.push(if plan.drops_repeats { row.hash() } else { 0 });
        }
        if row.is_malformed() {
            self.out.issues.add(WHOLE_ROW, Trouble::Malformed, row_number, || Shown::Shape(String::new()));
        }
        if keep {
            if let Some(returns) = &plan.returns {
                returns.add(row, &mut self.out.sums);
            }
        } else {
            self.out.rejected += 1;
            if self.suspects > 0 && !plan.refused {
                self.suspects -= 1;
                self.look_for_second_table(row, row_number);
                if self.out.second_table.is_some() {
                    self.out.read -= 1;
                    self.out.rejected -= 1;
                }
            }
        }
        if self.rows.len() == BATCH_ROWS { self.flush() } else { Ok(()) }
    }

    /// A row whose cells are names of columns is the header of another table.
    fn look_for_second_table(&mut self, row: &Row<'_>, row_number: u32) {
        let named = row.iter().filter(|cell| self.plan.names.contains(&normalise(cell))).count();
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        if named >= 3.min(self.plan.columns.len()) && named * 2 > filled && named >= 2 {
            self.out.second_table = Some(row_number);
            self.out.set_aside.header += 1;
        }
    }

    /// Ends a batch.
    fn flush(&mut self) -> Result<(), ArrowError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut arrays = Vec::with_capacity(self.columns.len());
        for (column, state) in self.plan.columns.iter().zip(&mut self.columns) {
            arrays.push(state.builder.finish()?);
            column.next_batch(state);
        }
        let all = self.keep.iter().all(|keep| *keep);
        let (mut rows, mut hashes) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.hashes));
        let keep = std::mem::take(&mut self.keep);
        if !all {
            let mask = BooleanArray::from(keep.clone());
            for array in arrays.iter_mut().flatten() {
                *array = filter(array, &mask)?;
            }
            let mut kept = keep.iter();
            rows.retain(|_| kept.next().copied().unwrap_or(false));
            let mut kept = keep.iter();
            hashes.retain(|_| kept.next().copied().unwrap_or(false));
        }
        if !rows.is_empty() {
            let pick =
                |at: &Option<(usize, usize)>| at.and_then(|(column, part)| arrays.get(column)?.get(part).cloned());
            self.out.batches.push(PartialBatch {
                columns: self.plan.lake.iter().map(pick).collect(),
                rows,
                hashes,
                repeated: Vec::new(),
            });
        }
        Ok(())
    }

    /// Hands over what has been read since the last time.
    pub(crate) fn take(&mut self) -> Result<BlockRows, ArrowError> {
        self.flush()?;
        let mut out = std::mem::take(&mut self.out);
        out.lengths = self.columns.iter_mut().map(|column| std::mem::take(&mut column.lengths)).collect();
        // What follows a second table stays unread.
        self.out.second_table = out.second_table;
        self.out.rows = out.rows;
        Ok(out)
    }

    /// Counts rows that are not there because they are blank.
    pub(crate) fn blank(&mut self, rows: u32) {
        self.out.set_aside.blank += u64::from(rows);
    }
}

/// Whether a cell is one of some words in lower case.
fn is_word(words: &[String], cell: &str, scratch: &mut String) -> bool {
    if words.iter().all(|word| word.len() != cell.len()) {
        return false;
    }
    scratch.clear();
    scratch.extend(cell.chars().flat_map(char::to_lowercase));
    words.contains(scratch)
}
