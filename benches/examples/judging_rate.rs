//! What the rules cost beside the reading: `judging_rate ROWS` writes a clean site of about that many staff rows, reads it with and
//! without the rules, and prints seconds and the most memory taken.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads files and the clock, talks to whoever runs it and stops at any trouble"
)]

use std::{
    io::{BufWriter, Write},
    time::Instant,
};
use wres_benches::cost::{peak_memory, processor};
use wres_domain::{Dataset, Day, Period, SiteId};
use wres_ingest::{
    Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, TypedBatches, read_submission,
};
use wres_synth::{Plan, Value};
use wres_validate::{Batches, Context, Examination, SourceFile, Sources};

/// Staff of one block; blocks are repeated with other numbers until there are enough rows.
const BLOCK: usize = 100_000;

fn text(value: Value, more: u32) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Id(prefix, number) => format!("{prefix}{:010}", u64::from(number) + u64::from(more) * 10_000_000),
        Value::Code(text) | Value::Text(text) => text.to_owned(),
        Value::Day(day) => Day::from_number(day).unwrap().to_string(),
        Value::Pence(pence) => format!("{}.{:02}", pence / 100, pence % 100),
        Value::Hundredths(hundredths) => format!("{:.2}", f64::from(hundredths) / 100.0),
        Value::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Value::Minute(number) | Value::Integer(number) => number.to_string(),
    }
}

fn main() {
    let rows: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let plan = Plan::clean(1, BLOCK.min(rows));
    let extracts = plan.tables(1, 0).unwrap();
    let staff = extracts[1].table(Dataset::Staff).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.csv");
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "{}", staff.columns.join(",")).unwrap();
    let mut written = 0;
    for block in 0.. {
        if written >= rows {
            break;
        }
        for row in 0..staff.rows().min(rows - written) {
            let cells: Vec<String> = staff.row(row).iter().map(|value| text(*value, block)).collect();
            writeln!(file, "{}", cells.join(",")).unwrap();
            written += 1;
        }
    }
    file.into_inner().unwrap().sync_all().unwrap();
    let megabytes = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    let grades: String = (1..=9).map(|rung| format!("\"{rung}\" = \"{rung}\"\n")).collect();
    let mapping = format!(
        "site = \"E06000008\"\ndate_order = \"iso\"\n[grades]\n{grades}[[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n\
         [source.codelists]\nethnicity = \"canonical\"\n"
    );
    let mapping = SiteMapping::from_toml(&mapping).unwrap();
    let period: &Period = &plan.periods[1];
    let key = IdentifierKey::from_bytes(b"8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7").unwrap();
    let context = ReadContext { period, key: &key, limits: Limits::default(), fingerprints: Fingerprints::default() };
    let submission = Submission::Files(vec![path]);
    let read = |sink: &mut dyn FnMut(TypedBatches)| {
        let start = Instant::now();
        let read = read_submission(&submission, &mapping, &context, &mut |typed| {
            sink(typed);
            Ok::<(), std::convert::Infallible>(())
        });
        (start.elapsed().as_secs_f64(), read.unwrap())
    };
    println!("{written} rows, {megabytes} MB, {} threads", rayon::current_num_threads());
    for _ in 0..2 {
        let before = processor();
        let (seconds, _) = read(&mut |_| {});
        println!("reading alone: {seconds:.2} s, processor {:.2} s; {}", processor() - before, peak_memory());
    }
    for _ in 0..2 {
        let mut examination =
            Examination::new(Context::new(SiteId::new("E06000008").unwrap(), period.clone())).unwrap();
        let (mut inside, before) = (0.0, processor());
        let (seconds, receipts) = read(&mut |typed| {
            let start = Instant::now();
            let TypedBatches { dataset, file, supplied, batches } = &typed;
            examination.look(&Batches { dataset: *dataset, file: *file, supplied, rows: batches });
            inside += start.elapsed().as_secs_f64();
        });
        let start = Instant::now();
        let files =
            receipts.receipts.iter().map(|receipt| SourceFile { dataset: receipt.dataset, ..SourceFile::default() });
        let verdict = examination.finish(&Sources { files: files.collect() });
        let end = start.elapsed().as_secs_f64();
        println!(
            "reading and rules: {seconds:.2} s, of which looking {inside:.2} s, and concluding {end:.2} s; processor {:.2} s; {} \
             findings; {}",
            processor() - before,
            verdict.findings.len(),
            peak_memory()
        );
    }
}
