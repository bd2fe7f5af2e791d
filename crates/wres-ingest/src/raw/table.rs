//! Tables of text rows.

use crate::{
    context::Limits,
    findings::encoding_findings,
    mapping::Quote,
    raw::{
        fingerprint::Fingerprints,
        format::Format,
        parquet,
        source::LimitReached,
        split::{Row, Splitter},
        text::{TextError, TextFile, TextOptions, text_of},
        unit::{Unit, units},
        workbook::{Workbook, WorkbookError},
    },
    values::trim,
};
use std::{
    io,
    path::{Path, PathBuf},
};
use thiserror::Error;
use wres_domain::{Finding, normalise};

/// How to open a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawOptions {
    /// What the file may cost.
    pub limits: Limits,
    /// Encoding by its WHATWG label, where it is not to be found.
    pub encoding: Option<String>,
    /// Field delimiter, where it is not to be found.
    pub delimiter: Option<char>,
    /// Quotation mark, where it is not to be found.
    pub quote: Option<Quote>,
}

/// Why a file cannot be opened as tables.
#[derive(Debug, Error)]
pub enum RawError {
    /// The file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what it seems, or beyond a limit.
    #[error("{} cannot be used: {reason}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
}

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// Its name.
    pub name: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// `csv`, `xlsx`, `xls`, `xlsb`, `ods` or `parquet`.
    pub format: String,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Dialect of a text file.
    pub dialect: Option<String>,
    /// The tables: one for a text or Parquet file, one a sheet for a workbook.
    pub tables: Vec<RawTable>,
    /// What was found on the way, such as bytes that are not text.
    pub findings: Vec<Finding>,
}

/// A sheet or text file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawTable {
    /// Name of the sheet, for a workbook.
    pub sheet: Option<String>,
    /// The rows that have any content.
    pub rows: Vec<TextRow>,
}

/// A row of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextRow {
    /// Its number as a spreadsheet shows it, the first being 1.
    pub number: u32,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
}

/// A row under a header.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    header: &'a TextRow,
    row: &'a TextRow,
}

/// Reads a file into tables of text.
///
/// # Errors
/// [`RawError`].
pub fn open(path: &Path, options: &RawOptions) -> Result<RawFile, RawError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = |source: io::Error| match source.get_ref().and_then(|inner| inner.downcast_ref::<LimitReached>()) {
        Some(limit) => RawError::Refused { path: path.to_owned(), reason: limit.to_string() },
        None => RawError::Read { path: path.to_owned(), source },
    };
    let refused = |reason: String| RawError::Refused { path: path.to_owned(), reason };
    let file = &path.canonicalize().map_err(read)?;
    let fingerprints = Fingerprints::default();
    let units = units(file, &name, options.limits, &fingerprints).map_err(read)?;
    let [unit] = &units[..] else {
        return Err(refused(format!("it holds {} files; unpack it and open one of them", units.len())));
    };
    let mut file = RawFile {
        name: unit.name.clone(),
        blake3: fingerprints.blake3(file).map_err(read)?,
        bytes: std::fs::metadata(file).map_err(read)?.len(),
        format: unit.format.name().to_owned(),
        encoding: None,
        dialect: None,
        tables: Vec::new(),
        findings: Vec::new(),
    };
    match unit.format {
        Format::Text => text(unit, options, &mut file).map_err(|error| match error {
            TextError::Io(error) => read(error),
            other => refused(other.to_string()),
        })?,
        Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => {
            let workbook_error = |error: WorkbookError| match error {
                WorkbookError::Io(error) => read(error),
                other => refused(other.to_string()),
            };
            let mut book = Workbook::open(&unit.source, unit.format).map_err(workbook_error)?;
            for sheet in book.sheets().to_vec() {
                book.inspect(&sheet.name).map_err(workbook_error)?;
                let mut table = RawTable { sheet: Some(sheet.name.clone()), rows: Vec::new() };
                book.rows(&sheet.name, &mut |number, row| table.push(number, row)).map_err(workbook_error)?;
                file.tables.push(table);
            }
        }
        Format::Parquet => {
            let mut table = RawTable::default();
            parquet::rows(&unit.source, &mut |number, row| table.push(number, row)).map_err(refused)?;
            file.tables.push(table);
        }
        Format::Gzip | Format::Zip => return Err(refused("it is an archive".to_owned())),
        Format::Unreadable(what) => return Err(refused(format!("it {what}"))),
    }
    Ok(file)
}

fn text(unit: &Unit, options: &RawOptions, file: &mut RawFile) -> Result<(), TextError> {
    let declared =
        TextOptions { encoding: options.encoding.as_deref(), delimiter: options.delimiter, quote: options.quote };
    let text = TextFile::open(&unit.source, declared)?;
    file.encoding = Some(text.survey.decoding.name().to_owned());
    file.dialect = Some(text.dialect.describe());
    file.findings.extend(encoding_findings(&text, &unit.name)?);
    let mut table = RawTable::default();
    let mut cells = 0_u64;
    let mut number = 0_u32;
    let mut blocks = text.blocks()?;
    while let Some(block) = blocks.next_block()? {
        let block = text_of(&block).ok_or(TextError::Changed)?;
        let mut splitter = Splitter::new(block, text.dialect);
        while let Some(row) = splitter.next_row() {
            number = number.saturating_add(1);
            cells += row.len() as u64;
            if cells > options.limits.sheet_cells {
                return Err(LimitReached::error("the number of cells", options.limits.sheet_cells).into());
            }
            table.push(number, row);
        }
    }
    file.tables.push(table);
    Ok(())
}

impl RawTable {
    /// Adds a row, unless it is blank. Always wants more.
    fn push(&mut self, number: u32, row: Row<'_>) -> bool {
        let cells: Vec<String> = row.iter().map(|cell| trim(cell).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(TextRow { number, cells });
        }
        true
    }

    /// The rows below the first, which is the header.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let header = self.rows.first();
        self.rows.iter().skip(1).filter_map(move |row| Some(Record { header: header?, row }))
    }
}

impl<'a> Record<'a> {
    /// Number of the row as a spreadsheet shows it.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// The cell under the header of this name (compared after normalisation); `None` if there is no such header, empty if
    /// the row ends before it.
    #[must_use]
    pub fn get(&self, header: &str) -> Option<&'a str> {
        let wanted = normalise(header);
        let index = self.header.cells.iter().position(|cell| normalise(cell) == wanted)?;
        Some(self.row.cells.get(index).map_or("", String::as_str))
    }
}
