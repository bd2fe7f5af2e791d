//! The table as CSV: UTF-8, commas, RFC 4180.

use super::{columns::COLUMNS, comparison_tables::ComparisonTable, datum::Datum, metadata::described};
use crate::{error::ReportError, file::File, publication::About};
use rayon::prelude::*;
use wres_domain::Outcome;

/// Rows that one thread writes at a time.
const ROWS: usize = 4096;

/// Renders `tables/outcomes.csv`.
pub(crate) fn csv(outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let bytes = csv_bytes(outcomes).map_err(|message| ReportError::Table { file: "outcomes.csv", message })?;
    Ok(File::new("tables/outcomes.csv", bytes))
}

/// Outcomes as the bytes of a CSV file.
pub(crate) fn csv_bytes(outcomes: &[&Outcome]) -> Result<Vec<u8>, String> {
    let columns = || COLUMNS.iter();
    table(columns().map(|column| column.name), outcomes, |outcome| {
        columns().map(|column| column.value(outcome)).collect()
    })
}

/// Renders `tables/<name>.csv` of a table of comparisons, and what its columns mean beside it.
pub(crate) fn comparison_files(compared: &ComparisonTable, about: &About) -> Result<[File; 2], ReportError> {
    let failed = |message: String| ReportError::Table { file: compared.name, message };
    let bytes = table(compared.columns.iter().map(|column| column.name), &compared.rows, Clone::clone);
    let columns = compared.columns.iter().map(|column| (column.name, column.kind, column.description));
    let name = format!("{}.csv", compared.name);
    let metadata = described(&name, &format!("{}: {}", about.title, compared.title), &about.run.id, columns);
    Ok([
        File::new(format!("tables/{name}"), bytes.map_err(failed)?),
        File::new(format!("tables/{name}-metadata.json"), metadata.map_err(|error| failed(error.to_string()))?),
    ])
}

/// A header and rows, written by all threads.
fn table<'a, R: Sync>(
    header: impl Iterator<Item = &'a str>,
    rows: &[R],
    cells: impl Fn(&R) -> Vec<Datum> + Sync,
) -> Result<Vec<u8>, String> {
    let mut bytes = lines(std::iter::once(header.map(str::to_owned).collect()))?;
    let parts: Vec<Vec<u8>> = rows
        .par_chunks(ROWS)
        .map(|rows| lines(rows.iter().map(|row| cells(row).into_iter().map(written).collect())))
        .collect::<Result<_, _>>()?;
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    Ok(bytes)
}

fn lines(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.error().to_string())
}

fn written(datum: Datum) -> String {
    match datum {
        Datum::Text(text) => harmless(text),
        Datum::Integer(number) => number.to_string(),
        Datum::Number(number) if number == f64::INFINITY => "INF".to_owned(),
        Datum::Number(number) if number == f64::NEG_INFINITY => "-INF".to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Mark(symbol, _) => symbol.to_owned(),
        Datum::Empty => String::new(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe in front, as a person would type it.
pub(crate) fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
