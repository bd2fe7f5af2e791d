//! The table as Parquet.

use super::columns::{COLUMNS, Column, Datum, Kind};
use crate::{error::ReportError, file::File};
use arrow::{
    array::{ArrayRef, Float64Array, StringArray, UInt64Array},
    datatypes::{DataType, Field, Schema},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use std::sync::Arc;
use wres_domain::Outcome;

/// Renders `tables/outcomes.parquet`.
pub(crate) fn parquet(outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let failed = |message: String| ReportError::Table { file: "outcomes.parquet", message };
    let columns = || COLUMNS.iter().copied().flatten();
    let schema = Arc::new(Schema::new(columns().map(field).collect::<Vec<_>>()));
    let arrays: Vec<ArrayRef> = columns().map(|column| array(column, outcomes)).collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(|error| failed(error.to_string()))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("wres ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new(&mut bytes, schema, Some(properties)).map_err(|error| failed(error.to_string()))?;
    writer.write(&batch).map_err(|error| failed(error.to_string()))?;
    writer.close().map_err(|error| failed(error.to_string()))?;
    Ok(File::new("tables/outcomes.parquet", bytes))
}

fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::UInt64,
        Kind::Number => DataType::Float64,
    };
    Field::new(column.name, kind, true)
}

fn array(column: &Column, outcomes: &[&Outcome]) -> ArrayRef {
    let values = outcomes.iter().map(|outcome| (column.value)(outcome));
    match column.kind {
        Kind::Text => Arc::new(
            values.map(|datum| if let Datum::Text(text) = datum { Some(text) } else { None }).collect::<StringArray>(),
        ),
        Kind::Integer => Arc::new(
            values.map(|datum| if let Datum::Integer(n) = datum { Some(n) } else { None }).collect::<UInt64Array>(),
        ),
        Kind::Number => Arc::new(
            values.map(|datum| if let Datum::Number(n) = datum { Some(n) } else { None }).collect::<Float64Array>(),
        ),
    }
}
