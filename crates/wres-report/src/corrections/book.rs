//! The workbook as a whole.

use super::{
    model::{Corrections, CorrectionsTable, Query},
    tables::{Lists, Styles, write_table},
};
use crate::{error::ReportError, file::File};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use wres_domain::{CORRECTIONS_FILE, CorrectionsBook as Book};

/// Most characters in the name of a sheet.
const NAME: usize = 31;

/// Renders `feedback/<site>/corrections.xlsx`. The same corrections give the same bytes.
///
/// # Errors
/// [`ReportError`] if the writer fails.
pub fn render_corrections(corrections: &Corrections) -> Result<File, ReportError> {
    let bytes =
        book(corrections).map_err(|error| ReportError::Table { file: CORRECTIONS_FILE, message: error.to_string() })?;
    Ok(File::new(format!("feedback/{}/{CORRECTIONS_FILE}", corrections.site.id), bytes))
}

fn book(corrections: &Corrections) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let names = names(&corrections.tables);
    let mut lists = Lists::default();
    let mut workbook = Workbook::new();
    // A fixed day, because the day of making is no part of what was made.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = format!("Corrections: {}, {}", corrections.site.name, corrections.period.label);
    let properties = DocProperties::new().set_title(&title).set_creation_datetime(&made);
    workbook.set_properties(&properties.set_custom_property("Language", "en-GB"));
    read_me(workbook.add_worksheet().set_name(Book::READ_ME)?, corrections, &title, &names, &styles)?;
    for (table, name) in corrections.tables.iter().zip(&names) {
        write_table(workbook.add_worksheet().set_name(name)?, table, &mut lists, &styles)?;
    }
    if !corrections.queries.is_empty() {
        queries(workbook.add_worksheet().set_name(Book::QUERIES)?, &corrections.queries, &styles)?;
    }
    lists.write(&mut workbook, &styles)?;
    contents(workbook.add_worksheet().set_name(Book::CONTENTS)?, &corrections.tables, &names)?;
    workbook.save_to_buffer()
}

/// A name for the sheet of each table, with a number so that no two are the same.
fn names(tables: &[CorrectionsTable]) -> Vec<String> {
    let name = |(number, table): (usize, &CorrectionsTable)| {
        let own = table.sheet.as_deref().unwrap_or(&table.file);
        let own = own.rsplit('/').next().unwrap_or(own);
        let fit = |c: char| if "[]:*?/\\'".contains(c) || c.is_control() { '_' } else { c };
        format!("{} {own}", number + 1).chars().map(fit).take(NAME).collect()
    };
    tables.iter().enumerate().map(name).collect()
}

fn read_me(
    sheet: &mut Worksheet,
    corrections: &Corrections,
    title: &str,
    names: &[String],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut lines = vec![
        "This workbook holds your own data in the clear. It is for you alone: keep it as you keep the files it came from."
            .to_owned(),
        String::new(),
        "1. Go through the sheets with your rows. Cells that need work have a coloured fill and a comment; the column \
         \"What to put right\" at the right says the same in words. Red: an error. Yellow: a query."
            .to_owned(),
        "2. Write the right value over the wrong one. Columns with a list offer the words that are allowed. Leave cells that \
         are right as they are."
            .to_owned(),
        "3. A query that is right as it stands needs no change: go to the sheet \"Queries\" and write in the last column why."
            .to_owned(),
        format!(
            "4. Save the workbook as {CORRECTIONS_FILE} and send it back beside the files that you sent before. Your files \
             stay as they are: each corrected row is put in the place of the old one."
        ),
        "Do not change the column \"Row in your file\" or the sheet \"Do not change\". Rows may be sorted, and rows that you \
         leave out stay as they were."
            .to_owned(),
        "What you put right here should also be put right in the system that the files come from, or it will come back next \
         year."
            .to_owned(),
        String::new(),
    ];
    for (table, name) in corrections.tables.iter().zip(names) {
        let own = table.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let open = table.rows.iter().filter(|row| !row.marks.is_empty()).count();
        let before = table.rows.len() - open;
        let mut line = format!("Sheet \"{name}\": {open} rows of {}{own} that need work", table.file);
        if before > 0 {
            line.push_str(&format!(", and {before} that you have put right before"));
        }
        if table.left_out > 0 {
            line.push_str(&format!(
                "; {} more are not in this workbook, because there are too many or a cell is too long. They come when these \
                 are done, or put them right at source",
                table.left_out
            ));
        }
        lines.push(format!("{line}."));
    }
    if !corrections.queries.is_empty() {
        lines.push(format!("Sheet \"{}\": {} queries.", Book::QUERIES, corrections.queries.len()));
    }
    sheet.write_string_with_format(0, 0, title, &styles.title)?;
    for (row, line) in (1_u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, line, &styles.wrapped)?;
    }
    sheet.set_column_width(0, 110.0)?;
    Ok(())
}

fn queries(sheet: &mut Worksheet, queries: &[Query], styles: &Styles) -> Result<(), XlsxError> {
    let widths = [12.0, 12.0, 20.0, 8.0, 40.0, 40.0, 60.0, 40.0, 60.0];
    for (column, (header, width)) in (0_u16..).zip(Book::QUERY_HEADERS.into_iter().zip(widths)) {
        sheet.write_string_with_format(0, column, header, &styles.header)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, query) in (1_u32..).zip(queries) {
        let finding = &query.finding;
        let texts = [
            finding.code.clone(),
            finding.dataset.clone().unwrap_or_default(),
            finding.place.header.clone().unwrap_or_default(),
            finding.count.to_string(),
            finding.found.clone(),
            finding.expected.clone(),
            finding.fix.clone(),
            query.last_year.clone().unwrap_or_default(),
        ];
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string_with_format(row, column, text, &styles.wrapped_text)?;
        }
        let note = query.note.clone().unwrap_or_default();
        sheet.write_string_with_format(row, 8, note, &styles.to_fill)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn contents(sheet: &mut Worksheet, tables: &[CorrectionsTable], names: &[String]) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, Book::MARK)?;
    for (column, header) in (0_u16..).zip(Book::CONTENTS_HEADERS) {
        sheet.write_string(1, column, header)?;
    }
    let text = Format::new().set_num_format("@");
    for (row, (table, name)) in (2_u32..).zip(tables.iter().zip(names)) {
        let cells = [
            name.clone(),
            table.file.clone(),
            table.sheet.clone().unwrap_or_default(),
            table.blake3.clone(),
            table.header.len().to_string(),
        ];
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    for (column, width) in (0_u16..).zip([30.0, 40.0, 20.0, 70.0, 12.0]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}
