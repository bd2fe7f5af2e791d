//! Reads a submission in a test and shows what came of it.

use arrow::{
    array::{Array, AsArray, RecordBatch},
    compute::cast,
    datatypes::DataType,
};
use std::path::Path;
use wres_domain::{Dataset, Period};
use wres_ingest::{
    Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, SubmissionRead, read_submission,
};

/// A key that is good for nothing but tests.
pub(crate) const KEY: &[u8] = b"8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7";

/// What reading gave.
pub(crate) struct Reading {
    pub(crate) read: SubmissionRead,
    pub(crate) batches: Vec<(Dataset, RecordBatch)>,
}

/// Reads a folder for the year 2024-25.
pub(crate) fn read_folder(folder: &Path, mapping: &SiteMapping, limits: Limits) -> Reading {
    read(&Submission::Folder(folder.to_owned()), mapping, limits)
}

pub(crate) fn read(submission: &Submission, mapping: &SiteMapping, limits: Limits) -> Reading {
    let period = Period::financial_year("2024-25").unwrap();
    let key = IdentifierKey::from_bytes(KEY).unwrap();
    let context = ReadContext { period: &period, key: &key, limits, fingerprints: Fingerprints::default() };
    let mut batches = Vec::new();
    let read = read_submission(submission, mapping, &context, &mut |typed| {
        for batch in typed.batches {
            assert_eq!(batch.schema(), wres_ingest::lake_schema(typed.dataset));
            batches.push((typed.dataset, batch));
        }
        Ok::<(), std::convert::Infallible>(())
    })
    .unwrap();
    assert!(read.balances(), "rows do not balance: {:?}", read.receipts);
    for cells in &read.cells {
        assert!(cells.finding < read.findings.len());
    }
    Reading { read, batches }
}

impl Reading {
    /// A cell as text: the row of a file, a column of the lake. `None` if the row was not kept, empty if the cell is.
    pub(crate) fn cell(&self, dataset: Dataset, file: usize, row: u32, column: &str) -> Option<String> {
        for (own, batch) in &self.batches {
            let rows = batch.column_by_name("_row").unwrap().as_primitive::<arrow::datatypes::UInt32Type>().clone();
            let files = batch.column_by_name("_file").unwrap().as_primitive::<arrow::datatypes::UInt16Type>().clone();
            for index in (0..batch.num_rows()).filter(|_| *own == dataset) {
                if rows.value(index) == row && usize::from(files.value(index)) == file {
                    let values = batch.column_by_name(column).unwrap_or_else(|| panic!("no column {column}"));
                    let text = cast(values, &DataType::Utf8).unwrap();
                    let text = text.as_string::<i32>();
                    return Some(if text.is_null(index) { String::new() } else { text.value(index).to_owned() });
                }
            }
        }
        None
    }

    /// All of a column, in order.
    pub(crate) fn column(&self, dataset: Dataset, column: &str) -> Vec<String> {
        let mut out = Vec::new();
        for (_, batch) in self.batches.iter().filter(|(own, _)| *own == dataset) {
            let text = cast(batch.column_by_name(column).unwrap(), &DataType::Utf8).unwrap();
            let text = text.as_string::<i32>();
            out.extend(
                (0..text.len())
                    .map(|index| if text.is_null(index) { String::new() } else { text.value(index).to_owned() }),
            );
        }
        out
    }

    /// The findings of a code.
    pub(crate) fn findings(&self, code: &str) -> Vec<&wres_domain::Finding> {
        self.read.findings.iter().filter(|finding| finding.code == code).collect()
    }
}
