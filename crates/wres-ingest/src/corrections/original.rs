//! Rows of a submission as the site wrote them, for a workbook in which they are to be put right.

use crate::{
    context::Limits,
    corrections::{
        allowed::allowed,
        overlay::{Corrections, Overlay},
        workbook::take_corrections,
    },
    error::IngestError,
    layout::find_header,
    mapping::{SiteMapping, Source},
    raw::{
        fingerprint::Fingerprints,
        format::Format,
        parquet,
        split::{Row, Splitter},
        text::{TextFile, TextOptions, text_of},
        unit::{Unit, units},
        workbook::Workbook,
    },
    submission::{Sample, Submission, discover, sources_of},
    values::trim,
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Note};

/// Rows that are wanted of one table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WantedRows {
    /// Name of the file, as in its receipt.
    pub file: String,
    /// Sheet, for a workbook.
    pub sheet: Option<String>,
    /// Rows as a spreadsheet numbers them.
    pub rows: BTreeSet<u32>,
}

/// A table as the site wrote it, as far as its rows were wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalTable {
    /// Name of the file.
    pub file: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Sheet, for a workbook.
    pub sheet: Option<String>,
    /// The dataset that it was read as.
    pub dataset: Dataset,
    /// The headers of all columns, in the site's order.
    pub header: Vec<String>,
    /// Canonical column to its place, the first being 0.
    pub places: BTreeMap<String, u32>,
    /// Words that a column may hold, by its place, where there is a list of them.
    pub allowed: BTreeMap<u32, Vec<String>>,
    /// The rows in the order of the file.
    pub rows: Vec<OriginalRow>,
    /// Wanted rows that were left out, because there are too many or a cell of theirs is too long for a spreadsheet.
    pub left_out: u64,
}

/// A row as it stands: as the site sent it, with the corrections that it has sent since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalRow {
    /// Its number in the file.
    pub number: u32,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
    /// Whether the site has corrected it before.
    pub corrected: bool,
}

/// Longest cell that a spreadsheet holds, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Reads rows of a submission again, as the site wrote them, for itself alone: identifiers and all else are in the clear. Rows
/// that the site has corrected before are among them. At most `most` rows of a table are given.
///
/// # Errors
/// [`IngestError`] if the submission cannot be listed, or a table of which rows are wanted cannot be read again.
pub fn original_rows(
    submission: &Submission,
    mapping: &SiteMapping,
    limits: Limits,
    fingerprints: &Fingerprints,
    wanted: &[WantedRows],
    most: usize,
) -> Result<(Vec<OriginalTable>, Vec<Note>), IngestError> {
    let (mapping, _) = mapping.settled();
    let (mut files, _) = discover(submission, &limits)?;
    let corrections = take_corrections(&mut files, &mapping, limits);
    let mut tables = Vec::new();
    if wanted.is_empty() && corrections.tables.is_empty() {
        return Ok((tables, corrections.notes));
    }
    for file in &files {
        // A file that cannot be opened gave no rows, so that none of it are wanted; that is a finding of the reading.
        let Ok(units) = units(&file.path, &file.name, limits, fingerprints) else { continue };
        for unit in &units {
            for (_, source) in sources_of(unit, &mapping).into_iter().filter(|(_, source)| source.confirmed) {
                let again =
                    |error: std::io::Error| IngestError::Again { file: unit.name.clone(), message: error.to_string() };
                let blake3 = &fingerprints.blake3(&file.path).map_err(again)?;
                for wanted in wanted_of(unit, blake3, wanted, &corrections) {
                    let overlay = corrections.of(blake3, &unit.name, wanted.sheet.as_deref());
                    let reader = TableReader { unit, source, mapping: &mapping, wanted: &wanted, overlay, most };
                    tables.extend(reader.read(blake3)?);
                }
            }
        }
    }
    Ok((tables, corrections.notes))
}

/// What is wanted of a unit: what was asked for, and what was corrected before.
fn wanted_of(unit: &Unit, blake3: &str, wanted: &[WantedRows], corrections: &Corrections) -> Vec<WantedRows> {
    let mut of_unit: BTreeMap<Option<String>, BTreeSet<u32>> = BTreeMap::new();
    for wanted in wanted.iter().filter(|wanted| wanted.file == unit.name) {
        of_unit.entry(wanted.sheet.clone()).or_default().extend(&wanted.rows);
    }
    for overlay in corrections.tables.iter().filter(|overlay| overlay.blake3 == blake3) {
        if corrections.of(blake3, &unit.name, overlay.sheet.as_deref()) == Some(overlay) {
            of_unit.entry(overlay.sheet.clone()).or_default().extend(overlay.rows.keys());
        }
    }
    of_unit.into_iter().map(|(sheet, rows)| WantedRows { file: unit.name.clone(), sheet, rows }).collect()
}

struct TableReader<'a> {
    unit: &'a Unit,
    source: &'a Source,
    mapping: &'a SiteMapping,
    wanted: &'a WantedRows,
    overlay: Option<&'a Overlay>,
    most: usize,
}

impl TableReader<'_> {
    /// Reads the rows; `None` if the unit has no such table.
    fn read(&self, blake3: &str) -> Result<Option<OriginalTable>, IngestError> {
        let (mut sample, mut sampling) = (Sample::default(), true);
        let (mut rows, mut left_out) = (Vec::new(), 0);
        let last = self.wanted.rows.last().copied().unwrap_or(0);
        let read = self.each_row(&mut |number, row| {
            sampling = sampling && sample.push(number, row);
            if self.wanted.rows.contains(&number) {
                match self.row(number, row).filter(|_| rows.len() < self.most) {
                    Some(row) => rows.push(row),
                    None => left_out += 1,
                }
            }
            sampling || number < last
        });
        match read {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(message) => return Err(IngestError::Again { file: self.unit.name.clone(), message }),
        }
        let dataset = self.source.dataset;
        let Some(found) = find_header(&sample.rows, dataset, self.source) else { return Ok(None) };
        let mut header = found.cells.clone();
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        header.resize(header.len().max(widest), String::new());
        let used = |index: usize| {
            header.get(index).is_some_and(|cell| !cell.is_empty())
                || rows.iter().any(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty()))
        };
        let width = (0..header.len()).rev().find(|&index| used(index)).map_or(0, |index| index + 1);
        header.truncate(width);
        for cell in &mut header {
            *cell = shortened(cell);
        }
        for row in &mut rows {
            row.cells.resize(width, String::new());
        }
        let (mut places, mut lists) = (BTreeMap::new(), BTreeMap::new());
        for (column, place) in dataset.schema().columns.iter().zip(&found.positions) {
            let Some(place) = *place else { continue };
            places.insert(column.name.clone(), place);
            let words = allowed(self.mapping, self.source, column);
            if !words.is_empty() {
                lists.insert(place, words);
            }
        }
        Ok(Some(OriginalTable {
            file: self.unit.name.clone(),
            blake3: blake3.to_owned(),
            sheet: self.wanted.sheet.clone(),
            dataset,
            header,
            places,
            allowed: lists,
            rows,
            left_out,
        }))
    }

    /// A row as it stands; `None` if a spreadsheet cannot hold it.
    fn row(&self, number: u32, row: &Row<'_>) -> Option<OriginalRow> {
        let corrected = self.overlay.and_then(|overlay| overlay.row(number, row));
        let cells = |row: &Row<'_>| -> Vec<String> { row.iter().map(|cell| trim(cell).to_owned()).collect() };
        let now = corrected.as_ref().map_or_else(|| cells(row), |corrected| cells(&corrected.row()));
        let fits = now.iter().all(|cell| cell.len() <= LONGEST && !cell.chars().any(unfit));
        fits.then_some(OriginalRow { number, cells: now, corrected: corrected.is_some() })
    }

    /// Goes through the rows until the sink wants no more; whether there is such a table, or why it cannot be read.
    fn each_row(&self, sink: &mut dyn FnMut(u32, &Row<'_>) -> bool) -> Result<bool, String> {
        let Self { unit, source, wanted, .. } = self;
        match unit.format {
            Format::Text => {
                let Source { encoding, delimiter, quote, .. } = source;
                let options = TextOptions { encoding: encoding.as_deref(), delimiter: *delimiter, quote: *quote };
                let text = TextFile::open(&unit.source, options).map_err(said)?;
                let mut blocks = text.blocks().map_err(said)?;
                let mut number = 0;
                while let Some(block) = blocks.next_block().map_err(said)? {
                    let block = text_of(&block).ok_or("it is not the text that it was")?;
                    let mut splitter = Splitter::new(block, text.dialect);
                    while let Some(row) = splitter.next_row() {
                        number += 1;
                        if !sink(number, &row) {
                            return Ok(true);
                        }
                    }
                }
            }
            Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => {
                let mut book = Workbook::open(&unit.source, unit.format).map_err(said)?;
                let Some(sheet) = wanted.sheet.as_deref() else { return Ok(false) };
                book.inspect(sheet).map_err(said)?;
                book.rows(sheet, &mut |number, row| sink(number, &row)).map_err(said)?;
            }
            Format::Parquet => parquet::rows(&unit.source, &mut |number, row| sink(number, &row))?,
            Format::Gzip | Format::Zip | Format::Unreadable(_) => return Ok(false),
        }
        Ok(true)
    }
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The beginning of a header, as far as a spreadsheet holds it and a person reads it.
fn shortened(header: &str) -> String {
    const MOST: usize = 255;
    let clean = |c: char| if unfit(c) { '?' } else { c };
    if header.chars().count() <= MOST {
        return header.chars().map(clean).collect();
    }
    header.chars().take(MOST - 3).map(clean).chain("...".chars()).collect()
}

/// Characters that the XML of a workbook cannot hold.
fn unfit(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
