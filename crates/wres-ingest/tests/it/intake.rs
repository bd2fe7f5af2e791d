//! The first hour with a new site: columns that are not there, instants, copies, and what workbooks keep to themselves.

use crate::reading::{Reading, read_folder};
use std::{io::Write, path::Path};
use wres_domain::{Dataset, Severity, SiteId};
use wres_ingest::{Limits, MappingError, SiteMapping, Submission, draft_mapping, mapping::GuessKind};
use zip::{ZipWriter, write::SimpleFileOptions};

fn mapping(text: &str) -> SiteMapping {
    SiteMapping::from_toml(&format!("site = \"E06000008\"\ndate_order = \"dmy\"\n{text}")).unwrap()
}

fn read_one(name: &str, content: &str, text: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    read_folder(folder.path(), &mapping(text), Limits::default())
}

/// A workbook of one sheet from the XML of its rows and of what follows them.
fn workbook(path: &Path, properties: &str, rows: &str, after: &str) {
    let mut zip = ZipWriter::new(std::fs::File::create(path).unwrap());
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"></Types>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {main} xmlns:r=\"{office}\">{properties}<sheets><sheet name=\"S\" sheetId=\"1\" \
                 r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{rows}</sheetData>{after}</worksheet>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn header() -> String {
    let cells = [("A1", "Employee No"), ("B1", "Leaving Date"), ("C1", "Reason")].map(|(at, name)| text(at, name));
    format!("<row r=\"1\">{}</row>", cells.concat())
}

const LEAVERS: &str = "[[source]]\ndataset = \"leavers\"\nfile = \"*\"\n";

#[test]
fn a_bare_number_in_a_workbook_that_counts_from_1904_is_a_day_of_that_count() {
    let folder = tempfile::tempdir().unwrap();
    let row =
        format!("<row r=\"2\">{}<c r=\"B2\"><v>43951</v></c>{}</row>", text("A2", "7"), text("C2", "Resignation"));
    for (system, day) in [("<workbookPr date1904=\"1\"/>", "2024-05-01"), ("<workbookPr/>", "2020-04-30")] {
        workbook(&folder.path().join("l.xlsx"), system, &format!("{}{row}", header()), "");
        let reading = read_folder(folder.path(), &mapping(LEAVERS), Limits::default());
        assert_eq!(reading.column(Dataset::Leavers, "left_on"), [day], "{:?}", reading.read.findings);
        assert_eq!(reading.findings("I-DAT-507").len(), 1);
    }
}

#[test]
fn merged_cells_among_the_rows_and_formulas_without_a_value_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let row = |n: u32, date: &str| {
        format!(
            "<row r=\"{n}\">{}{date}{}</row>",
            text(&format!("A{n}"), &format!("{n}")),
            text(&format!("C{n}"), "Retirement")
        )
    };
    let rows = [
        row(2, &text("B2", "2024-05-01")),
        row(3, ""),
        row(4, "<c r=\"B4\"><f>B2+1</f></c>"),
        row(5, "<c r=\"B5\"><f>B2+2</f><v></v></c>"),
        row(6, "<c r=\"B6\"><f>B2+3</f><v>45416</v></c>"),
    ];
    let after = "<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"B2:B3\"/></mergeCells>";
    workbook(&folder.path().join("l.xlsx"), "", &format!("{}{}", header(), rows.concat()), after);
    let reading = read_folder(folder.path(), &mapping(LEAVERS), Limits::default());
    let merged = reading.findings("I-LAY-519");
    assert_eq!((merged.len(), merged[0].count, merged[0].place.row), (1, 1, Some(2)), "{:?}", reading.read.findings);
    let formulas = reading.findings("Q-LAY-520");
    assert_eq!((formulas.len(), formulas[0].count, formulas[0].place.row), (1, 2, Some(4)));
}

#[test]
fn an_instant_has_its_day_by_the_declared_zone_and_is_asked_about_without_one() {
    let file =
        "Employee No,Leaving Date,Reason\n1,2024-06-30T23:00:00Z,Retirement\n2,2024-12-31T23:30:00Z,Retirement\n";
    let asked = read_one("l.csv", file, LEAVERS);
    assert_eq!(asked.column(Dataset::Leavers, "left_on"), ["2024-07-01", "2024-12-31"]);
    let findings = asked.findings("Q-DAT-510");
    assert_eq!((findings.len(), findings[0].count), (1, 2));
    let london = read_one("l.csv", file, &format!("time_zone = \"Europe/London\"\n{LEAVERS}"));
    assert_eq!(london.column(Dataset::Leavers, "left_on"), ["2024-07-01", "2024-12-31"]);
    assert!(london.findings("Q-DAT-510").is_empty());
    let utc = read_one("l.csv", file, &format!("{LEAVERS}time_zone = \"UTC\"\n"));
    assert_eq!(utc.column(Dataset::Leavers, "left_on"), ["2024-06-30", "2024-12-31"]);
}

const STAFF: &str = r#"[[source]]
dataset = "staff"
file = "*"
[source.codelists]
ethnicity = "labels"
[source.constants]
contract = "Permanent"
service = "adults"
[source.together]
person_id = ["Surname", "Born"]
grade = ["Scale", "Point"]
[source.units]
hours_fte = "hours / 37"
salary_fte = "months * 12"
[grades]
"SCP 5-11" = "2"
"SCP 12 to 20" = "3"
"SCP 7" = "4"
"#;

#[test]
fn columns_that_are_not_there_are_stated_put_together_and_scaled() {
    let file = "Surname,Born,Ethnicity,Scale,Point,FTE,Salary,Start date\n\
                Ash,01/02/1980,Asian/Asian British - Indian,SCP,5,37,\"£2,500\",01/04/2019\n\
                Ash,03/04/1990,White - British,SCP,7,18.5,2000,01/04/2019\n\
                Elm,01/02/1980,Irish,SCP,20,37,3000,01/04/2019\n";
    let reading = read_one("s.csv", file, STAFF);
    let column = |name| reading.column(Dataset::Staff, name);
    assert_eq!(column("contract"), ["permanent"; 3], "{:?}", reading.read.findings);
    assert_eq!(column("service"), ["adults"; 3]);
    assert_eq!(column("hours_fte"), ["100", "50", "100"]);
    assert_eq!(column("salary_fte"), ["3000000", "2400000", "3600000"]);
    assert_eq!(column("rung"), ["2", "4", "3"], "a grade with an entry of its own is in no range");
    assert_eq!(column("grade"), ["SCP 5", "SCP 7", "SCP 20"]);
    let people: std::collections::BTreeSet<String> = column("person_id").into_iter().collect();
    assert_eq!(people.len(), 3, "a surname or a birthday alone is not the key");
    assert!(reading.read.supplied[&Dataset::Staff].columns.contains(&"contract".to_owned()));
}

#[test]
fn rows_without_a_key_are_told_apart_by_their_number_and_a_score_has_a_cut_off() {
    let text = "[[source]]\ndataset = \"applications\"\nfile = \"*\"\nnumbered = [\"application_id\"]\n[source.codelists]\n\
                ethnicity = \"labels\"\n[source.cut_offs]\nshortlisted = 70\n";
    let file = "Vacancy ID,Ethnic group,Shortlisted,Appointed\nV1,Irish,70,No\nV1,Irish,70,No\nV1,Irish,69,No\n";
    let reading = read_one("a.csv", file, text);
    assert_eq!(reading.column(Dataset::Applications, "shortlisted"), ["true", "true", "false"]);
    let keys: std::collections::BTreeSet<String> =
        reading.column(Dataset::Applications, "application_id").into_iter().collect();
    assert_eq!(keys.len(), 3, "two applicants who are alike in all else are two: {:?}", reading.read.findings);
}

#[test]
fn what_cannot_be_stated_is_refused_with_what_is_near() {
    let wrong = |from: &str, to: &str| {
        let text = format!("site = \"E06000008\"\n{}", STAFF.replace(from, to));
        assert!(text.contains(to), "{from}");
        match SiteMapping::from_toml(&text) {
            Err(MappingError::Wrong(wrong)) => wrong.join("\n"),
            other => panic!("{other:?}"),
        }
    };
    assert!(wrong("\"Permanent\"", "\"permament\"").contains("the nearest are `permanent`"));
    assert!(wrong("contract = \"Permanent\"", "person_id = \"1\"").contains("one person or one case"));
    assert!(wrong("[\"Surname\", \"Born\"]", "[\"Surname\"]").contains("two headers or more"));
    assert!(wrong("hours / 37", "hours per 37").contains("hours / 37"));
    assert!(wrong("\"SCP 12 to 20\"", "\"SCP 11-20\"").contains("have grades in common"));
    assert!(wrong("file = \"*\"", "file = \"*\"\nnumbered = [\"person_id\"]").contains("cannot be a row number"));
    assert!(wrong("file = \"*\"", "file = \"*\"\ntime_zone = \"Mars\"").contains("`Europe/London`"));
    assert!(wrong("service = \"adults\"", "serivce = \"adults\"").contains("`service`"));
}

#[test]
fn a_stray_copy_never_takes_the_place_of_the_file_that_the_mapping_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = "Employee No,Leaving Date,Reason\n1,2024-06-30,Retirement\n";
    for name in ["a copy of leavers.csv", "leavers.csv", "leavers (1).csv"] {
        std::fs::write(folder.path().join(name), file).unwrap();
    }
    for pattern in ["leavers.csv", "leavers*.csv"] {
        let mapping = mapping(&format!("[[source]]\ndataset = \"leavers\"\nfile = \"{pattern}\"\n"));
        let reading = read_folder(folder.path(), &mapping, Limits::default());
        assert_eq!(reading.column(Dataset::Leavers, "left_on").len(), 1, "{pattern}: {:?}", reading.read.findings);
        let copies = reading.findings("Q-FIL-505");
        assert!(
            copies.iter().all(|finding| finding.place.file.as_deref() != Some("leavers.csv")) || pattern.contains('*')
        );
        assert_eq!(copies.len(), 2);
    }
}

#[test]
fn a_count_of_a_service_that_does_not_exist_is_left_out_with_the_nearest() {
    let file = "Indicator,Service,Group,Cases,Base\nsc-wres-8,adults,white,1,20\nsc-wres-8,adlts,bme,2,20\n";
    let text = "[[source]]\ndataset = \"returns\"\nfile = \"*\"\n[source.codelists]\ngroup = \"labels\"\n";
    let reading = read_one("r.csv", file, text);
    assert_eq!(reading.column(Dataset::Returns, "service"), ["adults"]);
    let found = reading.read.findings.iter().find(|finding| finding.severity == Severity::Error).unwrap();
    assert!(found.fix.contains("`adults`") && found.count == 1, "{found:?}");
}

#[test]
fn a_file_with_headers_of_its_own_is_drafted_with_every_required_column_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = "Zaehler;Herkunft;Wochenstd;Beginn am\n".to_owned();
    (0..20).for_each(|n| file.push_str(&format!("{n};Irish;37;2019-04-01\n")));
    std::fs::write(folder.path().join("odd.csv"), file).unwrap();
    let submission = Submission::Folder(folder.path().to_owned());
    let draft = draft_mapping(&submission, &SiteId::new("E06000008").unwrap(), Limits::default()).unwrap();
    let source = &draft.mapping.sources[0];
    assert_eq!((source.header_row, source.confirmed), (Some(1), false));
    let missing: Vec<&str> = source
        .guesses
        .iter()
        .filter(|guess| guess.kind == GuessKind::Stated)
        .map(|guess| guess.column.as_str())
        .collect();
    assert!(missing.contains(&"person_id") && missing.contains(&"contract"), "{missing:?}");
}
