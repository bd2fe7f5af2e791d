//! The site's rows on a sheet, and the words of the drop-downs.

use super::model::{CorrectionsTable, Mark, MarkedRow};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, IgnoreError, Note,
    Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use wres_domain::{CorrectionsBook as Book, Severity};

/// How cells look.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) header: Format,
    pub(super) wrapped: Format,
    pub(super) wrapped_text: Format,
    pub(super) to_fill: Format,
    plain: Format,
    error: Format,
    query: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = || Format::new().set_font_name("Arial").set_font_size(11.0);
        let text = || base().set_num_format("@");
        let marked = |fill: u32| {
            let line = Color::RGB(0x50_5a5f);
            text().set_background_color(Color::RGB(fill)).set_border(FormatBorder::Thin).set_border_color(line)
        };
        Self {
            title: base().set_bold().set_font_size(16.0),
            header: text().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            wrapped_text: text().set_text_wrap().set_align(FormatAlign::Top),
            to_fill: marked(0xff_f3cd).set_text_wrap().set_align(FormatAlign::Top),
            plain: text(),
            error: marked(0xf8_cfcf),
            query: marked(0xff_f3cd),
        }
    }

    fn of(&self, severity: Option<Severity>) -> &Format {
        match severity {
            Some(Severity::Error) => &self.error,
            Some(_) => &self.query,
            None => &self.plain,
        }
    }
}

/// The words of the drop-downs: each list of words stands once, in a column of a sheet of its own.
#[derive(Default)]
pub(super) struct Lists {
    columns: Vec<Vec<String>>,
}

impl Lists {
    /// The range of a list of words, as a formula.
    fn range(&mut self, words: &[String]) -> String {
        let place = self.columns.iter().position(|known| known == words).unwrap_or_else(|| {
            self.columns.push(words.to_vec());
            self.columns.len() - 1
        });
        let letters = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(place).unwrap_or(u16::MAX));
        format!("='{}'!${letters}$1:${letters}${}", Book::LISTS, words.len())
    }

    pub(super) fn write(self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet().set_name(Book::LISTS)?;
        for (column, words) in (0_u16..).zip(self.columns) {
            for (row, word) in (0_u32..).zip(words) {
                sheet.write_string_with_format(row, column, word, &styles.plain)?;
            }
            sheet.set_column_width(column, 28.0)?;
        }
        Ok(())
    }
}

/// What is said about a cell: the greatest weight, and every text.
type CellMarks<'a> = BTreeMap<u32, (Severity, Vec<&'a str>)>;

/// Longest comment, in characters: a spreadsheet shows no more.
const LONGEST_COMMENT: usize = 1_000;

pub(super) fn write_table(
    sheet: &mut Worksheet,
    table: &CorrectionsTable,
    lists: &mut Lists,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let width = u16::try_from(table.header.len()).unwrap_or(u16::MAX);
    let headers = table.header.iter().map(String::as_str).chain([Book::TO_DO, Book::ROW]);
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(0, column, header, &styles.header)?;
        let wide = if column == width { 80.0 } else { (header.chars().count() as f64 + 3.0).clamp(12.0, 30.0) };
        sheet.set_column_width(column, wide)?;
    }
    for (row, marked) in (1_u32..).zip(&table.rows) {
        write_row(sheet, row, width, marked, styles)?;
    }
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    for (&place, words) in &table.allowed {
        let Ok(column) = u16::try_from(place) else { continue };
        let list = DataValidation::new()
            .allow_list_formula(Formula::new(lists.range(words)))
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Not in the list")?
            .set_error_message("Choose a word from the list, or leave the cell empty.")?;
        if last > 0 {
            sheet.add_data_validation(1, column, last, column, &list)?;
        }
    }
    if last > 0 {
        sheet.ignore_error_range(1, 0, last, width.saturating_add(1), IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    width: u16,
    marked: &MarkedRow,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let cells = marks_of(&marked.marks);
    for (column, text) in (0_u16..width).zip(&marked.cells) {
        let mark = cells.get(&u32::from(column));
        sheet.write_string_with_format(row, column, text, styles.of(mark.map(|(severity, _)| *severity)))?;
        if let Some((_, texts)) = mark {
            let comment: String = texts.join("\n\n").chars().take(LONGEST_COMMENT).collect();
            let note = Note::new(comment).add_author_prefix(false).set_width(360).set_height(140);
            sheet.insert_note(row, column, &note)?;
        }
    }
    let mut to_do: Vec<&str> = marked.marks.iter().map(|mark| mark.text.as_str()).collect();
    if to_do.is_empty() {
        to_do.push("Put right before: nothing to do.");
    }
    sheet.write_string_with_format(row, width, to_do.join("\n"), &styles.wrapped_text)?;
    sheet.write_string_with_format(row, width.saturating_add(1), marked.number.to_string(), &styles.plain)?;
    Ok(())
}

fn marks_of(marks: &[Mark]) -> CellMarks<'_> {
    let mut cells = CellMarks::new();
    for mark in marks {
        for &column in &mark.columns {
            let cell = cells.entry(column).or_insert((mark.severity, Vec::new()));
            cell.0 = cell.0.max(mark.severity);
            cell.1.push(&mark.text);
        }
    }
    cells
}
