//! What is told to a site.

use crate::publication::Status;
use serde::{Deserialize, Serialize};
use wres_domain::{DataQuality, Finding, Period, RowLedger, Severity, Site};

/// What is told to a site about its submission. For the site alone: findings name places in its files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// The site.
    pub site: Site,
    /// The period that it reports on.
    pub period: Period,
    /// What became of its submission.
    pub verdict: Status,
    /// Why, in a sentence.
    pub reason: Option<String>,
    /// The quality of its data in each period up to this one, earliest first.
    pub quality: Vec<PeriodQuality>,
    /// What the indicators need: name of each dataset and what one row of it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<(String, String)>,
    /// What became of each file.
    pub receipts: Vec<ReceiptLine>,
    /// What was found, in any order.
    pub findings: Vec<FeedbackFinding>,
    /// Whether a workbook of corrections lies beside the feedback.
    pub corrections: bool,
    /// The run that looked at it.
    pub run: String,
}

/// The quality of a site's data in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodQuality {
    /// Label of the period.
    pub period: String,
    /// The parts of the score.
    pub quality: DataQuality,
}

/// A finding with all its rows and what the site says about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackFinding {
    /// The finding; its place is the first of its rows.
    #[serde(flatten)]
    pub finding: Finding,
    /// What its rule is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// All its rows as ranges of first and last, ascending. Nothing is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<[u32; 2]>,
    /// The site's note, if it explains the query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The site's note of the year before about the same thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<String>,
}

/// What became of one file of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// Its name as the site sent it.
    pub file: String,
    /// The sheet, for a workbook.
    pub sheet: Option<String>,
    /// The dataset that it was read as; `None` if it was not used.
    pub dataset: Option<String>,
    /// Hash of its bytes, in hexadecimal.
    pub hash: String,
    /// Its size.
    pub bytes: u64,
    /// What became of its rows.
    pub rows: RowLedger,
    /// Rows that stand as the site has corrected them since.
    #[serde(default)]
    pub corrected: u64,
    /// Why it was not used, if so.
    pub refused: Option<String>,
}

/// How a submission stands, which decides what its page says first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing has come.
    NotReceived,
    /// What came could not be used.
    Rejected,
    /// It is used, and something is to be put right or answered.
    OpenQuestions,
    /// It is used, and there is nothing to do.
    Clean,
}

impl Feedback {
    /// How the submission stands: by what became of it first, and by what was found second, so that an absent or a rejected one is never
    /// called clean.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let open = |one: &FeedbackFinding| matches!(one.state(), "error" | "query");
        match self.verdict {
            Status::Late => Standing::NotReceived,
            Status::Rejected | Status::Stale => Standing::Rejected,
            Status::Accepted | Status::AcceptedWithQueries if self.receipts.is_empty() && self.findings.is_empty() => {
                Standing::NotReceived
            }
            Status::Accepted | Status::AcceptedWithQueries if self.findings.iter().any(open) => Standing::OpenQuestions,
            Status::Accepted | Status::AcceptedWithQueries => Standing::Clean,
        }
    }
}

impl FeedbackFinding {
    /// The rows in words: `2-5, 9`.
    #[must_use]
    pub fn rows_in_words(&self) -> String {
        let words = |[first, last]: &[u32; 2]| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        };
        self.rows.iter().map(words).collect::<Vec<_>>().join(", ")
    }

    /// How it stands: an error, a query that waits or that a note explains, or information.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match (self.finding.severity, &self.note) {
            (Severity::Error, _) => "error",
            (Severity::Query, None) => "query",
            (Severity::Query, Some(_)) => "explained",
            (Severity::Information, _) => "information",
        }
    }
}

/// Ascending rows as ranges of first and last.
#[must_use]
pub fn row_ranges(rows: impl IntoIterator<Item = u32>) -> Vec<[u32; 2]> {
    let mut ranges: Vec<[u32; 2]> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some(range) if row == range[1] => {}
            Some(range) if Some(row) == range[1].checked_add(1) => range[1] = row,
            _ => ranges.push([row, row]),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::row_ranges;

    #[test]
    fn rows_that_follow_one_another_are_one_range() {
        assert_eq!(row_ranges([2, 3, 4, 4, 9, 11, 12]), [[2, 4], [9, 9], [11, 12]]);
        assert!(row_ranges([]).is_empty());
    }
}
