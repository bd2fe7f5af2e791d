//! `findings.html`: what a person reads.

use super::{
    model::{Feedback, FeedbackFinding, ReceiptLine, Standing},
    render::ordered,
};
use crate::{corrections::Corrections, error::ReportError, publication::Status};
use minijinja::{Environment, Value, value::Serde};
use serde::Serialize;
use wres_domain::DataQuality;

/// Ranges of rows that are shown at once; the rest opens on a click.
const SHOWN: usize = 20;

/// A heading with the findings below it.
#[derive(Serialize)]
struct Chapter {
    id: &'static str,
    title: &'static str,
    groups: Vec<Rule>,
}

/// The findings of one rule.
#[derive(Serialize)]
struct Rule {
    code: String,
    title: Option<String>,
    expected: String,
    fix: String,
    lines: Vec<Line>,
}

/// One finding.
#[derive(Serialize)]
struct Line {
    table: String,
    column: String,
    rows: String,
    more: String,
    count: u64,
    found: String,
    note: Option<String>,
    last_year: Option<String>,
}

/// The quality in one period, as numbers with one decimal.
#[derive(Serialize)]
struct QualityLine {
    period: String,
    score: String,
    parts: Vec<String>,
}

#[derive(Serialize)]
struct Page<'a> {
    site: &'a str,
    period: &'a str,
    verdict: &'static str,
    reason: Option<&'a str>,
    standing: Standing,
    stale: bool,
    wanted: &'a [(String, String)],
    corrections: bool,
    most_rows: usize,
    notes: bool,
    summary: Vec<String>,
    chapters: Vec<Chapter>,
    parts: Vec<&'static str>,
    quality: Vec<QualityLine>,
    receipts: &'a [ReceiptLine],
    corrected: bool,
    run: &'a str,
}

pub(super) fn html(feedback: &Feedback) -> Result<Vec<u8>, ReportError> {
    let failed =
        |error: minijinja::Error| ReportError::Page { page: "findings.html".to_owned(), message: format!("{error:#}") };
    let chapters = [
        ("error", "Errors: these must be put right"),
        ("query", "Queries: put right, or explain"),
        ("explained", "Explained by your notes"),
        ("information", "For information"),
    ];
    let counted = |state: &str| feedback.findings.iter().filter(|one| one.state() == state).count();
    let states =
        [("error", "error"), ("query", "query"), ("explained", "explained query"), ("information", "information")];
    let page = Page {
        site: &feedback.site.name,
        period: &feedback.period.label,
        verdict: feedback.verdict.label(),
        reason: feedback.reason.as_deref(),
        standing: feedback.standing(),
        stale: feedback.verdict == Status::Stale,
        wanted: &feedback.wanted,
        corrections: feedback.corrections,
        most_rows: Corrections::MOST_ROWS,
        notes: counted("query") > 0,
        summary: states
            .into_iter()
            .map(|(state, word)| (counted(state), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| in_words(count, word))
            .collect(),
        chapters: chapters
            .into_iter()
            .map(|(state, title)| Chapter { id: state, title, groups: rules(&feedback.findings, state) })
            .filter(|chapter| !chapter.groups.is_empty())
            .collect(),
        parts: DataQuality::default().parts().map(|(name, _)| name).to_vec(),
        quality: feedback.quality.iter().rev().map(|one| quality(&one.period, &one.quality)).collect(),
        receipts: &feedback.receipts,
        corrected: feedback.receipts.iter().any(|receipt| receipt.corrected > 0),
        run: &feedback.run,
    };
    let mut environment = Environment::new();
    environment.add_template("style.css", include_str!("../../templates/style.css")).map_err(failed)?;
    environment.add_template("findings.html", include_str!("../../templates/findings.html")).map_err(failed)?;
    let template = environment.get_template("findings.html").map_err(failed)?;
    Ok(template.render(Value::from(Serde(&page))).map_err(failed)?.into_bytes())
}

fn in_words(count: usize, word: &str) -> String {
    match (count, word) {
        (_, "information") => format!("{count} for information"),
        (1, _) => format!("{count} {word}"),
        (_, word) if word.ends_with("query") => format!("{count} {}ies", word.trim_end_matches('y')),
        _ => format!("{count} {word}s"),
    }
}

fn quality(period: &str, quality: &DataQuality) -> QualityLine {
    let shown = |percent: Option<f64>| percent.map_or_else(|| "[x]".to_owned(), |percent| format!("{percent:.1}"));
    QualityLine {
        period: period.to_owned(),
        score: shown(quality.score()),
        parts: quality.parts().iter().map(|(_, part)| shown(part.percent())).collect(),
    }
}

/// Findings of a state by rule, in the order of place.
fn rules(findings: &[FeedbackFinding], state: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for one in ordered(findings).into_iter().filter(|one| one.state() == state) {
        let finding = &one.finding;
        let line = line(one);
        match rules
            .iter_mut()
            .find(|rule| rule.code == finding.code && rule.expected == finding.expected && rule.fix == finding.fix)
        {
            Some(rule) => rule.lines.push(line),
            None => rules.push(Rule {
                code: finding.code.clone(),
                title: one.title.clone(),
                expected: finding.expected.clone(),
                fix: finding.fix.clone(),
                lines: vec![line],
            }),
        }
    }
    rules
}

fn line(one: &FeedbackFinding) -> Line {
    let place = &one.finding.place;
    let table = match (&place.file, &place.sheet) {
        (Some(file), Some(sheet)) => format!("{file}, sheet {sheet}"),
        (Some(file), None) => file.clone(),
        (None, _) => "the submission".to_owned(),
    };
    let column = match (place.column_letters(), &place.header) {
        (Some(letters), Some(header)) => format!("{letters} \"{header}\""),
        (Some(letters), None) => letters,
        (None, Some(header)) => format!("\"{header}\""),
        (None, None) => String::new(),
    };
    let (shown, more) = one.rows.split_at(one.rows.len().min(SHOWN));
    let words = |rows: &[[u32; 2]]| FeedbackFinding { rows: rows.to_vec(), ..one.clone() }.rows_in_words();
    let rows =
        if one.rows.is_empty() { place.row.map(|row| row.to_string()).unwrap_or_default() } else { words(shown) };
    Line {
        table,
        column,
        rows,
        more: words(more),
        count: one.finding.count,
        found: one.finding.found.clone(),
        note: one.note.clone(),
        last_year: one.last_year.clone(),
    }
}
