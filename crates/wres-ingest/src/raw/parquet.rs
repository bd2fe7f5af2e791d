//! Parquet files as rows of text under a header of column names.

use crate::{
    context::Limits,
    input::open_resolved,
    raw::{
        source::{LimitReached, Source},
        split::{Field, Row},
        workbook::RowSink,
    },
};
use arrow::{
    array::{Array, ArrayRef, AsArray, RecordBatch},
    compute::cast,
    datatypes::DataType,
};
use bytes::Bytes;
use parquet::{arrow::arrow_reader::ParquetRecordBatchReaderBuilder, file::reader::ChunkReader};
use std::{
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Goes through the rows: the names of the columns are row 1.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub(crate) fn rows(source: &Source, sink: &mut RowSink<'_>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| read(source, sink))).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

fn read(source: &Source, sink: &mut RowSink<'_>) -> Result<(), String> {
    let wrong = |error: io::Error| error.to_string();
    match source.plain_file() {
        Some(path) => read_from(open_resolved(path, source.limits().file_bytes).map_err(wrong)?, source.limits(), sink),
        None => {
            let mut bytes = Vec::new();
            source.open().and_then(|mut reader| reader.read_to_end(&mut bytes)).map_err(wrong)?;
            read_from(Bytes::from(bytes), source.limits(), sink)
        }
    }
}

fn read_from<R: ChunkReader + 'static>(reader: R, limits: &Limits, sink: &mut RowSink<'_>) -> Result<(), String> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(reader).map_err(|error| error.to_string())?;
    let metadata = builder.metadata();
    let unpacked: i64 =
        metadata.row_groups().iter().map(|group| group.total_byte_size().max(0)).fold(0, i64::saturating_add);
    let columns = builder.schema().fields().len();
    let limit = if unpacked as u64 > limits.unpacked_bytes {
        Some(LimitReached { what: "what the file unpacks to, in bytes,", limit: limits.unpacked_bytes })
    } else if columns > limits.columns {
        Some(LimitReached { what: "the number of columns", limit: limits.columns as u64 })
    } else {
        None
    };
    if let Some(limit) = limit {
        return Err(limit.to_string());
    }
    let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    if !hand_over(1, names.iter().map(|name| Some(name.as_str())), sink) {
        return Ok(());
    }
    let mut number = 1_u32;
    for batch in builder.with_batch_size(8192).build().map_err(|error| error.to_string())? {
        let batch = batch.map_err(|error| error.to_string())?;
        let columns = as_text(&batch)?;
        for row in 0..batch.num_rows() {
            number = number.saturating_add(1);
            let cells = columns.iter().map(|column| {
                let text = column.as_string::<i32>();
                text.is_valid(row).then(|| text.value(row))
            });
            if !hand_over(number, cells, sink) {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn hand_over<'a>(number: u32, cells: impl Iterator<Item = Option<&'a str>>, sink: &mut RowSink<'_>) -> bool {
    let (mut text, mut fields) = (String::new(), Vec::new());
    for cell in cells {
        let start = text.len();
        text.push_str(cell.unwrap_or(""));
        fields.push(Field::new(start, text.len()));
    }
    sink(number, Row::of(&text, &fields))
}

/// Every column as text; dates as ISO. A point in time with a zone is written as the instant that it is, in UTC, whatever the zone is
/// called. A column of lists or structures has no text and is left empty.
fn as_text(batch: &RecordBatch) -> Result<Vec<ArrayRef>, String> {
    let empty = || arrow::array::new_null_array(&DataType::Utf8, batch.num_rows());
    let text = |column: &ArrayRef| match column.data_type() {
        DataType::Timestamp(unit, Some(_)) => {
            let utc = DataType::Timestamp(*unit, Some("+00:00".into()));
            cast(column, &utc).and_then(|column| cast(&column, &DataType::Utf8))
        }
        _ => cast(column, &DataType::Utf8),
    };
    Ok(batch.columns().iter().map(|column| text(column).unwrap_or_else(|_| empty())).collect())
}

#[cfg(test)]
mod tests {
    use super::as_text;
    use arrow::array::{ArrayRef, AsArray, RecordBatch, TimestampMillisecondArray};
    use std::sync::Arc;

    #[test]
    fn a_point_in_time_with_a_zone_is_an_instant_and_never_an_empty_cell() {
        // Midnight of 1 April 2024 in London.
        for zone in ["UTC", "+01:00", "Europe/London"] {
            let days: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![1_711_926_000_000]).with_timezone(zone));
            let batch = RecordBatch::try_from_iter([("left_on", days)]).unwrap();
            let text = as_text(&batch).unwrap();
            assert_eq!(text[0].as_string::<i32>().value(0), "2024-03-31T23:00:00Z", "{zone}");
        }
    }
}
