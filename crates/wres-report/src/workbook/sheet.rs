//! One indicator on one sheet.

use super::text::{Formats, Shown, grouping, scope, shown, three};
use crate::publication::{About, IndicatorText};
use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Worksheet, XlsxError};
use std::collections::BTreeMap;
use wres_domain::{Grouping, Outcome, Scope};

/// Rows above the table: title, definition, how to read it, what is in it, source.
const ABOVE: u32 = 5;

/// Headers with the width of their column.
const COLUMNS: [(&str, f64); 22] = [
    ("Where", 26.0),
    ("Period", 10.0),
    ("Services", 24.0),
    ("Part", 30.0),
    ("Groups told apart", 16.0),
    ("Group", 30.0),
    ("Cases", 10.0),
    ("Base", 10.0),
    ("Rate, percent", 10.0),
    ("Rate, lower limit", 10.0),
    ("Rate, upper limit", 10.0),
    ("Share of cases, percent", 10.0),
    ("Compared", 26.0),
    ("Ratio", 10.0),
    ("Ratio, lower limit", 10.0),
    ("Ratio, upper limit", 10.0),
    ("Difference, percentage points", 12.0),
    ("Difference, lower limit", 12.0),
    ("Difference, upper limit", 12.0),
    ("Events more (fewer if negative) than at the reference rate", 18.0),
    ("q-value over sites", 10.0),
    ("In words", 80.0),
];

/// Whether an outcome stands in the workbook: two groups everywhere, finer groupings for all sites together. Everything
/// stands in the tables beside the workbook.
pub(super) fn wanted(outcome: &Outcome) -> bool {
    outcome.grouping == Grouping::Binary || outcome.place.scope == Scope::All
}

/// Writes the sheet of an indicator.
pub(super) fn write(
    sheet: &mut Worksheet,
    indicator: &IndicatorText,
    about: &About,
    outcomes: &[&Outcome],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, format!("{} {}", indicator.id, indicator.title), &formats.title)?;
    let level = outcomes.first().map_or(95.0, |outcome| outcome.level * 100.0);
    let above = [
        indicator.definition.clone(),
        format!("Limits are those of {level}% intervals. Symbols such as [c] are explained on the sheet Notes."),
        format!(
            "This sheet has one table of {} rows: two groups for every {} and region, finer groupings for {}.",
            outcomes.len(),
            about.site_word,
            about.everywhere
        ),
        format!("Source: {}", indicator.source),
    ];
    let plain = Format::new().set_font_name("Arial").set_font_size(12.0);
    for (row, text) in (1_u32..).zip(above) {
        sheet.write_string_with_format(row, 0, text, &plain)?;
    }
    let names: BTreeMap<&str, &str> =
        about.sites.iter().map(|status| (status.site.id.as_str(), status.site.name.as_str())).collect();
    for (row, outcome) in (ABOVE + 1..).zip(outcomes) {
        write_row(sheet, row, outcome, indicator, about, &names, formats)?;
    }
    let columns: Vec<TableColumn> = COLUMNS
        .iter()
        .map(|(header, _)| TableColumn::new().set_header(*header).set_header_format(formats.header.clone()))
        .collect();
    let table = Table::new()
        .set_name(format!("table_{}", indicator.id.0.replace(|c: char| !c.is_ascii_alphanumeric(), "_")))
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_columns(&columns)
        .set_alt_text_title(&indicator.title)
        .set_alt_text(&indicator.definition);
    // A table needs one row below its header, even where there is nothing to say.
    let last = ABOVE + (outcomes.len().max(1)) as u32;
    sheet.add_table(ABOVE, 0, last, COLUMNS.len() as u16 - 1, &table)?;
    for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    outcome: &Outcome,
    indicator: &IndicatorText,
    about: &About,
    names: &BTreeMap<&str, &str>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let label = |group| about.labels.get(&group).cloned().unwrap_or_else(|| group.label().to_owned());
    let place = scope(outcome, &about.everywhere, |code| names.get(code).map(|&name| name.to_owned()));
    let texts = [
        place,
        outcome.place.period.clone(),
        outcome.place.service.label().to_owned(),
        part(outcome, indicator),
        grouping(outcome.grouping).to_owned(),
        label(outcome.group),
    ];
    for (column, text) in (0_u16..).zip(texts) {
        sheet.write_string_with_format(row, column, text, &formats.body)?;
    }
    let [rate, rate_lower, rate_upper] = three(outcome.rate, 100.0);
    let share = shown(outcome.share.map(|share| share.estimate * 100.0));
    put(sheet, row, 6, shown(outcome.cases.map(|n| n.0 as f64)), &formats.count)?;
    put(sheet, row, 7, shown(outcome.base.map(|n| n.0 as f64)), &formats.count)?;
    for (column, figure) in (8_u16..).zip([rate, rate_lower, rate_upper, share]) {
        put(sheet, row, column, figure, &formats.percent)?;
    }
    if let Some(comparison) = &outcome.comparison {
        let direction = comparison.direction;
        let compared = format!("{} over {}", label(direction.of), label(direction.against));
        sheet.write_string_with_format(row, 12, compared, &formats.body)?;
        for (column, figure) in (13_u16..).zip(three(comparison.ratio, 1.0)) {
            put(sheet, row, column, figure, &formats.ratio)?;
        }
        for (column, figure) in (16_u16..).zip(three(comparison.difference, 100.0)) {
            put(sheet, row, column, figure, &formats.percent)?;
        }
        put(sheet, row, 19, shown(comparison.excess.map(|excess| excess.events.estimate)), &formats.percent)?;
        put(sheet, row, 20, shown(comparison.q_value), &formats.ratio)?;
    } else {
        for column in 12_u16..21 {
            sheet.write_string_with_format(row, column, "[z]", &formats.body)?;
        }
    }
    sheet.write_string_with_format(row, 21, &outcome.sentence, &formats.body)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, figure: Shown, format: &Format) -> Result<(), XlsxError> {
    match figure {
        Shown::Number(number) => sheet.write_number_with_format(row, column, number, format)?,
        Shown::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

fn part(outcome: &Outcome, indicator: &IndicatorText) -> String {
    let stratum = &outcome.place.stratum;
    if stratum.is_whole() {
        return "All".to_owned();
    }
    indicator
        .dimensions
        .iter()
        .find(|dimension| dimension.code == stratum.dimension)
        .and_then(|dimension| dimension.strata.iter().find(|known| known.code == stratum.value))
        .map_or_else(|| stratum.value.clone(), |known| known.label.clone())
}
