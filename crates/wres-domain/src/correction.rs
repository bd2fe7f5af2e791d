//! Corrections that a site fills in and sends back: what the writer and the reader of the workbook must agree on.

use crate::Finding;
use serde::{Deserialize, Serialize};

/// Name of the workbook. What comes back may carry more in its name: `corrections 2.xlsx`.
pub const CORRECTIONS_FILE: &str = "corrections.xlsx";

/// Names and headers of the workbook of corrections. A workbook is one if the sheet [`CorrectionsBook::CONTENTS`] begins with
/// [`CorrectionsBook::MARK`].
#[derive(Debug, Clone, Copy)]
pub struct CorrectionsBook;

impl CorrectionsBook {
    /// What the sheet of contents begins with.
    pub const MARK: &'static str = "wres corrections 1";
    /// The sheet that says what to do.
    pub const READ_ME: &'static str = "Read me";
    /// The sheet with the queries and a place for notes.
    pub const QUERIES: &'static str = "Queries";
    /// The sheet that says which table each sheet belongs to.
    pub const CONTENTS: &'static str = "Do not change";
    /// The sheet with the words of the drop-downs.
    pub const LISTS: &'static str = "Allowed words";
    /// Header after the site's own columns: what is to be put right in the row.
    pub const TO_DO: &'static str = "What to put right";
    /// Header of the number that the row has in the site's file.
    pub const ROW: &'static str = "Row in your file";
    /// Headers of the sheet of contents, below the mark.
    pub const CONTENTS_HEADERS: [&'static str; 5] =
        ["Sheet here", "Your file", "Your sheet", "Fingerprint of your file", "Your columns"];
    /// Headers of the sheet of queries.
    pub const QUERY_HEADERS: [&'static str; 9] = [
        "Code",
        "Dataset",
        "Column",
        "Rows",
        "Found",
        "Expected",
        "How to put it right",
        "Your note of last year",
        "Your note",
    ];
}

/// A site's explanation of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The rule that asked.
    pub code: String,
    /// The dataset that it asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<String>,
    /// Header of the column that it asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// How many rows it asked about: a note does not explain more than that.
    pub count: u64,
    /// What the site says.
    pub text: String,
}

impl Note {
    /// Whether it is about the same thing as a finding.
    #[must_use]
    pub fn is_about(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.dataset == finding.dataset && self.column == finding.place.header
    }

    /// Whether it explains a finding: it is about the same thing, and the finding has not grown since.
    #[must_use]
    pub fn explains(&self, finding: &Finding) -> bool {
        self.is_about(finding) && finding.count <= self.count
    }
}

#[cfg(test)]
mod tests {
    use super::Note;
    use crate::{Finding, Location, Severity};

    #[test]
    fn a_note_explains_what_it_was_written_for_and_no_more() {
        let finding = |count| Finding {
            code: "Q-STA-013".into(),
            severity: Severity::Query,
            dataset: Some("staff".into()),
            place: Location::file("a.csv").row(3).column(4, "FTE"),
            count,
            found: String::new(),
            expected: String::new(),
            fix: String::new(),
        };
        let note = Note {
            code: "Q-STA-013".into(),
            dataset: Some("staff".into()),
            column: Some("FTE".into()),
            count: 3,
            text: "Paid overtime.".into(),
        };
        assert!(note.explains(&finding(3)) && note.explains(&finding(1)));
        assert!(note.is_about(&finding(4)) && !note.explains(&finding(4)));
        assert!(!Note { column: None, ..note }.is_about(&finding(1)));
    }
}
