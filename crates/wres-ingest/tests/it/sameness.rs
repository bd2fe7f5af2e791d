//! The same table gives the same rows whatever it is packed in and however it is read.

use crate::reading::{Reading, read_folder};
use arrow::{
    array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray},
    compute::concat_batches,
};
use std::{io::Write, path::Path, sync::Arc};
use wres_domain::Dataset;
use wres_ingest::{Limits, SiteMapping, lake_schema};

const MAPPING: &str = r#"
    site = "E06000008"
    date_order = "dmy"
    [[source]]
    dataset = "staff"
    file = "staff*"
    [source.codelists]
    ethnicity = "dfe_csww"
    [grades]
    "Grade 9" = "2"
    "Grade 10" = "3"
"#;

/// A file with every kind of trouble, of many rows.
fn staff(rows: usize) -> String {
    let mut text =
        "Staff in post\n\nEmployee No,Ethnic Code,Service,Grade,Salary,FTE,Contract Type,Start Date,DOB\n".to_owned();
    for n in (0..rows).chain(1..4) {
        let number = if n % 101 == 100 { "VACANT".to_owned() } else { (100_000 + n).to_string() };
        let ethnicity = ["WBRI", "AIND", "BAFR", "", "XXXX", "REFU"][n % 6];
        let grade = ["Grade 9", "\"Grade 10\"", "Grade 11"][n % 3];
        let salary = ["32000", "\"£41,250.50\"", "n/a", "about 30k"][n % 4];
        let start = ["01/04/2019", "2020-05-06", "31/12/9999", "5/6/21"][n % 4];
        let note = if n % 50 == 3 { "\"a\nb\"" } else { "1985-06-15" };
        text.push_str(&format!("{number},{ethnicity},Adults,{grade},{salary},0.{},Permanent,{start},{note}\n", n % 10));
        if n % 97 == 50 {
            text.push('\n');
        }
    }
    text.push_str("Total,,,,,,,,\nSource: payroll,,,,,,,,\n");
    text
}

fn read(bytes: &[u8], name: &str, limits: Limits) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    read_folder(folder.path(), &SiteMapping::from_toml(MAPPING).unwrap(), limits)
}

/// All rows in one batch, with codes as text, so that dictionaries do not matter.
fn rows(reading: &Reading) -> RecordBatch {
    let batches: Vec<RecordBatch> = reading.batches.iter().map(|(_, batch)| batch.clone()).collect();
    concat_batches(&lake_schema(Dataset::Staff), &batches).unwrap()
}

fn assert_same(left: &Reading, right: &Reading, what: &str) {
    let (a, b) = (rows(left), rows(right));
    assert_eq!(a.num_rows(), b.num_rows(), "{what}");
    for field in lake_schema(Dataset::Staff).fields() {
        let text = |batch: &RecordBatch| {
            arrow::compute::cast(batch.column_by_name(field.name()).unwrap(), &arrow::datatypes::DataType::Utf8)
                .unwrap()
        };
        assert_eq!(&text(&a), &text(&b), "{what}: {}", field.name());
    }
    let said = |reading: &Reading| serde_json::to_value(&reading.read.findings).unwrap();
    assert_eq!(said(left), said(right), "{what}");
    assert_eq!(left.read.cells, right.read.cells, "{what}");
}

#[test]
fn blocks_and_threads_do_not_change_what_is_read() {
    let text = staff(5000);
    let whole = read(text.as_bytes(), "staff.csv", Limits::default());
    assert!(whole.read.receipts[0].rows.kept > 2000 && whole.read.receipts[0].rows.duplicate > 0);
    for block_bytes in [100, 1000, 4096, 50_000] {
        let limits = Limits { block_bytes, ..Limits::default() };
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let reading = pool.install(|| read(text.as_bytes(), "staff.csv", limits));
            assert_same(&whole, &reading, &format!("blocks of {block_bytes}, {threads} threads"));
        }
    }
}

#[test]
fn a_large_file_is_read_like_a_small_one() {
    // Files of more than two blocks are read by all threads.
    let text = staff(6_000);
    let small = read(text.as_bytes(), "staff.csv", Limits::default());
    let one = read(text.as_bytes(), "staff.csv", Limits { block_bytes: 1 << 15, ..Limits::default() });
    assert_same(&small, &one, "large file");
    let again = read(text.as_bytes(), "staff.csv", Limits { block_bytes: 1 << 15, ..Limits::default() });
    let bytes = |reading: &Reading| reading.batches.iter().map(|(_, batch)| batch.clone()).collect::<Vec<_>>();
    assert_eq!(bytes(&one), bytes(&again), "the same batches, not only the same rows");
}

#[test]
fn what_a_table_is_packed_in_does_not_matter() {
    let text = staff(300);
    let plain = read(text.as_bytes(), "staff.csv", Limits::default());
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let packed = read(&gzip.finish().unwrap(), "staff.csv.gz", Limits::default());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("folder/staff.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    let zipped = read(&zip.finish().unwrap().into_inner(), "all.zip", Limits::default());
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = read(&utf16, "staff.csv", Limits::default());
    for (reading, what) in [(&packed, "gzip"), (&zipped, "zip"), (&wide, "UTF-16")] {
        let (a, b) = (rows(&plain), rows(reading));
        assert_eq!(a.num_rows(), b.num_rows(), "{what}");
        for column in ["person_id", "salary_fte", "service_start", "_row"] {
            assert_eq!(a.column_by_name(column), b.column_by_name(column), "{what} {column}");
        }
    }
}

#[test]
fn a_parquet_file_is_read_by_the_names_of_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let columns: [(&str, ArrayRef); 9] = [
        ("Employee No", Arc::new(Int64Array::from(vec![900_101, 900_102]))),
        ("Ethnic Code", Arc::new(StringArray::from(vec!["WBRI", "AIND"]))),
        ("Service", Arc::new(StringArray::from(vec!["Adults", "Children"]))),
        ("Grade", Arc::new(StringArray::from(vec!["Grade 9", "Grade 10"]))),
        ("Salary", Arc::new(arrow::array::Float64Array::from(vec![Some(32_000.0), None]))),
        ("FTE", Arc::new(arrow::array::Float64Array::from(vec![1.0, 0.6]))),
        ("Contract Type", Arc::new(StringArray::from(vec!["Permanent", "Bank"]))),
        ("Start Date", Arc::new(Date32Array::from(vec![17_987, 18_000]))),
        ("Disabled", Arc::new(arrow::array::BooleanArray::from(vec![Some(true), None]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    write_parquet(&folder.path().join("staff.parquet"), &batch);
    let reading = read_folder(folder.path(), &SiteMapping::from_toml(MAPPING).unwrap(), Limits::default());
    assert!(reading.read.findings.is_empty(), "{:?}", reading.read.findings);
    assert_eq!(reading.column(Dataset::Staff, "service_start"), ["2019-04-01", "2019-04-14"]);
    assert_eq!(reading.column(Dataset::Staff, "salary_fte"), ["3200000", ""]);
    assert_eq!(reading.column(Dataset::Staff, "hours_fte"), ["100", "60"]);
    assert_eq!(reading.column(Dataset::Staff, "disability"), ["true", ""]);
    assert_eq!(reading.column(Dataset::Staff, "_row"), ["2", "3"]);
    let csv = "Employee No,Ethnic Code,Service,Grade,FTE,Contract Type,Start Date\n900101,WBRI,Adults,Grade 9,1,Permanent,2019-04-01\n";
    let text = read(csv.as_bytes(), "staff.csv", Limits::default());
    assert_eq!(text.column(Dataset::Staff, "person_id")[0], reading.column(Dataset::Staff, "person_id")[0]);
}

fn write_parquet(path: &Path, batch: &RecordBatch) {
    let file = std::fs::File::create(path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}
