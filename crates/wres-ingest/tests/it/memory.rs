//! A file may be larger than the memory that the configuration allows: only blocks of it are held.

use crate::reading::KEY;
use std::{
    convert::Infallible,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
};
use wres_domain::Period;
use wres_ingest::{Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, read_submission};

/// Where the child finds its file.
const FILE: &str = "WRES_TEST_LARGE_FILE";
/// Rows of the file: some 96 MB.
const ROWS: u32 = 1_000_000;

const MAPPING: &str = r#"
    site = "E06000008"
    date_order = "dmy"
    [[source]]
    dataset = "staff"
    file = "staff.csv"
    [source.codelists]
    ethnicity = "labels"
"#;

fn write(path: &Path) -> u64 {
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "Employee No,Post No,Ethnicity,Service,Grade,FTE,Contract Type,Start Date,Salary,Remarks").unwrap();
    for row in 0..ROWS {
        let group = ["White British", "Indian", "African", "Not stated"][row as usize % 4];
        writeln!(
            out,
            "{:08},{:08},{group},Adults,Grade {},1.0,Permanent,{:02}/04/2019,\"£{},000\",kept in the file and nowhere else",
            row * 7 + 1,
            row,
            row % 9,
            row % 28 + 1,
            20 + row % 60
        )
        .unwrap();
    }
    out.flush().unwrap();
    std::fs::metadata(path).unwrap().len()
}

/// The most memory that this process has had, in bytes.
fn peak() -> Option<u64> {
    // Only Linux tells it.
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return None };
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().unwrap() * 1024)
}

/// Runs in a process of its own, which has read nothing else.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let path = PathBuf::from(std::env::var_os(FILE).unwrap());
    let (period, key) = (Period::financial_year("2024-25").unwrap(), IdentifierKey::from_bytes(KEY).unwrap());
    let limits = Limits { block_bytes: 256 << 10, repeat_rows: 100_000, ..Limits::default() };
    let context = ReadContext { period: &period, key: &key, limits, fingerprints: Fingerprints::default() };
    let mapping = SiteMapping::from_toml(MAPPING).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let before = peak().unwrap();
    let mut kept = 0;
    let read = pool.install(|| {
        read_submission(&Submission::Files(vec![path]), &mapping, &context, &mut |typed| {
            kept += typed.batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
            Ok::<(), Infallible>(())
        })
    });
    assert!(read.unwrap().balances());
    println!("kept {kept} rows with {} bytes", peak().unwrap() - before);
}

#[test]
fn memory_does_not_grow_with_the_file() {
    if peak().is_none() {
        println!("skipped: this system does not say how much memory a process has had");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.csv");
    let bytes = write(&path);
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own)
        .args(["--exact", "memory::child", "--ignored", "--nocapture"])
        .env(FILE, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find(|line| line.starts_with("kept ")).unwrap_or_else(|| panic!("{said}"));
    let numbers: Vec<u64> = line.split(' ').flat_map(str::parse).collect();
    assert_eq!(numbers[0], u64::from(ROWS));
    // Two threads hold some blocks each, and the file is gone through in pieces of 8 MiB for its hash.
    assert!(numbers[1] < bytes / 2, "{} of {bytes} bytes were held", numbers[1]);
}
