//! Finding workbooks of corrections among the files of a submission, and reading them.

use crate::{
    context::Limits,
    corrections::overlay::{Corrections, Overlay},
    findings::{Kind, about_file},
    mapping::{SiteMapping, matches_pattern},
    raw::{
        fingerprint::Fingerprints,
        unit::{base_name, shown, units},
        workbook::{Workbook, WorkbookError},
    },
    submission::Found,
    values::trim,
};
use std::collections::BTreeMap;
use wres_domain::{CORRECTIONS_FILE, CorrectionsBook as Book, Note, Severity, parsed};

/// Takes the workbooks of corrections out of the files, in the order of their names, and reads them. A file that is only called
/// like one stays among the files.
pub(crate) fn take_corrections(files: &mut Vec<Found>, mapping: &SiteMapping, limits: Limits) -> Corrections {
    let mut corrections = Corrections::default();
    files.retain(|file| {
        let named = mapping.sources.iter().any(|source| matches_pattern(&source.file, base_name(&file.name)));
        if named || !is_called_so(base_name(&file.name)) {
            return true;
        }
        match read(file, limits) {
            Ok(Some(read)) => corrections.add(read),
            Ok(None) => return true,
            Err(why) => {
                let found = format!("a workbook of corrections that cannot be read: {why}");
                let name = shown(&file.name);
                let kind = Kind::CorrectionsUnreadable;
                corrections.unread.push(about_file(kind, Severity::Error, &name, found, "a workbook that can be read"));
            }
        }
        false
    });
    corrections
}

/// Whether a file may be a workbook of corrections by its name: `Corrections (2).xlsx`.
fn is_called_so(name: &str) -> bool {
    let name = name.to_lowercase();
    let (stem, extension) = CORRECTIONS_FILE.split_once('.').unwrap_or((CORRECTIONS_FILE, "xlsx"));
    name.starts_with(stem) && name.rsplit_once('.').is_some_and(|(_, own)| own == extension || own == "ods")
}

/// Most cells of a sheet of corrections: it is held in memory, and ours have fewer.
const CELLS: u64 = 5_000_000;

/// Reads a workbook; `None` if it is none of corrections, or cannot be opened at all, which whoever reads the files says.
fn read(file: &Found, limits: Limits) -> Result<Option<Corrections>, String> {
    let limits = Limits { sheet_cells: limits.sheet_cells.min(CELLS), ..limits };
    let Ok(units) = units(&file.path, &file.name, limits, &Fingerprints::default()) else { return Ok(None) };
    let [unit] = &units[..] else { return Ok(None) };
    let Ok(mut book) = Workbook::open(&unit.source, unit.format) else { return Ok(None) };
    let has = |book: &Workbook, name: &str| book.sheets().iter().any(|sheet| sheet.name == name);
    if !has(&book, Book::CONTENTS) {
        return Ok(None);
    }
    let contents = sheet(&mut book, Book::CONTENTS)?;
    let mut lines = contents.into_iter().map(|(_, cells)| cells);
    if lines.next().is_none_or(|line| line.first().map(String::as_str) != Some(Book::MARK)) {
        return Ok(None);
    }
    let mut corrections = Corrections::default();
    for line in lines.skip(1) {
        let cell = |index: usize| line.get(index).cloned().unwrap_or_default();
        let name = cell(0);
        let width = parsed(&cell(4)).ok_or_else(|| format!("the number of columns of \"{name}\" is no number"))?;
        if !has(&book, &name) {
            continue;
        }
        let rows = rows_of(&sheet(&mut book, &name)?, width);
        let own = Some(cell(2)).filter(|sheet| !sheet.is_empty());
        let overlay = Overlay { blake3: cell(3), file: cell(1), sheet: own, width, rows };
        corrections.add(Corrections { tables: vec![overlay], ..Corrections::default() });
    }
    if has(&book, Book::QUERIES) {
        corrections.notes = notes_of(&sheet(&mut book, Book::QUERIES)?);
    }
    Ok(Some(corrections))
}

/// The rows of a sheet with their cells.
fn sheet(book: &mut Workbook, name: &str) -> Result<Vec<(u32, Vec<String>)>, String> {
    let failed = |error: WorkbookError| format!("sheet \"{name}\": {error}");
    book.inspect(name).map_err(failed)?;
    let mut rows = Vec::new();
    book.rows(name, &mut |number, row| {
        rows.push((number, row.iter().map(str::to_owned).collect()));
        true
    })
    .map_err(failed)?;
    Ok(rows)
}

/// Rows of a sheet of corrections by their number in the site's file, which stands after the site's columns.
fn rows_of(rows: &[(u32, Vec<String>)], width: usize) -> BTreeMap<u32, Vec<String>> {
    let Some((_, header)) = rows.first() else { return BTreeMap::new() };
    // A site may have moved or removed the column of what to do; its own columns come first.
    let Some(place) = header.iter().skip(width).position(|cell| trim(cell) == Book::ROW) else {
        return BTreeMap::new();
    };
    rows.iter()
        .skip(1)
        .filter_map(|(_, cells)| {
            let number = parsed(trim(cells.get(width + place)?))?;
            Some((number, cells.iter().take(width).cloned().collect()))
        })
        .map(|(number, mut cells): (u32, Vec<String>)| {
            cells.resize(width, String::new());
            (number, cells)
        })
        .collect()
}

/// The notes that a site has written.
fn notes_of(rows: &[(u32, Vec<String>)]) -> Vec<Note> {
    let [code, dataset, column, count, .., note] = Book::QUERY_HEADERS;
    // Sentences may stand above the header.
    let Some(at) = rows.iter().position(|(_, cells)| cells.first().is_some_and(|cell| trim(cell) == code)) else {
        return Vec::new();
    };
    let header = &rows[at].1;
    let place = |name: &str| header.iter().position(|cell| trim(cell) == name);
    let note_of = |cells: &Vec<String>| {
        let text = |name: &str| place(name).and_then(|place| cells.get(place)).map(|cell| trim(cell).to_owned());
        let some = |name: &str| text(name).filter(|text| !text.is_empty());
        Some(Note {
            code: some(code)?,
            dataset: some(dataset),
            column: some(column),
            count: parsed(&some(count)?)?,
            text: some(note)?,
        })
    };
    rows.iter().skip(at + 1).filter_map(|(_, cells)| note_of(cells)).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_called_so, notes_of, rows_of};
    use wres_domain::CorrectionsBook as Book;

    fn rows(rows: &[&[&str]]) -> Vec<(u32, Vec<String>)> {
        (1..).zip(rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect())).collect()
    }

    #[test]
    fn a_workbook_that_came_back_may_carry_more_in_its_name() {
        assert!(is_called_so("corrections.xlsx") && is_called_so("Corrections (2).XLSX"));
        assert!(!is_called_so("corrections.csv") && !is_called_so("staff corrections.xlsx"));
    }

    #[test]
    fn rows_are_known_by_their_number_in_the_file_in_whatever_order() {
        let sheet = rows(&[
            &["id", "grade", Book::TO_DO, Book::ROW],
            &["b", "2", "", "17"],
            &["a", "", "", "3"],
            &["c", "1", "", "not a number"],
        ]);
        let rows = rows_of(&sheet, 2);
        assert_eq!(
            rows.into_iter().collect::<Vec<_>>(),
            [(3, vec!["a".to_owned(), String::new()]), (17, vec!["b".to_owned(), "2".to_owned()])]
        );
    }

    #[test]
    fn a_query_without_a_note_is_no_note() {
        let headers = Book::QUERY_HEADERS;
        let sheet = rows(&[
            &["Write a note where nothing is to be put right."],
            &headers,
            &["Q-A-1", "staff", "FTE", "3", "", "", "", "", "Paid overtime."],
            &["Q-A-2", "", "", "1", "", "", "", "of last year", " "],
        ]);
        let notes = notes_of(&sheet);
        assert_eq!(notes.len(), 1);
        assert_eq!((notes[0].code.as_str(), notes[0].count, notes[0].text.as_str()), ("Q-A-1", 3, "Paid overtime."));
    }
}
