//! How fast a staff file goes from bytes to typed columns: `rate ROWS [THREADS]` makes a file of that many rows beside the
//! system's temporary files, reads it three times, and prints megabytes a second and the most memory taken.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement talks to whoever runs it and stops at any trouble"
)]

use std::{
    io::{BufWriter, Write},
    time::Instant,
};
use wres_domain::Period;
use wres_ingest::{IdentifierKey, Limits, ReadContext, SiteMapping, Submission, read_submission};

const MAPPING: &str = r#"
site = "E06000008"
date_order = "dmy"
[[source]]
dataset = "staff"
file = "staff.csv"
[source.codelists]
ethnicity = "dfe_csww"
[grades]
"Grade 4" = "1"
"Grade 5" = "1"
"Grade 6" = "2"
"Grade 7" = "2"
"Grade 8" = "3"
"Grade 9" = "4"
"Grade 10" = "5"
"Grade 11" = "6"
"#;

fn write_rows(out: &mut impl Write, rows: u64) -> std::io::Result<()> {
    writeln!(
        out,
        "Employee Number,Position Number,Surname,Forename,Ethnic Origin,Gender,Date of Birth,Disability,Directorate,Job Title,Grade,\
         Annual Salary,FTE,Contract Type,Registered Professional,Continuous Service Date,Post Start Date,Team,Location"
    )?;
    let ethnicity = ["WBRI", "WBRI", "WBRI", "WOTH", "AIND", "APKN", "BAFR", "BCRB", "MWBC", "REFU", "NOBT", "CHNE"];
    let roles = [
        "Social Worker",
        "Senior Social Worker",
        "Team Manager",
        "Support Worker",
        "Occupational Therapist",
        "Administrator",
    ];
    let mut state = 88_172_645_463_325_252_u64;
    for n in 0..rows {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let pick = |shift: u32, of: u64| (state >> shift) % of;
        writeln!(
            out,
            "{:07},P{:07},Surname{},Forename{},{},{},{:02}/{:02}/{},{},{},{},Grade {},{}.00,{}.{}0,{},{},{:02}/{:02}/{},{:02}/{:02}/{},Team {},\"Civic Centre, floor {}\"",
            n,
            n + 5_000_000,
            pick(3, 5000),
            pick(5, 3000),
            ethnicity[pick(7, 12) as usize],
            ["F", "M"][pick(11, 2) as usize],
            pick(13, 28) + 1,
            pick(17, 12) + 1,
            pick(19, 40) + 1960,
            ["Y", "N"][pick(23, 2) as usize],
            ["Adults", "Children", "Corporate"][pick(29, 3) as usize],
            roles[pick(31, 6) as usize],
            pick(33, 8) + 4,
            pick(35, 40_000) + 20_000,
            pick(37, 2),
            pick(39, 10),
            ["Permanent", "Fixed term", "Agency"][pick(41, 3) as usize],
            ["Y", "N"][pick(43, 2) as usize],
            pick(45, 28) + 1,
            pick(47, 12) + 1,
            pick(49, 20) + 2004,
            pick(51, 28) + 1,
            pick(53, 12) + 1,
            pick(55, 8) + 2016,
            pick(57, 90),
            pick(59, 5)
        )?;
    }
    Ok(())
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("memory not known")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(500_000);
    if let Some(threads) = arguments.next().and_then(|text| text.parse().ok()) {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("staff.csv");
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    write_rows(&mut file, rows).unwrap();
    file.into_inner().unwrap().sync_all().unwrap();
    let bytes = std::fs::metadata(&path).unwrap().len();
    let mapping = SiteMapping::from_toml(MAPPING).unwrap();
    let period = Period::financial_year("2024-25").unwrap();
    let key = IdentifierKey::from_bytes(b"8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7").unwrap();
    let context = ReadContext { period: &period, key: &key, limits: Limits::default() };
    for _ in 0..3 {
        let start = Instant::now();
        let mut kept = 0;
        let read = read_submission(&Submission::Files(vec![path.clone()]), &mapping, &context, &mut |batch| {
            kept += batch.batch.num_rows();
            Ok::<(), std::convert::Infallible>(())
        })
        .unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let rate = bytes as f64 / 1e6 / seconds;
        println!(
            "{kept} rows, {:.0} MB in {seconds:.2} s: {rate:.0} MB/s; {}; {} findings",
            bytes as f64 / 1e6,
            peak_memory(),
            read.findings.len()
        );
    }
}
