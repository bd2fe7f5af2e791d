//! Cover, contents and notes.

use super::text::Formats;
use crate::{
    publication::{About, IndicatorText},
    tables::ComparisonTable,
};
use rust_xlsxwriter::{Worksheet, XlsxError};
use wres_disclosure::SuppressionSummary;

/// Symbols in tables, after the Analysis Function's policy.
const SYMBOLS: [(&str, &str); 4] = [
    ("[b]", "Break in the series: figures from here on are not like those before."),
    (
        "[c]",
        "Confidential: the protected count is too small to be read, and perhaps none; or the figure needs such a count.",
    ),
    ("[x]", "Not available: the site did not supply what the figure takes."),
    ("[z]", "Not applicable: there is nothing to measure, such as nobody in the group, or no comparison with itself."),
];

/// Writes the cover.
pub(super) fn cover(sheet: &mut Worksheet, about: &About, formats: &Formats) -> Result<(), XlsxError> {
    let periods: Vec<&str> = about.periods.iter().map(|period| period.label.as_str()).collect();
    let mut lines = vec![about.summary.clone().unwrap_or_default(), format!("Periods: {}", periods.join(", "))];
    lines.extend(about.publisher.iter().map(|publisher| format!("Publisher: {publisher}")));
    lines.push(format!("Run {} of wres {}", about.run.id, about.run.version));
    if about.provisional {
        lines.push("These figures are provisional [p].".to_owned());
    }
    lines.push("Every figure has an interval: read it before the figure.".to_owned());
    page(sheet, &about.title, lines.into_iter().filter(|line| !line.is_empty()), formats)
}

/// Writes the contents: one line a sheet.
pub(super) fn contents(
    sheet: &mut Worksheet,
    sheets: &[(String, &IndicatorText)],
    compared: &[ComparisonTable],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, "Contents", &formats.title)?;
    sheet.write_string_with_format(1, 0, "Sheet", &formats.header)?;
    sheet.write_string_with_format(1, 1, "What is in it", &formats.header)?;
    let front = [("Notes", "Symbols, how the figures are protected, and what to mind")];
    let rows = front.into_iter().map(|(name, what)| (name.to_owned(), what.to_owned()));
    let rows = rows.chain(sheets.iter().map(|(name, indicator)| (name.clone(), indicator.title.clone())));
    let rows = rows.chain(compared.iter().map(|table| (table.title.to_owned(), table.says.to_owned())));
    for (row, (name, what)) in (2_u32..).zip(rows) {
        sheet.write_url(row, 0, format!("internal:'{name}'!A1").as_str())?;
        sheet.write_string_with_format(row, 0, &name, &formats.body)?;
        sheet.write_string_with_format(row, 1, what, &formats.body)?;
    }
    sheet.set_column_width(0, 24.0)?;
    sheet.set_column_width(1, 90.0)?;
    Ok(())
}

/// Writes the notes.
pub(super) fn notes(
    sheet: &mut Worksheet,
    about: &About,
    suppressions: &SuppressionSummary,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let mut lines: Vec<String> = SYMBOLS.iter().map(|(symbol, meaning)| format!("{symbol} {meaning}")).collect();
    lines.push(suppressions.policy.clone());
    lines.push(
        "Counts are of everybody at the site, not of a sample: the interval says what the process behind the counts could \
         also have brought about."
            .to_owned(),
    );
    lines.push(
        "People whose ethnicity is not known are in no ratio; bounds in the tables say how far they could move it."
            .to_owned(),
    );
    lines.push("All outcomes, with every grouping, are in tables/outcomes.csv and tables/outcomes.parquet.".to_owned());
    lines.extend(about.notes.iter().cloned());
    page(sheet, "Notes", lines.into_iter(), formats)
}

fn page(
    sheet: &mut Worksheet,
    title: &str,
    lines: impl Iterator<Item = String>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, title, &formats.title)?;
    for (row, line) in (1_u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, &formats.body)?;
    }
    sheet.set_column_width(0, 110.0)?;
    Ok(())
}
