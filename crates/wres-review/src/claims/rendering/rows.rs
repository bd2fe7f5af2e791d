//! A row a verdict.

use super::super::{Column, Judged};
use crate::error::{Result, ReviewError};

/// One row a verdict, as CSV: the claim's place and texts, the verdict, its rule, what was computed, the smallest change.
///
/// # Errors
/// [`ReviewError::Write`] where the table cannot be written.
pub fn csv(judged: &[Judged<'_>]) -> Result<Vec<u8>> {
    let wrong = |error: &dyn std::fmt::Display| ReviewError::Write(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let own = [
        "file",
        "line",
        "standing",
        "family",
        "verdict",
        "verdict_standing",
        "printed",
        "recomputed",
        "change",
        "rule",
    ];
    let header = own.into_iter().chain(Column::all().map(Column::name));
    writer.write_record(header).map_err(|error| wrong(&error))?;
    for one in judged {
        for verdict in &one.verdicts {
            let family = serde_json::to_value(verdict.rule.family).map_err(|error| wrong(&error))?;
            let line = one.claim.line.to_string();
            let own = [
                one.claim.file.as_str(),
                &line,
                one.standing.code(),
                family.as_str().unwrap_or_default(),
                verdict.rule.code,
                verdict.standing().code(),
                &verdict.printed,
                &verdict.recomputed,
                verdict.change.as_deref().unwrap_or_default(),
                verdict.rule.says,
            ];
            let texts = Column::all().map(|column| one.claim.text(column));
            writer.write_record(own.into_iter().chain(texts)).map_err(|error| wrong(&error))?;
        }
    }
    writer.into_inner().map_err(|error| wrong(&error))
}
