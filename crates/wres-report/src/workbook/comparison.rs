//! Sites and periods beside one another, one table a sheet.

use super::text::Formats;
use crate::tables::{ComparisonTable, Datum};
use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Worksheet, XlsxError};

/// Rows above the table: title, what it is for, what is in it.
const ABOVE: u32 = 4;

/// Whether a row stands in the workbook: the whole of an indicator, two groups. Everything stands in the tables beside it.
fn wanted(table: &ComparisonTable, row: &[Datum]) -> bool {
    let is = |name: &str, value: &str| {
        let at = table.columns.iter().position(|column| column.name == name);
        at.is_some_and(|at| row[at] == Datum::Text(value.to_owned()))
    };
    is("stratum", "") && is("grouping", "binary")
}

/// Writes the sheet of a table.
pub(super) fn write(sheet: &mut Worksheet, table: &ComparisonTable, formats: &Formats) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, table.title, &formats.title)?;
    let plain = Format::new().set_font_name("Arial").set_font_size(12.0);
    let rows: Vec<&Vec<Datum>> = table.rows.iter().filter(|row| wanted(table, row)).collect();
    sheet.write_string_with_format(1, 0, table.says, &plain)?;
    let inside = format!(
        "This sheet has one table of {} rows: whole indicators, two groups. All of it is in tables/{}.csv.",
        rows.len(),
        table.name
    );
    sheet.write_string_with_format(2, 0, inside, &plain)?;
    for (at, row) in (ABOVE + 1..).zip(&rows) {
        for (column, datum) in (0_u16..).zip(row.iter()) {
            match datum {
                Datum::Text(text) => sheet.write_string_with_format(at, column, text, &formats.body)?,
                Datum::Integer(n) => sheet.write_number_with_format(at, column, *n as f64, &formats.count)?,
                Datum::Number(n) if n.is_finite() => sheet.write_number_with_format(at, column, *n, &formats.ratio)?,
                Datum::Number(n) => {
                    let text = if *n > 0.0 { "no upper limit" } else { "no lower limit" };
                    sheet.write_string_with_format(at, column, text, &formats.body)?
                }
                Datum::Empty => sheet.write_string_with_format(at, column, "[z]", &formats.body)?,
            };
        }
    }
    let columns: Vec<TableColumn> = table
        .columns
        .iter()
        .map(|column| TableColumn::new().set_header(column.name).set_header_format(formats.header.clone()))
        .collect();
    let last = ABOVE + u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX - ABOVE);
    let made = Table::new()
        .set_name(format!("table_{}", table.name))
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_columns(&columns)
        .set_alt_text_title(table.title)
        .set_alt_text(table.says);
    let width = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(ABOVE, 0, last, width, &made)?;
    for (column, head) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(column, if head.name == "sentence" { 80.0 } else { 16.0 })?;
    }
    Ok(())
}
