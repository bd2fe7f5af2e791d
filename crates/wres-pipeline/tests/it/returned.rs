//! A workbook of corrections in the hands of a site: read, filled in, saved.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::Workbook;
use std::io::Cursor;
use wres_domain::CorrectionsBook as Book;

/// The sheets of a workbook as text.
pub(crate) struct Returned {
    sheets: Vec<(String, Vec<Vec<String>>)>,
}

impl Returned {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        let text = |cell: &Data| match cell {
            Data::Empty => String::new(),
            Data::String(text) => text.clone(),
            other => panic!("every cell is text, and not {other:?}"),
        };
        let mut sheet = |name: &String| {
            let range = book.worksheet_range(name).unwrap();
            assert_eq!(range.start(), Some((0, 0)), "{name}");
            (name.clone(), range.rows().map(|row| row.iter().map(text).collect()).collect())
        };
        Self { sheets: names.iter().map(&mut sheet).collect() }
    }

    /// A workbook of these sheets.
    pub(crate) fn of(sheets: Vec<(String, Vec<Vec<String>>)>) -> Self {
        Self { sheets }
    }

    /// The sheets with rows of the site's files: name of the file, and the rows.
    pub(crate) fn tables(&mut self) -> Vec<(String, &mut Vec<Vec<String>>)> {
        let contents = self.sheet(Book::CONTENTS).to_vec();
        self.sheets
            .iter_mut()
            .filter_map(|(name, rows)| {
                let line = contents.iter().skip(2).find(|line| line[0] == *name)?;
                Some((line[1].clone(), rows))
            })
            .collect()
    }

    /// The rows of a sheet; none if there is no such sheet.
    pub(crate) fn sheet(&self, name: &str) -> &[Vec<String>] {
        self.sheets.iter().find(|(own, _)| own == name).map_or(&[], |(_, rows)| rows)
    }

    /// The rows of the last sheet.
    pub(crate) fn last_sheet(&mut self) -> &mut Vec<Vec<String>> {
        &mut self.sheets.last_mut().unwrap().1
    }

    /// Writes a note on a query.
    pub(crate) fn note(&mut self, code: &str, text: &str) {
        let (_, rows) = self.sheets.iter_mut().find(|(name, _)| name == Book::QUERIES).unwrap();
        let row = rows.iter_mut().find(|row| row[0] == code).unwrap();
        row.resize(Book::QUERY_HEADERS.len(), String::new());
        text.clone_into(row.last_mut().unwrap());
    }

    /// The workbook as the site saves it.
    pub(crate) fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, rows) in &self.sheets {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (row, cells) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }
}
