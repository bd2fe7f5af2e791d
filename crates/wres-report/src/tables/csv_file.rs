//! The table as CSV: UTF-8, commas, RFC 4180.

use super::columns::{COLUMNS, Datum};
use crate::{error::ReportError, file::File};
use wres_domain::Outcome;

/// Renders `tables/outcomes.csv`.
pub(crate) fn csv(outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let failed = |error: csv::Error| ReportError::Table { file: "outcomes.csv", message: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = || COLUMNS.iter().copied().flatten();
    writer.write_record(columns().map(|column| column.name)).map_err(failed)?;
    for outcome in outcomes {
        writer.write_record(columns().map(|column| written((column.value)(outcome)))).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ReportError::Table { file: "outcomes.csv", message: error.error().to_string() })?;
    Ok(File::new("tables/outcomes.csv", bytes))
}

fn written(datum: Datum) -> String {
    match datum {
        Datum::Text(text) => harmless(text),
        Datum::Integer(number) => number.to_string(),
        Datum::Number(number) if number == f64::INFINITY => "Infinity".to_owned(),
        Datum::Number(number) if number == f64::NEG_INFINITY => "-Infinity".to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Empty => String::new(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as a person would type it.
pub(crate) fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
