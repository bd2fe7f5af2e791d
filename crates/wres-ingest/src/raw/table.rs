//! Tables of text rows.

use crate::{context::Limits, mapping::Quote};
use std::path::{Path, PathBuf};
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
    let length = std::fs::metadata(path).map_err(|source| RawError::Read { path: path.to_owned(), source })?.len();
    if length > options.limits.file_bytes {
        let reason = format!("it has {length} bytes and the limit is {}", options.limits.file_bytes);
        return Err(RawError::Refused { path: path.to_owned(), reason });
    }
    Err(RawError::Refused { path: path.to_owned(), reason: "its format is not known".to_owned() })
}

impl RawTable {
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
