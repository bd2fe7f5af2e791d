//! Reads the rows of a block into typed columns.

use crate::{
    findings::{CellIssues, Shown},
    layout::RowRole,
    raw::split::{Row, Rows},
    receipt::SetAside,
    table::{
        column::{Cells, ColumnState, Noted, Notes},
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

/// Reads rows, a few hundred at a time: first it is told which of them are data, then each column is read down.
pub(crate) struct BlockReader<'a> {
    plan: &'a TablePlan,
    columns: Vec<ColumnState>,
    keep: Vec<bool>,
    rows: Vec<u32>,
    hashes: Vec<u64>,
    out: BlockRows,
    /// Whether the row before was not data, so that another table may begin.
    after_gap: bool,
    /// How many more rejected rows are looked at for being the header of a second table.
    suspects: u32,
    part: Part,
}

/// Rows that are read together, before they count.
#[derive(Default)]
struct Part {
    /// The rows that are read into columns, and for each whether it can be kept.
    data: Vec<u32>,
    keep: Vec<bool>,
    /// All rows of data: which, and for one that is not read into columns, why.
    judged: Vec<(u32, Option<Trouble>)>,
    /// Totals, each with how many rows of data are before it.
    totals: Vec<(u32, u64)>,
    set_aside: SetAside,
    noted: Vec<Noted>,
    after_gap: bool,
}

impl Part {
    fn clear(&mut self, after_gap: bool) {
        self.data.clear();
        self.keep.clear();
        self.judged.clear();
        self.totals.clear();
        self.noted.clear();
        self.set_aside = SetAside::default();
        self.after_gap = after_gap;
    }
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
            after_gap: false,
            suspects: 1000,
            part: Part::default(),
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
    pub(crate) fn row(&mut self, row: &Row<'_>, row_number: u32) -> Result<(), ArrowError> {
        self.rows(&Rows::one(row, &[row.extent()]), row_number)
    }

    /// Reads rows that follow one another, the first of them having this number.
    pub(crate) fn rows(&mut self, rows: &Rows<'_>, first_number: u32) -> Result<(), ArrowError> {
        let Some(last) = (rows.len() as u32).checked_sub(1) else { return Ok(()) };
        self.out.rows = first_number.saturating_add(last);
        if self.out.second_table.is_some() {
            self.out.set_aside.notes += rows.len() as u64;
            return Ok(());
        }
        if self.rows.len() + rows.len() > BATCH_ROWS {
            self.flush()?;
        }
        let mut part = std::mem::take(&mut self.part);
        let header = self.judge(rows, rows.len(), &mut part);
        self.columns.iter_mut().for_each(ColumnState::mark);
        self.read(rows, &mut part);
        // A row that could not be read may prove to be the header of another table: then what follows it was never a row.
        let header = match self.rejected_header(rows, &part) {
            Some(header) => {
                let before = self.rows.len();
                self.columns.iter_mut().for_each(|column| column.take_back(before));
                self.judge(rows, header, &mut part);
                self.read(rows, &mut part);
                Some(header)
            }
            None => header,
        };
        self.settle(rows, first_number, &part);
        if let Some(header) = header {
            self.out.second_table = Some(first_number.saturating_add(header as u32));
            self.out.set_aside.header += 1;
            self.out.set_aside.notes += (rows.len() - header - 1) as u64;
        }
        self.part = part;
        Ok(())
    }

    /// Says what each of the first rows is. Gives the header of a second table that begins after a gap; there the judging ends.
    fn judge(&self, rows: &Rows<'_>, end: usize, part: &mut Part) -> Option<usize> {
        let plan = self.plan;
        part.clear(self.after_gap);
        for index in 0..end {
            let row = rows.row(index);
            let role = plan.judge.judge(&row);
            if role == RowRole::Data {
                if part.after_gap && self.is_header(&row) {
                    return Some(index);
                }
                part.after_gap = false;
                let trouble = self.trouble_of_row(&row);
                if trouble.is_none() && !plan.refused {
                    part.data.push(index as u32);
                }
                part.judged.push((index as u32, trouble));
                continue;
            }
            part.after_gap = true;
            match role {
                RowRole::Data => {}
                RowRole::Blank => part.set_aside.blank += 1,
                RowRole::Note => part.set_aside.notes += 1,
                RowRole::Header => part.set_aside.header += 1,
                RowRole::Total => {
                    part.set_aside.totals += 1;
                    part.totals.push((index as u32, self.out.read + part.judged.len() as u64));
                }
            }
        }
        None
    }

    /// Why a row is not read at all.
    #[inline]
    fn trouble_of_row(&self, row: &Row<'_>) -> Option<Trouble> {
        let plan = self.plan;
        let beyond = |cell: &str| !cell.is_empty() && !values::is_footnote(cell);
        if row.len() > plan.width && (plan.width..row.len()).any(|index| beyond(values::trim(row.get(index)))) {
            Some(Trouble::RowTooWide)
        } else {
            row.is_longer_than(plan.cell_bytes).then_some(Trouble::CellTooLong)
        }
    }

    /// Reads the rows of data into the columns.
    fn read(&mut self, rows: &Rows<'_>, part: &mut Part) {
        let Part { data, keep, noted, .. } = part;
        keep.resize(data.len(), true);
        let cells = Cells { rows: *rows, data, missing: &self.plan.missing };
        for (place, (column, state)) in self.plan.columns.iter().zip(&mut self.columns).enumerate() {
            column.read(
                &cells,
                state,
                &mut Notes { column: place, required: column.required, decides: column.decides, noted, keep },
            );
        }
    }

    /// The first row that could not be kept and is the header of another table.
    fn rejected_header(&self, rows: &Rows<'_>, part: &Part) -> Option<usize> {
        if self.suspects == 0 || self.plan.refused {
            return None;
        }
        let mut suspects = rejected(part).take(self.suspects as usize);
        suspects.find(|&index| self.is_header(&rows.row(index)))
    }

    /// Counts rows that have been read.
    fn settle(&mut self, rows: &Rows<'_>, first_number: u32, part: &Part) {
        let plan = self.plan;
        let number = |index: u32| first_number.saturating_add(index);
        let dropped = rejected(part).count();
        self.out.read += part.judged.len() as u64;
        self.out.rejected += dropped as u64;
        self.suspects = self.suspects.saturating_sub(dropped as u32);
        self.after_gap = part.after_gap;
        self.out.set_aside += part.set_aside;
        for &(index, data_before) in part.totals.iter().take(TOTALS.saturating_sub(self.out.totals.len())) {
            let row = rows.row(index as usize);
            self.out.totals.push(TotalRow::new(number(index), data_before, &row, plan.returns.as_ref()));
        }
        for &(index, trouble) in &part.judged {
            let malformed = rows.row(index as usize).is_malformed().then_some(Trouble::Malformed);
            for trouble in trouble.into_iter().chain(malformed) {
                self.out.issues.add(WHOLE_ROW, trouble, number(index), || Shown::Shape(String::new()));
            }
        }
        let cells = Cells { rows: *rows, data: &part.data, missing: &plan.missing };
        for &(row, column, trouble) in &part.noted {
            let Some(column) = plan.columns.get(column) else { continue };
            let index = part.data.get(row as usize).copied().unwrap_or(0);
            let shown = || column.shown(cells.get(row, column.position), trouble);
            self.out.issues.add(column.position, trouble, number(index), shown);
        }
        if let Some(returns) = &plan.returns {
            let kept = part.data.iter().zip(&part.keep).filter(|(_, keep)| **keep);
            kept.for_each(|(&index, _)| returns.add(&rows.row(index as usize), &mut self.out.sums));
        }
        let hash = |&index: &u32| if plan.drops_repeats { rows.row(index as usize).hash() } else { 0 };
        self.hashes.extend(part.data.iter().map(hash));
        self.rows.extend(part.data.iter().map(|&index| number(index)));
        self.keep.extend(&part.keep);
    }

    /// Whether the cells of a row are names of columns: the header of another table.
    fn is_header(&self, row: &Row<'_>) -> bool {
        let named = row.iter().filter(|cell| self.plan.names.contains(&normalise(cell))).count();
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        named >= 3.min(self.plan.columns.len()) && named * 2 > filled && named >= 2
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

/// The rows of data that cannot be kept, in their order.
fn rejected(part: &Part) -> impl Iterator<Item = usize> {
    let mut keep = part.keep.iter();
    part.judged.iter().filter_map(move |&(index, trouble)| {
        let kept = trouble.is_none() && keep.next().copied().unwrap_or(false);
        (!kept).then_some(index as usize)
    })
}
