//! Whatever bytes come, the reader ends, its rows balance, and nothing panics.

use crate::reading::read_folder;
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use std::path::PathBuf;
use wres_ingest::{Limits, SiteMapping};

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

fn limits() -> Limits {
    Limits { block_bytes: 64, cell_bytes: 2000, memory_bytes: 1 << 20, unpacked_bytes: 1 << 20, ..Limits::default() }
}

fn read(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    read_folder(folder.path(), &SiteMapping::from_toml(MAPPING).unwrap(), limits());
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
