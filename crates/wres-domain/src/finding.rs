//! What is wrong with a submission, said so that somebody at the site can put it right.

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For information.
    Information,
    /// To be put right, or explained by a note.
    Query,
    /// The row, the file or the submission cannot be used as it is.
    Error,
}

impl Severity {
    /// The letter with which codes of this weight begin.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Information => 'I',
            Self::Query => 'Q',
            Self::Error => 'E',
        }
    }
}

/// Where a finding is. Every part that is known is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Location {
    /// File name as the site sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row as a spreadsheet numbers it, the first being 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Column as a spreadsheet numbers it, the first being 0 (`A`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Header of the column as the site wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
}

/// One finding: place, found, expected, fix, code, in that order wherever it is shown.
///
/// `found` never holds a personal value: a rule that looks at one says what is wrong with it ("a date before 1900"), or
/// gives a masked form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code of the rule, such as `E-ETH-003`. The first letter is that of the severity: E, Q or I.
    pub code: String,
    /// Weight.
    pub severity: Severity,
    /// The dataset concerned, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<String>,
    /// Where.
    pub place: Location,
    /// How many rows or cells are concerned; 1 for a finding about one cell.
    pub count: u64,
    /// What was found, masked if personal.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to put it right at source.
    pub fix: String,
}

impl Location {
    /// A place in a file.
    #[must_use]
    pub fn file(name: &str) -> Self {
        Self { file: Some(name.to_owned()), ..Self::default() }
    }

    /// The same place, in a sheet.
    #[must_use]
    pub fn sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }

    /// The same place, in a row (the first is 1).
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, in a column (the first is 0) with its header.
    #[must_use]
    pub fn column(mut self, column: u32, header: &str) -> Self {
        self.column = Some(column);
        self.header = Some(header.to_owned());
        self
    }

    /// The letters of the column as a spreadsheet shows them: 0 is `A`, 26 is `AA`.
    #[must_use]
    pub fn column_letters(&self) -> Option<String> {
        let mut index = u64::from(self.column?) + 1;
        let mut letters = Vec::new();
        while index > 0 {
            index -= 1;
            letters.push(b'A' + (index % 26) as u8);
            index /= 26;
        }
        letters.reverse();
        String::from_utf8(letters).ok()
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.file.clone());
        parts.extend(self.sheet.as_ref().map(|sheet| format!("sheet \"{sheet}\"")));
        parts.extend(self.row.map(|row| format!("row {row}")));
        match (self.column_letters(), &self.header) {
            (Some(letters), Some(header)) => parts.push(format!("column {letters} \"{header}\"")),
            (Some(letters), None) => parts.push(format!("column {letters}")),
            (None, Some(header)) => parts.push(format!("column \"{header}\"")),
            (None, None) => {}
        }
        f.write_str(&if parts.is_empty() { "the submission".to_owned() } else { parts.join(", ") })
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let times = if self.count > 1 { format!(" ({} times)", self.count) } else { String::new() };
        write!(
            f,
            "{}: found {}{}; expected {}. {} [{}]",
            self.place, self.found, times, self.expected, self.fix, self.code
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Location, Severity};

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters = |n| Location::default().column(n, "").column_letters().unwrap();
        assert_eq!([letters(0), letters(25), letters(26), letters(701), letters(702)], ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_finding_reads_place_found_expected_fix_code() {
        let finding = Finding {
            code: "E-DAT-001".into(),
            severity: Severity::Error,
            dataset: Some("staff".into()),
            place: Location::file("staff.csv").row(12).column(3, "Start date"),
            count: 1,
            found: "a date in the year 4712".into(),
            expected: "a date of the past".into(),
            fix: "Leave the cell empty if the date is not known.".into(),
        };
        assert_eq!(
            finding.to_string(),
            "staff.csv, row 12, column D \"Start date\": found a date in the year 4712; expected a date of the past. \
             Leave the cell empty if the date is not known. [E-DAT-001]"
        );
    }
}
