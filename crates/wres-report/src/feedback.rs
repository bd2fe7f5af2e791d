//! What goes back to one site.

use crate::{error::ReportError, file::File, publication::Status, tables::harmless};
use minijinja::{Environment, Value, value::Serde};
use serde::{Deserialize, Serialize};
use wres_domain::{Finding, Period, RowLedger, Severity, Site};

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
        "severity",
        "dataset",
        "file",
        "sheet",
        "row",
        "column",
        "header",
        "count",
        "found",
        "expected",
        "fix",
        "not_for_publication",
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| failed(error.to_string()))?;
    for finding in ordered(&feedback.findings) {
        let place = &finding.place;
        let record = [
            finding.code.clone(),
            severity(finding.severity).to_owned(),
            finding.dataset.clone().unwrap_or_default(),
            place.file.clone().unwrap_or_default(),
            place.sheet.clone().unwrap_or_default(),
            place.row.map_or_else(String::new, |row| row.to_string()),
            place.column_letters().unwrap_or_default(),
            place.header.clone().unwrap_or_default(),
            finding.count.to_string(),
            finding.found.clone(),
            finding.expected.clone(),
            finding.fix.clone(),
            "for the site alone".to_owned(),
        ];
        writer.write_record(record.map(harmless)).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.error().to_string()))
}

/// A heading with the findings below it.
#[derive(Serialize)]
struct Chapter {
    title: &'static str,
    groups: Vec<Rule>,
}

/// The findings of one rule.
#[derive(Serialize)]
struct Rule {
    code: String,
    expected: String,
    fix: String,
    lines: Vec<(String, u64, String)>,
}

#[derive(Serialize)]
struct Page<'a> {
    site: &'a str,
    period: &'a str,
    verdict: &'static str,
    reason: Option<&'a str>,
    clean: bool,
    chapters: Vec<Chapter>,
    receipts: &'a [ReceiptLine],
    run: &'a str,
}

fn html(feedback: &Feedback) -> Result<Vec<u8>, ReportError> {
    let failed =
        |error: minijinja::Error| ReportError::Page { page: "findings.html".to_owned(), message: format!("{error:#}") };
    let chapters = [
        (Severity::Error, "Errors: these must be put right"),
        (Severity::Query, "Queries: put right, or explain"),
        (Severity::Information, "For information"),
    ];
    let page = Page {
        site: &feedback.site.name,
        period: &feedback.period.label,
        verdict: feedback.verdict.label(),
        reason: feedback.reason.as_deref(),
        clean: feedback.findings.is_empty(),
        chapters: chapters
            .into_iter()
            .map(|(severity, title)| Chapter { title, groups: rules(&feedback.findings, severity) })
            .filter(|chapter| !chapter.groups.is_empty())
            .collect(),
        receipts: &feedback.receipts,
        run: &feedback.run,
    };
    let mut environment = Environment::new();
    environment.add_template("style.css", include_str!("../templates/style.css")).map_err(failed)?;
    environment.add_template("findings.html", include_str!("../templates/findings.html")).map_err(failed)?;
    let template = environment.get_template("findings.html").map_err(failed)?;
    Ok(template.render(Value::from(Serde(&page))).map_err(failed)?.into_bytes())
}

/// Findings of a severity by rule, in the order of place.
fn rules(findings: &[Finding], severity: Severity) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for finding in ordered(findings).into_iter().filter(|finding| finding.severity == severity) {
        let line = (finding.place.to_string(), finding.count, finding.found.clone());
        match rules
            .iter_mut()
            .find(|rule| rule.code == finding.code && rule.expected == finding.expected && rule.fix == finding.fix)
        {
            Some(rule) => rule.lines.push(line),
            None => rules.push(Rule {
                code: finding.code.clone(),
                expected: finding.expected.clone(),
                fix: finding.fix.clone(),
                lines: vec![line],
            }),
        }
    }
    rules
}

fn ordered(findings: &[Finding]) -> Vec<&Finding> {
    let mut ordered: Vec<&Finding> = findings.iter().collect();
    ordered.sort_by(|a, b| {
        let key = |finding: &Finding| (std::cmp::Reverse(finding.severity), finding.code.clone());
        key(a).cmp(&key(b)).then_with(|| {
            let place = |finding: &Finding| {
                let place = &finding.place;
                (place.file.clone(), place.sheet.clone(), place.column, place.row)
            };
            place(a).cmp(&place(b))
        })
    });
    ordered
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Query => "query",
        Severity::Information => "information",
    }
}

#[cfg(test)]
mod tests {
    use super::{Feedback, render_feedback};
    use crate::publication::Status;
    use wres_domain::{Finding, Location, Period, Severity, Site, SiteId};

    fn feedback(findings: Vec<Finding>) -> Feedback {
        let site = Site { id: SiteId::new("A1").unwrap(), name: "<Town> & Shire".into(), region: None };
        Feedback {
            site,
            period: Period::financial_year("2024-25").unwrap(),
            verdict: Status::Accepted,
            reason: None,
            receipts: Vec::new(),
            findings,
            run: "x".into(),
        }
    }

    fn text(feedback: &Feedback, name: &str) -> String {
        let files = render_feedback(feedback).unwrap();
        let file = files.iter().find(|file| file.path.ends_with(name)).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    }

    #[test]
    fn a_clean_submission_says_that_it_is_clean() {
        assert!(text(&feedback(Vec::new()), "findings.html").contains("Nothing was found"));
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
        assert!(csv.contains("for the site alone") && html.contains("Not for publication"));
    }
}
