//! Corrected rows over original ones.

use crate::{
    raw::split::{Field, Row},
    values::trim,
};
use std::collections::BTreeMap;
use wres_domain::{Finding, Note};

/// Everything that a site has sent back.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    pub(crate) tables: Vec<Overlay>,
    pub(crate) notes: Vec<Note>,
    /// Workbooks that could not be read.
    pub(crate) unread: Vec<Finding>,
}

/// Corrected rows of one table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlay {
    /// BLAKE3 of the file that the rows belong to.
    pub(crate) blake3: String,
    /// Its name, to tell members of one archive apart.
    pub(crate) file: String,
    /// Its sheet, for a workbook.
    pub(crate) sheet: Option<String>,
    /// How many columns the site has.
    pub(crate) width: usize,
    /// The rows by their number in the file.
    pub(crate) rows: BTreeMap<u32, Vec<String>>,
}

/// A row in which at least one cell was corrected.
#[derive(Debug)]
pub(crate) struct CorrectedRow {
    text: String,
    fields: Vec<Field>,
}

impl Corrections {
    /// Adds what another workbook says. Of two corrections of a row the later counts, and of two notes.
    pub(crate) fn add(&mut self, later: Self) {
        for table in later.tables {
            match self.tables.iter_mut().find(|known| known.is_of(&table.blake3, &table.file, table.sheet.as_deref())) {
                Some(known) => {
                    known.width = known.width.max(table.width);
                    known.rows.extend(table.rows);
                }
                None => self.tables.push(table),
            }
        }
        for note in later.notes {
            let same = |known: &&mut Note| {
                (&known.code, &known.dataset, &known.column) == (&note.code, &note.dataset, &note.column)
            };
            match self.notes.iter_mut().find(same) {
                Some(known) => *known = note,
                None => self.notes.push(note),
            }
        }
    }

    /// The corrections of a table, by the fingerprint of its file. The name matters only where several tables share it, as
    /// members of an archive do.
    pub(crate) fn of(&self, blake3: &str, file: &str, sheet: Option<&str>) -> Option<&Overlay> {
        let mut fitting = self.tables.iter().filter(|table| table.blake3 == blake3 && table.sheet.as_deref() == sheet);
        let first = fitting.next()?;
        match fitting.next() {
            None => Some(first),
            Some(_) => self.tables.iter().find(|table| table.is_of(blake3, file, sheet)),
        }
    }
}

impl Overlay {
    fn is_of(&self, blake3: &str, file: &str, sheet: Option<&str>) -> bool {
        self.blake3 == blake3 && self.file == file && self.sheet.as_deref() == sheet
    }

    /// The corrected row of a number; `None` if it is not corrected. A cell that differs by white space alone is not.
    pub(crate) fn row(&self, number: u32, original: &Row<'_>) -> Option<CorrectedRow> {
        let corrected = self.rows.get(&number)?;
        let mut row = CorrectedRow { text: String::new(), fields: Vec::new() };
        let mut changed = false;
        for index in 0..original.len().max(self.width) {
            let before = original.get(index);
            let cell = match corrected.get(index).filter(|_| index < self.width) {
                Some(after) if trim(after) != trim(before) => {
                    changed = true;
                    after
                }
                _ => before,
            };
            let start = row.text.len();
            row.text.push_str(cell);
            row.fields.push(Field::new(start, row.text.len()));
        }
        changed.then_some(row)
    }
}

impl CorrectedRow {
    pub(crate) fn row(&self) -> Row<'_> {
        Row::of(&self.text, &self.fields)
    }
}

#[cfg(test)]
mod tests {
    use super::{Corrections, Overlay};
    use crate::raw::split::{Field, Row};

    fn overlay(rows: &[(u32, &[&str])]) -> Overlay {
        let cells = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        Overlay {
            blake3: "f".into(),
            file: "a.csv".into(),
            sheet: None,
            width: 2,
            rows: rows.iter().map(|(number, row)| (*number, cells(row))).collect(),
        }
    }

    #[test]
    fn only_changed_cells_of_the_sites_own_columns_are_replaced() {
        let text = "a b c";
        let fields = [Field::new(0, 1), Field::new(2, 3), Field::new(4, 5)];
        let row = Row::of(text, &fields);
        let corrected = overlay(&[(3, &["a ", "x", "what to do"])]).row(3, &row).unwrap();
        assert_eq!(corrected.row().iter().collect::<Vec<_>>(), ["a", "x", "c"]);
        assert!(overlay(&[(3, &["a", " b"])]).row(3, &row).is_none());
        assert!(overlay(&[(3, &["x", "x"])]).row(4, &row).is_none());
        // A cell that was emptied is empty.
        let emptied = overlay(&[(3, &["", "b"])]).row(3, &row).unwrap();
        assert_eq!(emptied.row().iter().collect::<Vec<_>>(), ["", "b", "c"]);
    }

    #[test]
    fn a_file_is_known_by_its_fingerprint_whatever_it_is_called() {
        let mut all = Corrections { tables: vec![overlay(&[(3, &["x", "y"])])], ..Corrections::default() };
        assert!(all.of("f", "renamed.csv", None).is_some());
        assert!(all.of("other", "a.csv", None).is_none());
        all.tables.push(Overlay { file: "b.csv".into(), ..overlay(&[]) });
        assert!(all.of("f", "renamed.csv", None).is_none());
        assert_eq!(all.of("f", "b.csv", None).unwrap().file, "b.csv");
    }

    #[test]
    fn the_later_correction_of_a_row_counts() {
        let mut all = Corrections::default();
        for cells in [["1", "1"], ["2", "2"]] {
            all.add(Corrections { tables: vec![overlay(&[(3, &cells)])], ..Corrections::default() });
        }
        assert_eq!(all.tables.len(), 1);
        assert_eq!(all.tables[0].rows[&3], ["2", "2"]);
    }
}
