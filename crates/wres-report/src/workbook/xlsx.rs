//! Writes a workbook as XLSX. The same description gives the same bytes: the workbook carries no time of its making.

use super::model::{Form, Sheet, Shown, Workbook};
use crate::{error::ReportError, file::File};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Workbook as Book, Worksheet,
    XlsxError,
};

/// Formats of a workbook.
struct Formats {
    title: Format,
    header: Format,
    line: Format,
    body: Format,
    count: Format,
    percent: Format,
    ratio: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = || Format::new().set_font_name("Arial").set_font_size(12.0);
        let number = |form: &str| plain().set_num_format(form).set_align(FormatAlign::Top);
        Self {
            title: plain().set_bold().set_font_size(16.0),
            header: plain().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            line: plain(),
            body: plain().set_text_wrap().set_align(FormatAlign::Top),
            count: number("#,##0"),
            percent: number("0.0"),
            ratio: number("0.00"),
        }
    }

    fn of(&self, form: Form) -> &Format {
        match form {
            Form::Count => &self.count,
            Form::Percent => &self.percent,
            Form::Ratio => &self.ratio,
        }
    }
}

/// Renders `publication.xlsx`.
pub(crate) fn xlsx(workbook: &Workbook) -> Result<File, ReportError> {
    let bytes =
        book(workbook).map_err(|error| ReportError::Table { file: "publication.xlsx", message: error.to_string() })?;
    Ok(File::new("publication.xlsx", bytes))
}

fn book(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Book::new();
    // A fixed day, because the day of making is no part of what was made.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(&workbook.title)
        .set_author(&workbook.author)
        .set_subject("Workforce race equality")
        .set_creation_datetime(&made);
    book.set_properties(&properties.set_custom_property("Language", "en-GB"));
    for sheet in &workbook.sheets {
        write(book.add_worksheet().set_name(&sheet.name)?, sheet, &formats)?;
    }
    book.save_to_buffer()
}

fn write(out: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    out.write_string_with_format(0, 0, &sheet.title, &formats.title)?;
    let line = if sheet.table.is_some() { &formats.line } else { &formats.body };
    for (row, text) in (1_u32..).zip(&sheet.lines) {
        out.write_string_with_format(row, 0, text, line)?;
    }
    let Some(table) = &sheet.table else {
        out.set_column_width(0, sheet.width)?;
        return Ok(());
    };
    let above = u32::try_from(sheet.lines.len()).unwrap_or(0) + 1;
    for (at, row) in (above + 1..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Shown::Number(number, form) => out.write_number_with_format(at, column, *number, formats.of(*form))?,
                Shown::Text(text) => out.write_string_with_format(at, column, text, &formats.body)?,
                Shown::Link(name) => {
                    out.write_url(at, column, format!("internal:'{name}'!A1").as_str())?;
                    out.write_string_with_format(at, column, name, &formats.body)?
                }
            };
        }
    }
    let columns: Vec<TableColumn> = table
        .heads
        .iter()
        .map(|(head, _)| TableColumn::new().set_header(head).set_header_format(formats.header.clone()))
        .collect();
    let made = Table::new()
        .set_name(&table.name)
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_columns(&columns)
        .set_alt_text_title(&sheet.title)
        .set_alt_text(&table.says);
    // A table needs one row below its header, even where there is nothing to say.
    let last = above + u32::try_from(table.rows.len().max(1)).unwrap_or(u32::MAX - above);
    let width = u16::try_from(table.heads.len()).unwrap_or(u16::MAX).saturating_sub(1);
    out.add_table(above, 0, last, width, &made)?;
    for (column, (_, width)) in (0_u16..).zip(&table.heads) {
        out.set_column_width(column, *width)?;
    }
    Ok(())
}
