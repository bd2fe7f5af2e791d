//! Workbooks, with the same bytes for the same content.

use super::{cell::Written, sheet::Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Days from the start of a workbook's calendar to 1 January 1970.
const SERIAL_OF_1970: i32 = 25_569;

/// Writes sheets into one workbook; `notes` stand in a sheet before them where there are any.
///
/// # Errors
/// What the workbook library says: a sheet's name or a text is too long, or there are too many rows.
pub(crate) fn workbook(notes: &[String], sheets: &[(String, Sheet<'_>)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the time of day: the same consortium must have the same bytes.
    let made = ExcelDateTime::from_ymd(2025, 4, 30)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    if !notes.is_empty() {
        let page = workbook.add_worksheet().set_name("Notes")?;
        for (row, note) in notes.iter().enumerate() {
            page.write_string(row_number(row), 0, note)?;
        }
    }
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let pounds = Format::new().set_num_format("£#,##0");
    for (name, sheet) in sheets {
        let page = workbook.add_worksheet().set_name(name)?;
        let mut row = 0;
        for line in sheet.above() {
            if !line.is_empty() {
                page.write_string(row, 0, &line)?;
            }
            row += 1;
        }
        for (column, header) in (0..).zip(sheet.header()) {
            page.write_string(row, column, header)?;
        }
        row += 1;
        let first = row;
        let mut problem = Ok(());
        sheet.rows(|index, cells| {
            row = first + row_number(index);
            for (column, cell) in (0..).zip(cells) {
                if problem.is_ok() {
                    problem = put(page, row, column, cell, &date, &pounds);
                }
            }
        });
        problem?;
        for (column, cell) in (0..).zip(sheet.totals().unwrap_or_default()) {
            put(page, row + 1, column, cell, &date, &pounds)?;
        }
    }
    workbook.save_to_buffer()
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn put(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: Written,
    date: &Format,
    pounds: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Written::Empty => {}
        Written::Text(text) => {
            page.write_string(row, column, text)?;
        }
        Written::Number(number) => {
            page.write_number(row, column, number)?;
        }
        Written::Pounds(number) => {
            page.write_number_with_format(row, column, number, pounds)?;
        }
        Written::Date(day) => {
            page.write_number_with_format(row, column, f64::from(day) + f64::from(SERIAL_OF_1970), date)?;
        }
    }
    Ok(())
}
