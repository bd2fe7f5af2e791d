//! Whatever bytes come, the reader ends, its rows balance, and nothing panics.

use crate::reading::read_folder;
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use std::path::PathBuf;
use wres_domain::SiteId;
use wres_ingest::{Limits, SiteMapping, Submission, draft_mapping};

const MAPPING: &str = r#"
    site = "A"
    date_order = "dmy"
    [[source]]
    dataset = "staff"
    file = "a*"
    [source.codelists]
    ethnicity = "labels"
    [[source]]
    dataset = "returns"
    file = "r*"
    [source.codelists]
    group = "labels"
"#;

/// The same with everything that a mapping can state of columns.
const STATED: &str = r#"
    site = "A"
    date_order = "dmy"
    time_zone = "Europe/London"
    [grades]
    "SCP 5-11" = "1"
    "SCP 12 to 18" = "2"
    [[source]]
    dataset = "staff"
    file = "a*"
    numbered = ["post_id"]
    [source.codelists]
    ethnicity = "labels"
    [source.columns]
    regulated = "Test"
    [source.constants]
    contract = "permanent"
    [source.together]
    grade = ["Scale", "Point"]
    [source.units]
    salary_fte = "months * 12"
    hours_fte = "hours / 36.25"
    [source.cut_offs]
    regulated = 70
"#;

fn limits() -> Limits {
    Limits { block_bytes: 64, cell_bytes: 2000, memory_bytes: 1 << 20, unpacked_bytes: 1 << 20, ..Limits::default() }
}

fn read(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    read_folder(folder.path(), &SiteMapping::from_toml(MAPPING).unwrap(), limits());
}

/// Drafts a mapping, takes every guess for right, and reads by it: whatever the draft guesses is a mapping.
fn draft(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let submission = Submission::Folder(folder.path().to_owned());
    let draft = draft_mapping(&submission, &SiteId::new("A").unwrap(), limits()).unwrap();
    let text = draft.to_toml().unwrap();
    let mapping = SiteMapping::from_toml(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    for question in mapping.questions() {
        let _ = (question.to_string(), question.choices(&submission, limits()).unwrap());
    }
    read_folder(folder.path(), &draft.taken_for_granted().0, limits());
}

/// A few cases each time, and as many as `WRES_FUZZ_CASES` says where somebody goes looking for trouble. What found something is
/// kept beside this file, and tried first from then on.
fn campaign() -> ProptestConfig {
    let cases = std::env::var("WRES_FUZZ_CASES").map_or(96, |cases| cases.parse().unwrap());
    let kept = FileFailurePersistence::Direct(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/arbitrary.txt"));
    ProptestConfig { cases, failure_persistence: Some(Box::new(kept)), ..ProptestConfig::default() }
}

/// Pieces that tables are made of, so that many tables have a header and rows.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Employee No",
        "Ethnicity",
        "Service",
        "Grade",
        "FTE",
        "Contract Type",
        "Start Date",
        "Salary",
        "DOB",
        ",",
        ",",
        ",",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        "\t",
        ";",
        "900101",
        "White British",
        "Adults",
        "1.0",
        "Permanent",
        "01/04/2019",
        "£32,000",
        "Total",
        "Source:",
        "#DIV/0!",
        "\u{0}",
        "\u{202E}",
        "=1+1",
        "31/12/9999",
        "<5",
        "[c]",
        "20 (13.6%)",
        "Indicator",
        "Ethnic group",
        "Cases",
        "Base",
        "é",
        "\u{FEFF}",
        " ",
        "-",
        "1.59E+03",
        "99999999999999999999",
        "VACANT",
    ])
}

/// A file of the fixtures, to be damaged.
fn fixtures() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messy");
    let mut files = Vec::new();
    for defect in std::fs::read_dir(folder).unwrap() {
        let inbox = defect.unwrap().path().join("inbox");
        if inbox.is_dir() {
            files.extend(std::fs::read_dir(inbox).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    files.sort();
    files
}

proptest! {
    #![proptest_config(campaign())]

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read("a.csv", &bytes);
    }

    #[test]
    fn any_bytes_after_any_magic_can_be_read(
        magic in prop::sample::select(vec![&b"PK\x03\x04"[..], b"\x1f\x8b\x08\x00", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        read("a.bin", &[magic, &bytes].concat());
    }

    #[test]
    fn any_mixture_of_what_tables_are_made_of_can_be_read(pieces in prop::collection::vec(piece(), 0..120), returns in any::<bool>()) {
        read(if returns { "r.csv" } else { "a.csv" }, pieces.concat().as_bytes());
    }

    #[test]
    fn a_header_and_any_cells_can_be_read(rows in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 7..9), 0..12)) {
        let mut text = "Employee No,Ethnicity,Service,Grade,FTE,Contract Type,Start Date\n".to_owned();
        for row in rows {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        read("a.csv", text.as_bytes());
    }

    #[test]
    fn any_cells_can_be_in_units_and_cut_and_put_together(rows in prop::collection::vec(prop::collection::vec("[0-9£.,%k -]{0,9}|SCP|\\PC{0,6}", 9), 0..12)) {
        let mut text = "Employee No,Ethnicity,Service,Scale,Point,Salary,FTE,Start Date,Test\n".to_owned();
        rows.iter().for_each(|row| text.push_str(&(row.join(";") + "\n").replace(',', ".").replace(';', ",")));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), text).unwrap();
        read_folder(folder.path(), &SiteMapping::from_toml(STATED).unwrap(), limits());
    }

    #[test]
    fn whatever_a_draft_guesses_is_a_mapping(
        pieces in prop::collection::vec(piece(), 0..120),
        cells in prop::collection::vec(prop::collection::vec("[0-9]{1,3}|SCP [0-9]{1,2}|20[0-9]{2}-0[1-9]-1[0-9]T23:00:00Z|Yes - new|\\PC{0,6}", 8), 0..40),
    ) {
        draft("a.csv", pieces.concat().as_bytes());
        let mut text = "Employee No,Ethnicity,Service,Grade,Salary,FTE,Start Date,Disabled\n".to_owned();
        cells.iter().for_each(|row| text.push_str(&(row.join("\t").replace([',', '"', '\n', '\r'], " ").replace('\t', ",") + "\n")));
        draft("staff.csv", text.as_bytes());
    }

    #[test]
    fn cells_can_be_merged_in_any_way(
        rows in prop::collection::vec(prop::collection::vec("[a-z0-9]{0,3}", 0..4), 0..9),
        merged in prop::collection::vec((0_u32..12, 0_u16..5, 0_u32..6, 0_u16..3), 0..6),
    ) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let (sheet, format) = (book.add_worksheet(), rust_xlsxwriter::Format::new());
        let mut taken: Vec<(u32, u16, u32, u16)> = Vec::new();
        for (row, column, down, right) in merged {
            let (to_row, to_column) = (row + down, column + right);
            // A writer refuses one cell, and two ranges that overlap.
            let apart = |other: &(u32, u16, u32, u16)| to_row < other.0 || other.2 < row || to_column < other.1 || other.3 < column;
            if down + u32::from(right) > 0 && taken.iter().all(apart) {
                sheet.merge_range(row, column, to_row, to_column, "m", &format).unwrap();
                taken.push((row, column, to_row, to_column));
            }
        }
        for (column, cell) in (0..).zip(["Employee No", "Leaving Date", "Reason"]) {
            sheet.write(0, column, cell).unwrap();
        }
        for (row, cells) in (1..).zip(&rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        let folder = tempfile::tempdir().unwrap();
        book.save(folder.path().join("a.xlsx")).unwrap();
        let mapping = "site = \"A\"\ndate_order = \"dmy\"\n[[source]]\ndataset = \"leavers\"\nfile = \"a*\"\n";
        read_folder(folder.path(), &SiteMapping::from_toml(mapping).unwrap(), Limits::default());
    }

    #[test]
    fn damaged_fixtures_can_be_read(index in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let files = fixtures();
        let mut bytes = std::fs::read(index.get(&files)).unwrap();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
        }
        read("a.csv", &bytes);
    }
}
