//! Brings the blocks of a table together: in order, without repeats, with their findings.

use crate::{
    codes::Coder,
    findings::{CellIssues, ColumnWords, Kind, Shown, cell_findings, count_of, finding},
    receipt::{FoundCells, SetAside},
    table::{
        block::{BlockRows, PartialBatch, TOTALS, WHOLE_ROW},
        column::CellReader,
        identifier::LENGTHS,
        plan::TablePlan,
        totals::{Sums, TotalRow},
    },
    values::Trouble,
};
use arrow::{
    array::{ArrayRef, BooleanArray, UInt32Array, UInt64Array},
    compute::filter,
    error::ArrowError,
};
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::{Finding, Location, RowLedger, Severity};

/// Rows of a table that go on, with their row numbers in the file.
pub(crate) struct ReadyBatch {
    /// One array for each column of the lake but the provenance; `None` where it is not supplied.
    pub(crate) columns: Vec<Option<ArrayRef>>,
    pub(crate) rows: UInt32Array,
}

/// A table being read.
pub(crate) struct TableReading {
    pub(crate) plan: Arc<TablePlan>,
    pub(crate) ledger: RowLedger,
    pub(crate) set_aside: SetAside,
    /// Rows of the blocks so far.
    pub(crate) offset: u32,
    issues: CellIssues,
    /// Whether rows were not compared because there were too many.
    pub(crate) beyond: bool,
    totals: Vec<TotalRow>,
    sums: Sums,
    lengths: Vec<[u64; LENGTHS]>,
    second_table: Option<u32>,
    place: Location,
}

impl TableReading {
    pub(crate) fn new(plan: Arc<TablePlan>, place: Location) -> Self {
        Self {
            lengths: vec![[0; LENGTHS]; plan.columns.len()],
            plan,
            ledger: RowLedger::default(),
            set_aside: SetAside::default(),
            offset: 0,
            issues: CellIssues::default(),
            beyond: false,
            totals: Vec::new(),
            sums: Sums::default(),
            second_table: None,
            place,
        }
    }

    /// Takes the next block, whose rows are counted from `offset`, and gives the batches that go on.
    pub(crate) fn accept(&mut self, block: BlockRows, offset: u32) -> Result<Vec<ReadyBatch>, ArrowError> {
        self.offset = offset.saturating_add(block.rows);
        if self.second_table.is_some() {
            self.set_aside.notes +=
                block.read + block.set_aside.header + block.set_aside.totals + block.set_aside.notes;
            self.set_aside.blank += block.set_aside.blank;
            return Ok(Vec::new());
        }
        self.second_table = block.second_table.map(|row| row.saturating_add(offset));
        for total in block.totals.into_iter().take(TOTALS.saturating_sub(self.totals.len())) {
            let data_before = total.data_before + self.ledger.read;
            self.totals.push(TotalRow { row: total.row.saturating_add(offset), data_before, ..total });
        }
        self.ledger.read += block.read;
        self.ledger.rejected += block.rejected;
        self.set_aside += block.set_aside;
        self.issues.append(block.issues, offset);
        self.sums.append(block.sums);
        for (own, later) in self.lengths.iter_mut().zip(block.lengths) {
            own.iter_mut().zip(later).for_each(|(own, later)| *own += later);
        }
        block.batches.into_iter().filter_map(|batch| self.without_repeats(batch, offset).transpose()).collect()
    }

    fn without_repeats(&mut self, batch: PartialBatch, offset: u32) -> Result<Option<ReadyBatch>, ArrowError> {
        let PartialBatch { mut columns, rows, repeated, .. } = batch;
        let mut rows: Vec<u32> = rows.into_iter().map(|row| row.saturating_add(offset)).collect();
        if !repeated.is_empty() {
            let mut keep = vec![true; rows.len()];
            for at in repeated.iter().map(|at| *at as usize) {
                if let (Some(keep), Some(row)) = (keep.get_mut(at), rows.get(at)) {
                    *keep = false;
                    self.issues.add(WHOLE_ROW, Trouble::Repeat, *row, || Shown::Shape(String::new()));
                }
            }
            let mask = BooleanArray::from(keep.clone());
            for array in columns.iter_mut().flatten() {
                *array = filter(array, &mask)?;
            }
            let mut kept = keep.iter();
            rows.retain(|_| kept.next().copied().unwrap_or(false));
            self.ledger.duplicate += repeated.len() as u64;
        }
        self.ledger.kept += rows.len() as u64;
        for (column, hasher) in &self.plan.numbered {
            // A row number is a key within its table only, so the table is part of it.
            let (file, sheet) = (self.place.file.as_deref(), self.place.sheet.as_deref());
            let table = format!("{}\u{1F}{}", file.unwrap_or_default(), sheet.unwrap_or_default());
            let key = |row: &u32| hasher.hash(format!("{table}\u{1F}{row}").as_bytes());
            if let Some(array) = columns.get_mut(*column) {
                *array = Some(Arc::new(UInt64Array::from_iter_values(rows.iter().map(key))));
            }
        }
        Ok((!rows.is_empty()).then(|| ReadyBatch { columns, rows: UInt32Array::from(rows) }))
    }

    /// Ends the table: its findings and all their cells. Indices of findings count from the first one given.
    pub(crate) fn finish(mut self) -> (RowLedger, SetAside, Vec<Finding>, Vec<FoundCells>) {
        // A refused table has kept nothing; what a second header cuts off was never read.
        let words = self.column_words();
        let issues = std::mem::take(&mut self.issues);
        let (mut findings, cells) = cell_findings(issues, &words, self.plan.dataset, &self.place, 0);
        self.about_rows(&mut findings);
        self.about_totals(&mut findings);
        self.about_identifiers(&mut findings);
        (self.ledger, self.set_aside, findings, cells)
    }

    fn push(
        &self,
        findings: &mut Vec<Finding>,
        kind: Kind,
        severity: Severity,
        row: Option<u32>,
        found: String,
        expected: &str,
    ) {
        let place = Location { row: row.map(u64::from), ..self.place.clone() };
        findings.push(finding(kind, severity, Some(self.plan.dataset), place, found, expected));
    }

    fn about_rows(&self, findings: &mut Vec<Finding>) {
        use Severity::{Error, Information};
        if let Some(row) = self.second_table {
            let found = "another header below the table".to_owned();
            self.push(findings, Kind::SecondTable, Error, Some(row), found, "one table on a sheet");
        }
        if self.set_aside.header > u64::from(self.header_rows()) && self.second_table.is_none() {
            let again = self.set_aside.header - u64::from(self.header_rows());
            self.push(
                findings,
                Kind::HeaderRepeated,
                Information,
                None,
                format!("the header again, in {}", count_of(again, "row")),
                "it once",
            );
        }
        if self.header_rows() > 1 {
            let found = "a header over two rows".to_owned();
            self.push(
                findings,
                Kind::HeaderTwoRows,
                Information,
                Some(self.plan.header_row),
                found,
                "a header in one row",
            );
        }
        if self.set_aside.notes > 0 && self.second_table.is_none() {
            let found = format!("{} of titles or notes", count_of(self.set_aside.notes, "row"));
            self.push(findings, Kind::NotesAround, Information, None, found, "a table and nothing else");
        }
        if self.beyond {
            let found = "more rows than are remembered".to_owned();
            self.push(findings, Kind::Ledger, Information, None, found, "fewer rows than the limit `repeat_rows`");
        }
        if self.ledger.read == 0 {
            let found = "a header and no rows".to_owned();
            self.push(
                findings,
                Kind::NoRows,
                Severity::Query,
                Some(self.plan.header_row),
                found,
                "rows below the header",
            );
        }
    }

    fn header_rows(&self) -> u32 {
        self.plan.header_row - self.plan.header_first + 1
    }

    /// Totals against the rows that they add up.
    fn about_totals(&self, findings: &mut Vec<Finding>) {
        if self.totals.is_empty() {
            return;
        }
        let found = format!("{} of totals", count_of(self.set_aside.totals, "row"));
        let row = self.totals.first().map(|total| total.row);
        self.push(findings, Kind::TotalsSetAside, Severity::Information, row, found, "rows that add up nothing");
        let mut before = 0;
        for total in &self.totals {
            let wrong = match &total.returned {
                Some((key, totals)) => self.sums.of(key).and_then(|sums| {
                    let differs = |index: usize| sums[index].zip(totals[index]).filter(|(sum, total)| sum != total);
                    let (sum, total) = differs(0).or_else(|| differs(1))?;
                    Some(format!("a total of {total} over rows that add up to {sum}"))
                }),
                None => {
                    let since = total.data_before - before;
                    // All rows so far, those since the last total, or all rows of a total above them.
                    let sums = [total.data_before, since, self.ledger.read].map(|n| n as i64);
                    let fits = total.numbers.iter().any(|n| sums.contains(n));
                    match &total.numbers[..] {
                        [number] if !fits => {
                            Some(format!("a total of {number} below {}", count_of(total.data_before, "row")))
                        }
                        _ => None,
                    }
                }
            };
            before = total.data_before;
            if let Some(found) = wrong {
                self.push(
                    findings,
                    Kind::TotalsDiffer,
                    Severity::Query,
                    Some(total.row),
                    found,
                    "a total of the rows above",
                );
            }
        }
    }

    /// Identifiers of which a few are shorter than nearly all others.
    fn about_identifiers(&self, findings: &mut Vec<Finding>) {
        for (column, lengths) in self.plan.columns.iter().zip(&self.lengths) {
            let total: u64 = lengths.iter().sum();
            let Some((usual, most)) = lengths.iter().enumerate().max_by_key(|(_, n)| **n) else { continue };
            let shorter: u64 = lengths.iter().take(usual).sum();
            let longer: u64 = lengths.iter().skip(usual + 1).sum();
            // Numbers counted up from 1 have many lengths; one length for nine in ten, a few shorter and none longer do not.
            if total >= 20 && *most * 10 >= total * 8 && shorter > 0 && longer == 0 && shorter * 5 <= total {
                let place = self.place.clone().column(column.position, &column.header);
                let found = format!(
                    "{} of fewer than {usual} digits, which the other {most} have",
                    count_of(shorter, "identifier")
                );
                let dataset = Some(self.plan.dataset);
                let mut finding = finding(
                    Kind::IdZeros,
                    Severity::Query,
                    dataset,
                    place,
                    found,
                    "identifiers as the source system writes them",
                );
                finding.count = shorter;
                findings.push(finding);
            }
        }
    }

    fn column_words(&self) -> Vec<ColumnWords> {
        let mut words: Vec<ColumnWords> = self
            .plan
            .columns
            .iter()
            .map(|column| ColumnWords {
                position: column.position,
                header: column.header.clone(),
                kind: column.kind.clone(),
                unit: column.unit.clone(),
                required: column.required || column.decides,
                sensitivity: column.sensitivity,
                suggest: BTreeMap::new(),
            })
            .collect();
        for (position, trouble, value) in self.issues.values() {
            let column = self.plan.columns.iter().position(|column| column.position == position);
            let Some((planned, words)) = column.and_then(|at| Some((self.plan.columns.get(at)?, words.get_mut(at)?)))
            else {
                continue;
            };
            if let Some(suggestion) = suggestion(&planned.reader, trouble, value) {
                words.suggest.insert(value.to_owned(), suggestion);
            }
        }
        words
    }
}

/// What a value that is in no list may mean: for a person to decide.
fn suggestion(reader: &CellReader, trouble: Trouble, value: &str) -> Option<String> {
    match (reader, trouble) {
        (CellReader::Code { .. }, Trouble::EthnicityUnknown) => {
            let hint = Coder::ethnicity_hint(value);
            match (hint.suggestion, hint.why) {
                (Some((code, label)), why) => {
                    let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
                    Some(format!("It may mean `{code}` ({label}){why}; a person has to say so."))
                }
                (None, Some(why)) => Some(format!("{why}. Ask the person or the site.")),
                (None, None) => None,
            }
        }
        (CellReader::Code { coder, .. }, Trouble::CodeUnknown) => {
            let nearest: Vec<String> = coder.nearest(value).into_iter().map(|code| format!("`{code}`")).collect();
            Some(match coder.alike(value) {
                Some(code) => format!("Perhaps `{code}` is meant. The nearest are {}.", nearest.join(", ")),
                None => format!("The nearest are {}.", nearest.join(", ")),
            })
        }
        (CellReader::Grade(rungs), Trouble::GradeUnmapped) => {
            rungs.alike(value).map(|rung| format!("A grade much like it is on rung {rung}."))
        }
        _ => None,
    }
}
