//! The workbook as a whole.

use super::{
    comparison, front,
    sheet::{wanted, write},
    text::Formats,
};
use crate::{
    error::ReportError,
    file::File,
    publication::{IndicatorText, Publication},
    tables::ComparisonTable,
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::collections::BTreeMap;
use wres_domain::Outcome;

/// Most characters in the name of a sheet.
const NAME: usize = 31;

/// Renders `publication.xlsx`. The same publication gives the same bytes: the workbook carries no time of its making.
pub(crate) fn workbook(
    publication: &Publication,
    outcomes: &[&Outcome],
    compared: &[ComparisonTable],
) -> Result<File, ReportError> {
    let bytes = book(publication, outcomes, compared)
        .map_err(|error| ReportError::Table { file: "publication.xlsx", message: error.to_string() })?;
    Ok(File::new("publication.xlsx", bytes))
}

fn book(publication: &Publication, outcomes: &[&Outcome], compared: &[ComparisonTable]) -> Result<Vec<u8>, XlsxError> {
    let about = publication.about.get();
    let formats = Formats::new();
    let mut by_indicator: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| wanted(outcome)) {
        by_indicator.entry(&outcome.place.indicator.0).or_default().push(outcome);
    }
    let indicators = about.standards.iter().flat_map(|standard| &standard.indicators);
    let sheets: Vec<(String, &IndicatorText)> = indicators.map(|one| (name(&one.id.0), one)).collect();

    let mut workbook = Workbook::new();
    // A fixed day, because the day of making is no part of what was made.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(&about.title)
        .set_subject("Workforce race equality")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties.set_custom_property("Language", "en-GB"));
    front::cover(workbook.add_worksheet().set_name("Cover")?, about, &formats)?;
    front::contents(workbook.add_worksheet().set_name("Contents")?, &sheets, compared, &formats)?;
    front::notes(workbook.add_worksheet().set_name("Notes")?, about, publication.suppressions.get(), &formats)?;
    for (name, indicator) in &sheets {
        let rows = by_indicator.get(indicator.id.0.as_str()).map(Vec::as_slice).unwrap_or_default();
        write(workbook.add_worksheet().set_name(name)?, indicator, about, rows, &formats)?;
    }
    for table in compared {
        comparison::write(workbook.add_worksheet().set_name(table.title)?, table, &formats)?;
    }
    workbook.save_to_buffer()
}

/// The name of an indicator as the name of a sheet.
fn name(id: &str) -> String {
    id.chars().map(|c| if "[]:*?/\\'".contains(c) { '_' } else { c }).take(NAME).collect()
}
