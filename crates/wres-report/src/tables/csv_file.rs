//! The table as CSV: UTF-8, commas, RFC 4180.

use super::{
    columns::{COLUMNS, Datum},
    comparison_tables::ComparisonTable,
    metadata::described,
};
use crate::{error::ReportError, file::File, publication::About};
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

/// Renders `tables/<name>.csv` of a table of comparisons, and what its columns mean beside it.
pub(crate) fn comparison_files(table: &ComparisonTable, about: &About) -> Result<[File; 2], ReportError> {
    let failed = |message: String| ReportError::Table { file: table.name, message };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name)).map_err(|error| failed(error.to_string()))?;
    for row in &table.rows {
        writer.write_record(row.iter().cloned().map(written)).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.error().to_string()))?;
    let columns = table.columns.iter().map(|column| (column.name, column.kind, column.description));
    let name = format!("{}.csv", table.name);
    let metadata = described(&name, &format!("{}: {}", about.title, table.title), &about.run.id, columns);
    Ok([
        File::new(&format!("tables/{name}"), bytes),
        File::new(&format!("tables/{name}-metadata.json"), metadata.map_err(|error| failed(error.to_string()))?),
    ])
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
