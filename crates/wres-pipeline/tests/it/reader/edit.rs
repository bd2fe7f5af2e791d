//! What a reader does to files and mapping, as data.

use super::subject::Subject;
use crate::returned::Returned;
use serde::Deserialize;

/// One thing that is done.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Edit {
    /// A cell of a table gets another value: row and letter of the column as a spreadsheet has them.
    Cell { file: String, row: usize, column: char, value: String },
    /// A row is taken out.
    RemoveRow { file: String, row: usize },
    /// Something in a text file is replaced wherever it stands.
    Replace { file: String, text: String, with: String },
    /// Something in the mapping is replaced.
    Mapping { text: String, with: String },
    /// A file is written anew.
    Write { file: String, text: String },
    /// A workbook is written anew: names of sheets and their rows of text.
    Workbook { file: String, sheets: Vec<(String, Vec<Vec<String>>)> },
    /// A file is taken out.
    RemoveFile { file: String },
}

fn lines(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(!text.contains('"'), "a file with quotation marks is written anew, not edited");
    text.lines().map(str::to_owned).collect()
}

fn joined(lines: &[String]) -> Vec<u8> {
    lines.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}

fn once(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "`{old}` is not there: {text}");
    text.replace(old, new)
}

impl Edit {
    pub(super) fn apply(&self, subject: &mut Subject) {
        let missing = |file: &str| panic!("{file} is not among the files");
        match self {
            Self::Cell { file, row, column, value } => {
                let place = usize::from(u8::try_from(*column).unwrap() - b'A');
                let bytes = subject.files.get_mut(file).unwrap_or_else(|| missing(file));
                if file.ends_with(".xlsx") {
                    let mut book = Returned::open(bytes);
                    book.last_sheet()[row - 1][place].clone_from(value);
                    *bytes = book.save();
                } else {
                    let mut lines = lines(bytes);
                    let mut cells: Vec<&str> = lines[row - 1].split(',').collect();
                    cells[place] = value;
                    lines[row - 1] = cells.join(",");
                    *bytes = joined(&lines);
                }
            }
            Self::RemoveRow { file, row } => {
                let bytes = subject.files.get_mut(file).unwrap_or_else(|| missing(file));
                if file.ends_with(".xlsx") {
                    let mut book = Returned::open(bytes);
                    book.last_sheet().remove(row - 1);
                    *bytes = book.save();
                } else {
                    let mut lines = lines(bytes);
                    lines.remove(row - 1);
                    *bytes = joined(&lines);
                }
            }
            Self::Replace { file, text, with } => {
                let bytes = subject.files.get_mut(file).unwrap_or_else(|| missing(file));
                *bytes = once(std::str::from_utf8(bytes).unwrap(), text, with).into_bytes();
            }
            Self::Mapping { text, with } => subject.mapping = once(&subject.mapping, text, with),
            Self::Write { file, text } => {
                subject.files.insert(file.clone(), text.clone().into_bytes());
            }
            Self::Workbook { file, sheets } => {
                subject.files.insert(file.clone(), Returned::of(sheets.clone()).save());
            }
            Self::RemoveFile { file } => {
                assert!(subject.files.remove(file).is_some(), "{file} is not among the files");
            }
        }
    }
}
