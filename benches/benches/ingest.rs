//! From bytes to typed, mapped and hashed columns: a wide staff file as text, and as a workbook.

use calamine::{DataType, Reader, Xlsx, open_workbook};
use divan::{Bencher, counter::BytesCount};
use rayon::ThreadPoolBuilder;
use rust_xlsxwriter::Workbook;
use std::{convert::Infallible, fs, hint::black_box, path::Path};
use wres_benches::staff::{MAPPING, PERIOD, write_staff};
use wres_domain::Period;
use wres_ingest::{Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, read_submission};

fn main() {
    divan::main();
}

/// A key that is good for nothing else.
const KEY: &[u8] = b"8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7";

/// Reads one file again and again by some threads.
#[expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
fn read(bencher: Bencher<'_, '_>, path: &Path, threads: usize) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let sheet = if name.ends_with(".xlsx") { "\nsheet = \"Sheet1\"" } else { "" };
    let source = format!("file = \"{name}\"{sheet}");
    let mapping = SiteMapping::from_toml(&MAPPING.replace("file = \"staff.csv\"", &source)).unwrap();
    let period = Period::financial_year(PERIOD).unwrap();
    let key = IdentifierKey::from_bytes(KEY).unwrap();
    let context =
        ReadContext { period: &period, key: &key, limits: Limits::default(), fingerprints: Fingerprints::default() };
    let submission = Submission::Files(vec![path.to_owned()]);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let once = || {
        let mut rows = 0;
        let mut sink = |typed: wres_ingest::TypedBatches| {
            rows += black_box(typed).batches.iter().map(|batch| batch.num_rows()).sum::<usize>();
            Ok::<(), Infallible>(())
        };
        read_submission(&submission, &mapping, &context, &mut sink).unwrap();
        rows
    };
    assert!(pool.install(once) > 0, "nothing was read");
    bencher.counter(BytesCount::new(fs::metadata(path).unwrap().len())).bench(|| pool.install(once));
}

#[divan::bench(args = [1, 2, 4], sample_count = 10)]
#[expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
fn text(bencher: Bencher<'_, '_>, threads: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.csv");
    let mut bytes = Vec::new();
    write_staff(&mut bytes, 0, 400_000).unwrap();
    fs::write(&path, bytes).unwrap();
    read(bencher, &path, threads);
}

/// Rows of the workbook.
const WORKBOOK_ROWS: u64 = 20_000;

#[expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
fn make_workbook(path: &Path) {
    let mut bytes = Vec::new();
    write_staff(&mut bytes, 0, WORKBOOK_ROWS).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(std::str::from_utf8(&bytes).unwrap().lines()) {
        let mut quoted = false;
        let cells = line.split(|c: char| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        for (column, cell) in (0..).zip(cells.map(|cell| cell.trim_matches('"'))) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save(path).unwrap();
}

/// Inspected for what a reader would not show, read, mapped and hashed.
#[divan::bench(sample_count = 10)]
#[expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
fn workbook(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.xlsx");
    make_workbook(&path);
    read(bencher, &path, 1);
}

/// The same workbook read by calamine alone, into cells and no further.
#[divan::bench(sample_count = 10)]
#[expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
fn workbook_by_calamine(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.xlsx");
    make_workbook(&path);
    let once = || {
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        range.rows().map(|row| row.iter().filter(|cell| !cell.is_empty()).count()).sum::<usize>()
    };
    bencher.counter(BytesCount::new(fs::metadata(&path).unwrap().len())).bench(|| black_box(once()));
}
