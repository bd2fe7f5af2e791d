//! Workbooks: sheets, dates, formulas, what is hidden.

use crate::reading::{read, read_folder};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::path::Path;
use wres_domain::Dataset;
use wres_ingest::{Limits, SiteMapping, Submission};

const MAPPING: &str = r#"
    site = "E06000008"
    date_order = "dmy"
    [[source]]
    dataset = "leavers"
    file = "*.xlsx"
"#;

fn mapping(extra: &str) -> SiteMapping {
    SiteMapping::from_toml(&format!("{MAPPING}{extra}")).unwrap()
}

fn header(sheet: &mut Worksheet, row: u32) {
    for (column, name) in (0..).zip(["Employee No", "Leaving Date", "Reason"]) {
        sheet.write(row, column, name).unwrap();
    }
}

fn data(sheet: &mut Worksheet, row: u32, number: u32) {
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(row, 0, number).unwrap();
    sheet.write_with_format(row, 1, ExcelDateTime::from_ymd(2024, 5, 1).unwrap(), &date).unwrap();
    sheet.write(row, 2, "Resignation").unwrap();
}

fn save(folder: &Path, name: &str, book: &mut Workbook) {
    book.save(folder.join(name)).unwrap();
}

#[test]
fn a_notes_sheet_comes_first_and_the_right_sheet_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write(0, 0, "Reason: see the guidance").unwrap();
    notes.write(1, 0, "Employee No is the payroll number").unwrap();
    let sheet = book.add_worksheet().set_name("Leavers 24-25").unwrap();
    sheet.write(0, 0, "Leavers of the year").unwrap();
    header(sheet, 3);
    data(sheet, 4, 900_101);
    data(sheet, 5, 900_102);
    save(folder.path(), "l.xlsx", &mut book);
    let reading = read_folder(folder.path(), &mapping(""), Limits::default());
    let receipt = &reading.read.receipts[0];
    assert_eq!(receipt.sheet.as_deref(), Some("Leavers 24-25"));
    assert_eq!((receipt.header_row, receipt.rows.kept, receipt.set_aside.blank), (Some(4), 2, 2));
    assert_eq!(reading.cell(Dataset::Leavers, 0, 5, "left_on").as_deref(), Some("2024-05-01"));
    assert_eq!(reading.column(Dataset::Leavers, "reason"), ["resignation", "resignation"]);
}

#[test]
fn a_number_and_its_text_are_the_same_identifier_in_a_workbook_and_a_text_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(sheet, 0);
    data(sheet, 1, 900_101);
    save(folder.path(), "a.xlsx", &mut book);
    std::fs::write(folder.path().join("b.csv"), "Employee No,Leaving Date,Reason\n900101,01/05/2024,Resignation\n")
        .unwrap();
    let mapping = mapping("[[source]]\ndataset = \"leavers\"\nfile = \"*.csv\"\n");
    let keys = read_folder(folder.path(), &mapping, Limits::default()).column(Dataset::Leavers, "person_id");
    assert!(keys.len() == 2 && keys[0] == keys[1], "{keys:?}");
}

#[test]
fn hidden_rows_columns_and_filters_are_read_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(sheet, 0);
    for row in 1..=5 {
        data(sheet, row, 900_100 + row);
    }
    sheet.set_row_hidden(2).unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.set_column_hidden(2).unwrap();
    save(folder.path(), "l.xlsx", &mut book);
    let reading = read_folder(folder.path(), &mapping(""), Limits::default());
    assert_eq!(reading.read.receipts[0].rows.kept, 5);
    let finding = reading.findings("Q-LAY-509")[0];
    assert_eq!(finding.found, "2 hidden rows and 1 hidden column");
}

#[test]
fn formulas_have_the_value_they_were_saved_with_and_are_not_evaluated() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(sheet, 0);
    data(sheet, 1, 900_101);
    sheet.write_formula(1, 2, Formula::new("=\"Resig\"&\"nation\"").set_result("Retirement")).unwrap();
    save(folder.path(), "l.xlsx", &mut book);
    let reading = read_folder(folder.path(), &mapping(""), Limits::default());
    assert_eq!(reading.column(Dataset::Leavers, "reason"), ["retirement"]);
}

#[test]
fn a_sheet_that_is_not_there_is_named_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    header(book.add_worksheet().set_name("Leaver list").unwrap(), 0);
    save(folder.path(), "l.xlsx", &mut book);
    let reading = read_folder(folder.path(), &mapping("sheet = \"Leavers list\"\n"), Limits::default());
    let finding = reading.findings("E-FIL-510")[0];
    assert!(
        finding.found.contains("\"Leaver list\"") && finding.fix.contains("Perhaps \"Leaver list\" is meant"),
        "{finding}"
    );
    assert!(reading.read.supplied.is_empty());
}

#[test]
fn two_sheets_of_a_workbook_are_two_datasets() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let leavers = book.add_worksheet().set_name("Leavers").unwrap();
    header(leavers, 0);
    data(leavers, 1, 900_101);
    let cases = book.add_worksheet().set_name("Cases").unwrap();
    for (column, name) in (0..).zip(["Case No", "Employee No", "Case Type", "Date Opened"]) {
        cases.write(0, column, name).unwrap();
    }
    for (column, value) in (0..).zip(["C1", "900101", "Disciplinary", "01/06/2024"]) {
        cases.write(1, column, value).unwrap();
    }
    save(folder.path(), "all.xlsx", &mut book);
    let mapping =
        mapping("sheet = \"Leavers\"\n[[source]]\ndataset = \"cases\"\nfile = \"*.xlsx\"\nsheet = \"cases\"\n");
    let reading = read_folder(folder.path(), &mapping, Limits::default());
    assert_eq!(reading.read.supplied[&Dataset::Leavers].rows, 1);
    assert_eq!(reading.read.supplied[&Dataset::Cases].rows, 1);
    assert_eq!(reading.column(Dataset::Leavers, "person_id"), reading.column(Dataset::Cases, "person_id"));
    assert_eq!(reading.column(Dataset::Cases, "_file"), ["1"]);
}

#[test]
fn one_workbook_may_be_given_as_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    header(sheet, 0);
    data(sheet, 1, 1);
    save(folder.path(), "l.xlsx", &mut book);
    let reading = read(&Submission::Files(vec![folder.path().join("l.xlsx")]), &mapping(""), Limits::default());
    assert_eq!(reading.read.receipts[0].rows.kept, 1);
    assert_eq!(reading.read.receipts[0].blake3.len(), 64);
}
