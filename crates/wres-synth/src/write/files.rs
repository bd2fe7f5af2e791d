//! The files of a submission, and what they are called.

use super::{
    mapping::mapping,
    sheet::Sheet,
    text::{Dialect, text},
    workbook::workbook,
};
use crate::{
    consortium::SyntheticFile,
    plan::{Fate, SiteOutline},
    style::Container,
    table::{Extract, Table},
};
use rust_xlsxwriter::XlsxError;
use wres_domain::{Dataset, Period};

/// The name of a dataset's sheet in a workbook.
pub(crate) fn sheet_name(dataset: Dataset) -> String {
    let name = dataset.name();
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}

fn extension(outline: &SiteOutline) -> &'static str {
    if matches!(outline.style.container, Container::Text { .. }) { "csv" } else { "xlsx" }
}

/// The file name of a dataset in a period; every site names the period in it.
fn file_name(outline: &SiteOutline, dataset: Dataset, period: &Period) -> String {
    match outline.style.container {
        Container::OneWorkbook => format!("Workforce return {}.xlsx", period.label),
        _ => format!("{} {}.{}", dataset.name(), period.label, extension(outline)),
    }
}

/// The pattern that finds the file of a dataset in any period.
pub(crate) fn file_pattern(outline: &SiteOutline, dataset: Dataset) -> String {
    match outline.style.container {
        Container::OneWorkbook => "Workforce return *.xlsx".to_owned(),
        _ => format!("{} *.{}", dataset.name(), extension(outline)),
    }
}

/// Writes the files of one submission.
///
/// # Errors
/// What the workbook library says, where the site writes workbooks: a table has more rows than a sheet can hold.
pub(crate) fn files(
    outline: &SiteOutline,
    period: &Period,
    extract: &Extract,
    fate: Fate,
) -> Result<Vec<SyntheticFile>, XlsxError> {
    if fate == Fate::Late {
        return Ok(Vec::new());
    }
    let mut tables = extract.tables.clone();
    if fate == Fate::WithoutEthnicity {
        for table in tables.iter_mut().filter(|table| table.dataset == Dataset::Staff) {
            table.remove_column("ethnicity");
        }
    }
    match outline.style.container {
        Container::Text { delimiter, encoding, carriage_return } => {
            let dialect = Dialect { delimiter, encoding, carriage_return };
            let file = |table: &Table| SyntheticFile {
                name: file_name(outline, table.dataset, period),
                bytes: text(&Sheet::new(outline, period, table), dialect),
            };
            Ok(tables.iter().map(file).collect())
        }
        Container::Workbooks => {
            let file = |table: &Table| {
                let bytes = workbook(&[], &[(sheet_name(table.dataset), Sheet::new(outline, period, table))])?;
                Ok(SyntheticFile { name: file_name(outline, table.dataset, period), bytes })
            };
            tables.iter().map(file).collect()
        }
        Container::OneWorkbook => {
            let notes = [
                format!("{}: workforce return {}", outline.name, period.label),
                "One sheet for each dataset. Agency workers are in the sheet of staff.".to_owned(),
            ];
            let mut sheets = Vec::new();
            for table in &tables {
                sheets.push((sheet_name(table.dataset), Sheet::new(outline, period, table)));
            }

            let name = file_name(outline, Dataset::Staff, period);
            Ok(vec![SyntheticFile { name, bytes: workbook(&notes, &sheets)? }])
        }
    }
}

/// Writes the mapping of a site that sends these extracts.
pub(crate) fn mapping_of(outline: &SiteOutline, extracts: &[Extract]) -> String {
    let tables: Vec<&Table> = extracts.first().map(|extract| extract.tables.iter().collect()).unwrap_or_default();
    mapping(outline, &tables)
}
