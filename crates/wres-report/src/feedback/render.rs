//! The files of the feedback.

use super::{
    model::{Feedback, FeedbackFinding},
    page::html,
};
use crate::{error::ReportError, file::File, tables::harmless};

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
    Ok(vec![
        File::new(format!("{folder}/findings.csv"), csv(feedback)?),
        File::new(format!("{folder}/findings.html"), html(feedback)?),
        File::new(format!("{folder}/findings.json"), json),
    ])
}

fn csv(feedback: &Feedback) -> Result<Vec<u8>, ReportError> {
    let failed = |message: String| ReportError::Table { file: "findings.csv", message };
    let header = [
        "code",
        "state",
        "title",
        "dataset",
        "file",
        "sheet",
        "column",
        "header",
        "count",
        "first_row",
        "rows",
        "found",
        "expected",
        "fix",
        "note",
        "note_of_last_year",
        "not_for_publication",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for one in ordered(&feedback.findings) {
        let (finding, place) = (&one.finding, &one.finding.place);
        let record = [
            finding.code.clone(),
            one.state().to_owned(),
            one.title.clone().unwrap_or_default(),
            finding.dataset.clone().unwrap_or_default(),
            place.file.clone().unwrap_or_default(),
            place.sheet.clone().unwrap_or_default(),
            place.column_letters().unwrap_or_default(),
            place.header.clone().unwrap_or_default(),
            finding.count.to_string(),
            place.row.map_or_else(String::new, |row| row.to_string()),
            one.rows_in_words(),
            finding.found.clone(),
            finding.expected.clone(),
            finding.fix.clone(),
            one.note.clone().unwrap_or_default(),
            one.last_year.clone().unwrap_or_default(),
            "for the site alone".to_owned(),
        ];
        writer.write_record(record.map(harmless)).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.error().to_string()))
}

/// Findings by weight, then rule, then place.
pub(super) fn ordered(findings: &[FeedbackFinding]) -> Vec<&FeedbackFinding> {
    let mut ordered: Vec<&FeedbackFinding> = findings.iter().collect();
    ordered.sort_by(|a, b| {
        let key = |one: &FeedbackFinding| (std::cmp::Reverse(one.finding.severity), one.finding.code.clone());
        let place = |one: &FeedbackFinding| {
            let place = &one.finding.place;
            (place.file.clone(), place.sheet.clone(), place.column, place.row)
        };
        key(a).cmp(&key(b)).then_with(|| place(a).cmp(&place(b)))
    });
    ordered
}

#[cfg(test)]
mod tests {
    use super::render_feedback;
    use crate::feedback::{Feedback, FeedbackFinding, ReceiptLine, Standing};
    use crate::publication::Status;
    use wres_domain::{Finding, Location, Period, RowLedger, Severity, Site, SiteId};

    fn feedback(findings: Vec<Finding>) -> Feedback {
        let site = Site { id: SiteId::new("A1").unwrap(), name: "<Town> & Shire".into(), region: None };
        Feedback {
            site,
            period: Period::financial_year("2024-25").unwrap(),
            verdict: Status::Accepted,
            reason: None,
            quality: Vec::new(),
            wanted: Vec::new(),
            receipts: vec![receipt()],
            corrections: false,
            findings: findings
                .into_iter()
                .map(|finding| FeedbackFinding {
                    finding,
                    title: None,
                    rows: vec![[3, 4]],
                    note: None,
                    last_year: None,
                })
                .collect(),
            run: "x".into(),
        }
    }

    fn text(feedback: &Feedback, name: &str) -> String {
        let files = render_feedback(feedback).unwrap();
        let file = files.iter().find(|file| file.path.ends_with(name)).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    }

    fn receipt() -> ReceiptLine {
        ReceiptLine {
            file: "staff.csv".into(),
            sheet: None,
            dataset: Some("staff".into()),
            hash: "0".into(),
            bytes: 1,
            rows: RowLedger::default(),
            corrected: 0,
            refused: None,
        }
    }

    #[test]
    fn a_submission_is_called_clean_only_where_it_was_used_and_nothing_is_open() {
        let clean = feedback(Vec::new());
        assert!(text(&clean, "findings.html").contains("Nothing was found. The files are clean"));
        let wanted = vec![("staff".to_owned(), "One post held on the snapshot date.".to_owned())];
        let late = Feedback { verdict: Status::Late, receipts: Vec::new(), wanted, ..clean.clone() };
        let page = text(&late, "findings.html");
        assert!(page.contains("Nothing has been received for 2024-25") && page.contains("One post held"), "{page}");
        let rejected = Feedback { verdict: Status::Rejected, ..clean.clone() };
        let page = text(&rejected, "findings.html");
        assert!(page.contains("The submission could not be used") && page.contains("What to do"), "{page}");
        for one in [&late, &rejected] {
            assert!(!text(one, "findings.html").contains("clean"));
        }
        assert_eq!(
            [clean.standing(), late.standing(), rejected.standing()],
            [Standing::Clean, Standing::NotReceived, Standing::Rejected]
        );
    }

    #[test]
    fn what_a_site_wrote_is_shown_and_never_run() {
        let finding = Finding {
            code: "Q-X-001".into(),
            severity: Severity::Query,
            dataset: None,
            place: Location::file("=cmd|' /C calc'!A0.csv").row(3).column(1, "<script>"),
            count: 2,
            found: "@something".into(),
            expected: "nothing of the kind".into(),
            fix: "Leave it out.".into(),
        };
        let feedback = feedback(vec![finding]);
        let html = text(&feedback, "findings.html");
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;") && html.contains("&lt;Town&gt;"));
        let csv = text(&feedback, "findings.csv");
        assert!(csv.contains("'=cmd") && csv.contains("'@something"));
        assert_eq!(feedback.standing(), Standing::OpenQuestions);
        assert!(csv.contains("for the site alone") && html.contains("Not for publication"));
    }
}
