//! Judged claims as JSON.

use super::super::{Column, Judged, Summary, Verdict};
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Serialize)]
struct Document<'a> {
    summary: Summary,
    claims: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    file: &'a str,
    line: u64,
    standing: &'static str,
    printed: Map<String, Value>,
    verdicts: &'a [Verdict],
}

/// The summary and every claim with its verdicts, as one JSON value.
#[must_use]
pub fn json(judged: &[Judged<'_>]) -> Value {
    let claims = judged.iter().map(|one| One {
        file: &one.claim.file,
        line: one.claim.line,
        standing: one.standing.code(),
        printed: Column::all()
            .map(|column| (column.name().to_owned(), one.claim.text(column)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, Value::from(text)))
            .collect(),
        verdicts: &one.verdicts,
    });
    let document = Document { summary: Summary::of(judged), claims: claims.collect() };
    // Strings, numbers and lists of them always serialise.
    serde_json::to_value(document).unwrap_or(Value::Null)
}
