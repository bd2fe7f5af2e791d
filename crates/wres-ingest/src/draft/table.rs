//! A table of a submission, as far as it is known before there is a mapping.

use crate::{
    context::Limits,
    layout::{Header, find_header},
    mapping::Source,
    raw::{
        TextRow,
        fingerprint::Fingerprints,
        format::Format,
        parquet,
        text::{TextFile, TextOptions},
        unit::{Unit, units},
        workbook::Workbook,
    },
    submission::{Sample, sample_text},
};
use std::{collections::BTreeMap, path::Path};
use wres_domain::{Dataset, normalise};

/// Rows among which a header is guessed.
const SEARCHED: usize = 20;
/// Fewest words of a guessed header.
const FEWEST: usize = 3;

/// The first rows of a table.
pub(super) struct DraftTable {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    pub(super) sample: Sample,
}

/// The tables of a file. A file that cannot be read has none.
pub(super) fn tables_of(path: &Path, name: &str, limits: Limits) -> Vec<DraftTable> {
    // What cannot be opened is said by the check that follows a draft.
    let Ok(units) = units(path, name, limits, &Fingerprints::default()) else { return Vec::new() };
    units.iter().flat_map(tables_of_unit).filter(|table| !table.sample.rows.is_empty()).collect()
}

fn tables_of_unit(unit: &Unit) -> Vec<DraftTable> {
    let file = unit.match_names.first().cloned().unwrap_or_default();
    let table = |sheet: Option<String>, sample: Sample| DraftTable { file: file.clone(), sheet, sample };
    match unit.format {
        Format::Text => {
            let text = TextFile::open(&unit.source, TextOptions::default());
            match text.and_then(|text| sample_text(&text, Sample::of_draft())) {
                Ok(sample) => vec![table(None, sample)],
                Err(_) => Vec::new(),
            }
        }
        Format::Parquet => {
            let mut sample = Sample::of_draft();
            let read = parquet::rows(&unit.source, &mut |number, row| sample.push(number, &row));
            if read.is_ok() { vec![table(None, sample)] } else { Vec::new() }
        }
        Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => {
            let Ok(mut book) = Workbook::open(&unit.source, unit.format) else { return Vec::new() };
            let sheets = book.sheets().to_vec();
            sheets
                .into_iter()
                .filter_map(|sheet| {
                    let mut sample = Sample::of_draft();
                    let read = book.rows(&sheet.name, &mut |number, row| sample.push(number, &row));
                    read.is_ok().then(|| table(Some(sheet.name), sample))
                })
                .collect()
        }
        Format::Gzip | Format::Zip | Format::Unreadable(_) => Vec::new(),
    }
}

impl DraftTable {
    /// Its name for a person.
    pub(super) fn name(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{}, sheet \"{sheet}\"", self.file),
            None => self.file.clone(),
        }
    }

    /// A source that says nothing but where the table is.
    pub(super) fn source(&self, dataset: Dataset) -> Source {
        let mut source = Source {
            dataset,
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            header_row: None,
            encoding: None,
            delimiter: None,
            quote: None,
            date_order: None,
            missing: Vec::new(),
            time_zone: None,
            columns: BTreeMap::new(),
            constants: BTreeMap::new(),
            together: BTreeMap::new(),
            numbered: Vec::new(),
            units: BTreeMap::new(),
            cut_offs: BTreeMap::new(),
            codelists: BTreeMap::new(),
            values: BTreeMap::new(),
            confirmed: false,
            guesses: Vec::new(),
        };
        if self.header(&source).is_none() {
            source.header_row = self.likely_header();
        }
        source
    }

    /// The first of the rows with most words and no number among them, where no row names a column: probably the header.
    fn likely_header(&self) -> Option<u32> {
        let words = |row: &&TextRow| {
            let filled: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
            let word = |cell: &&String| cell.chars().any(char::is_alphabetic) && cell.parse::<f64>().is_err();
            if filled.iter().all(word) { filled.len() } else { 0 }
        };
        let rows = self.sample.rows.iter().take(SEARCHED);
        let best = rows.rev().max_by_key(words).filter(|row| words(row) >= FEWEST)?;
        Some(best.number)
    }

    /// The dataset whose columns its header names best, with a score from 0 to 99 and why.
    pub(super) fn dataset(&self) -> Option<(Dataset, u8, String)> {
        let mut best: Option<(Dataset, u8, String)> = None;
        for &dataset in Dataset::ALL {
            let Some(header) = self.header(&self.source(dataset)) else { continue };
            let columns = &dataset.schema().columns;
            let named = |required: bool| {
                let hits = columns.iter().zip(&header.positions).filter(|(column, _)| column.required == required);
                hits.filter(|(_, position)| position.is_some()).count()
            };
            let required = columns.iter().filter(|column| column.required).count().max(1);
            let (hits, others) = (named(true), named(false));
            let word = normalise(&format!("{} {}", self.file, self.sheet.as_deref().unwrap_or("")));
            let in_name = word.contains(dataset.name().trim_end_matches('s'));
            let cells = header.cells.iter().filter(|cell| !cell.is_empty()).count().max(1);
            // How much of the dataset is there, how much of the table is used, and what the file is called.
            let score =
                65 * hits / required + 20 * (hits + others) / cells.max(hits + others) + if in_name { 14 } else { 0 };
            let score = u8::try_from(score.min(99)).unwrap_or(99);
            let why = format!(
                "{hits} of {required} required columns by name, {} of {cells} headers known{}",
                hits + others,
                if in_name { ", and its name says so" } else { "" }
            );
            if best.as_ref().is_none_or(|(_, most, _)| score > *most) {
                best = Some((dataset, score, why));
            }
        }
        best
    }

    pub(super) fn header(&self, source: &Source) -> Option<Header> {
        find_header(&self.sample.rows, source.dataset, source)
    }

    /// The values of a column below the header, with how often they occur.
    pub(super) fn values(&self, header: &Header, position: u32) -> Vec<(String, u64)> {
        self.sample.values(header, position)
    }
}
