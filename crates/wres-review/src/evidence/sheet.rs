//! A small CSV file of which every column is known by its name.

use crate::error::{Result, ReviewError};

/// The lines of a file, and where its columns are.
pub(super) struct Sheet<'a> {
    file: &'static str,
    fix: &'static str,
    header: Vec<String>,
    reader: csv::Reader<&'a [u8]>,
}

/// One line with its number.
pub(super) struct Line {
    pub(super) number: u64,
    record: csv::StringRecord,
}

impl<'a> Sheet<'a> {
    /// Reads the header; `fix` says which columns the file takes.
    pub(super) fn of(file: &'static str, text: &'a str, fix: &'static str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|source| ReviewError::Csv { file: file.to_owned(), source })?;
        let header = header.iter().map(|name| name.trim().to_lowercase()).collect();
        Ok(Self { file, fix, header, reader })
    }

    /// The place of a column.
    pub(super) fn place(&self, column: &'static str) -> Result<usize> {
        self.header.iter().position(|name| name == column).ok_or_else(|| ReviewError::Column {
            file: self.file.to_owned(),
            column,
            header: self.header.join(", "),
            fix: self.fix,
        })
    }

    /// The lines below the header.
    pub(super) fn lines(self) -> impl Iterator<Item = Result<Line>> {
        let file = self.file;
        self.reader.into_records().map(move |record| {
            let record = record.map_err(|source| ReviewError::Csv { file: file.to_owned(), source })?;
            Ok(Line { number: record.position().map_or(0, csv::Position::line), record })
        })
    }
}

impl Line {
    /// What stands in a column, without blanks around it; empty where the line is too short.
    pub(super) fn text(&self, place: usize) -> String {
        self.record.get(place).unwrap_or_default().trim().to_owned()
    }
}
