//! From the bytes of one staff file to the lake, stage by stage: `ingest_rate FOLDER THREADS STAGE` reads what `staff_files FOLDER
//! ROWS` laid out, and prints seconds, rate, processor time and the most memory taken. The stages, each with those before it but the
//! first:
//!
//! - `newlines`: the file is read and its line ends are counted, which is what the machine can do;
//! - `read`: hashed, decoded, split, mapped to typed columns, identifiers hashed with the key;
//! - `rules`: judged by all rules of the dataset;
//! - `lake`: written to Parquet and put in place.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads files and the clock, talks to whoever runs it and stops at any trouble"
)]

use rayon::prelude::*;
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    time::Instant,
};
use wres_benches::{
    cost::{peak_memory, processor},
    staff::{PERIOD, SITE},
};
use wres_domain::{Dataset, Period, RowLedger, SiteId};
use wres_ingest::{
    Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, TypedBatches, read_submission,
};
use wres_store::{Lake, Manifest};
use wres_validate::{Batches, Context, Examination, SourceFile, Sources};

/// A key that is good for nothing else.
const KEY: &[u8] = b"8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let usage = "ingest_rate FOLDER THREADS newlines|read|rules|lake";
    let (Some(folder), Some(threads), Some(stage)) =
        (arguments.next(), arguments.next().and_then(|text| text.parse().ok()), arguments.next())
    else {
        println!("{usage}");
        return;
    };
    let path = PathBuf::from(&folder).join("inbox").join(PERIOD).join(SITE).join("staff.csv");
    let bytes = std::fs::metadata(&path).unwrap().len();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let start = Instant::now();
    let rows = pool.install(|| match stage.as_str() {
        "newlines" => newlines(&path),
        "read" | "rules" | "lake" => take_in(Path::new(&folder), path.clone(), &stage),
        _ => panic!("{usage}"),
    });
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{stage}, {threads} threads: {rows} rows, {seconds:.2} s, {:.2} GB/s, {:.2} million rows/s; processor {:.1} s; {}",
        bytes as f64 / 1e9 / seconds,
        rows as f64 / 1e6 / seconds,
        processor(),
        peak_memory()
    );
}

/// Reads pieces and counts the line ends in them, the next pieces while the last are looked at.
fn newlines(path: &Path) -> u64 {
    let mut file = File::open(path).unwrap();
    let mut next = || {
        let mut piece = Vec::with_capacity(4 << 20);
        file.by_ref().take(4 << 20).read_to_end(&mut piece).unwrap();
        piece
    };
    let width = rayon::current_num_threads() * 2;
    let mut wave: Vec<Vec<u8>> = (0..width).map(|_| next()).collect();
    let mut rows = 0;
    while wave.iter().any(|piece| !piece.is_empty()) {
        let count = || wave.par_iter().map(|piece| memchr::memchr_iter(b'\n', piece).count() as u64).sum::<u64>();
        let (found, later) = rayon::join(count, || (0..width).map(|_| next()).collect());
        rows += found;
        wave = later;
    }
    rows
}

fn take_in(folder: &Path, path: PathBuf, stage: &str) -> u64 {
    let period = Period::financial_year(PERIOD).unwrap();
    let key = IdentifierKey::from_bytes(KEY).unwrap();
    let mapping = std::fs::read_to_string(folder.join(format!("mappings/{SITE}.toml"))).unwrap();
    let mapping = SiteMapping::from_toml(&mapping).unwrap();
    let context =
        ReadContext { period: &period, key: &key, limits: Limits::default(), fingerprints: Fingerprints::default() };
    let site = SiteId::new(SITE).unwrap();
    let mut examination =
        (stage != "read").then(|| Examination::new(Context::new(site.clone(), period.clone())).unwrap());
    let root = tempfile::tempdir_in(folder).unwrap();
    let lake = Lake::open(root.path()).unwrap();
    let mut staging = (stage == "lake").then(|| lake.stage(&site, &period).unwrap());
    let (mut rows, start) = (0, Instant::now());
    context.fingerprints.blake3(&path).unwrap();
    let hashed = start.elapsed();
    let read = read_submission(&Submission::Files(vec![path]), &mapping, &context, &mut |typed| {
        let TypedBatches { dataset, file, supplied, batches } = &typed;
        rows += batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
        if let Some(examination) = &mut examination {
            let looks = examination.look(&Batches { dataset: *dataset, file: *file, supplied, rows: batches });
            assert!(looks.iter().all(|look| look.rejected + look.duplicate == 0), "the rows are clean");
        }
        match &mut staging {
            Some(staging) => staging.write(*dataset, supplied, batches),
            None => Ok(()),
        }
    })
    .unwrap();
    let mut parts = vec![("rows", start.elapsed())];
    if let Some(examination) = examination {
        let files = read.receipts.iter();
        let files = files.map(|receipt| SourceFile { dataset: receipt.dataset, ..SourceFile::default() }).collect();
        let verdict = examination.finish(&Sources { files });
        println!("{} findings", verdict.findings.len());
        parts.push(("conclusion", start.elapsed()));
    }
    if let Some(staging) = staging {
        let staged = staging.finish().unwrap();
        let manifest = Manifest {
            version: Manifest::VERSION,
            site,
            period: period.label.clone(),
            identity: String::new(),
            key_id: key.key_id().to_owned(),
            files: staged.files().clone(),
            ledger: RowLedger::default(),
            notes: serde_json::Value::Null,
        };
        lake.accept(&staged, &manifest).unwrap();
        assert_eq!(manifest.files.get(&Dataset::Staff).map(|file| file.rows), Some(rows));
        parts.push(("in place", start.elapsed()));
    }
    let parts: Vec<String> = parts.iter().map(|(part, at)| format!("{part} {:.2} s", at.as_secs_f64())).collect();
    println!("hashed {:.2} s, {}", hashed.as_secs_f64(), parts.join(", "));
    rows
}
