//! What goes back to one site.

use crate::{error::ReportError, file::File, publication::Status};
use serde::{Deserialize, Serialize};
use wres_domain::{Finding, Period, RowLedger, Site};

/// What is told to a site about its submission. For the site alone: findings name places in its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The site.
    pub site: Site,
    /// The period that it reports on.
    pub period: Period,
    /// What became of its submission.
    pub verdict: Status,
    /// Why, in a sentence.
    pub reason: Option<String>,
    /// What became of each file.
    pub receipts: Vec<ReceiptLine>,
    /// What was found, in any order.
    pub findings: Vec<Finding>,
    /// The run that looked at it.
    pub run: String,
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
    /// Why it was not used, if so.
    pub refused: Option<String>,
}

/// Renders what goes back to a site: `feedback/<site>/findings.html`, `.csv` and `.json`. All say that they are not for
/// publication.
///
/// # Errors
/// [`ReportError`] if a writer fails.
pub fn render_feedback(feedback: &Feedback) -> Result<Vec<File>, ReportError> {
    let folder = format!("feedback/{}", feedback.site.id);
    let mut json = serde_json::to_vec_pretty(feedback)
        .map_err(|error| ReportError::Table { file: "findings.json", message: error.to_string() })?;
    json.push(b'\n');
    Ok(vec![File::new(format!("{folder}/findings.json"), json)])
}
