//! The tables as Parquet.

use super::{
    columns::COLUMNS,
    comparison_tables::ComparisonTable,
    datum::{Datum, Kind},
};
use crate::{error::ReportError, file::File};
use arrow::{
    array::{ArrayRef, Float64Array, Int64Array, StringArray},
    datatypes::{DataType, Field, Schema},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use rayon::prelude::*;
use std::sync::Arc;
use wres_domain::Outcome;

/// Renders `tables/outcomes.parquet`.
pub(crate) fn parquet(outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let columns: Vec<_> = COLUMNS.iter().collect();
    let (fields, arrays): (Vec<_>, Vec<_>) = columns
        .par_iter()
        .map(|column| {
            let values = outcomes.iter().map(|outcome| column.value(outcome));
            (field(column.name, column.kind), array(column.kind, values))
        })
        .unzip();
    file("outcomes", fields, arrays)
}

/// Renders `tables/<name>.parquet` of a table of comparisons.
pub(crate) fn comparison_parquet(table: &ComparisonTable) -> Result<File, ReportError> {
    let columns = table.columns.par_iter().enumerate();
    let (fields, arrays): (Vec<_>, Vec<_>) = columns
        .map(|(at, column)| {
            let values = table.rows.iter().map(|row| row.get(at).cloned().unwrap_or(Datum::Empty));
            (field(column.name, column.kind), array(column.kind, values))
        })
        .unzip();
    file(table.name, fields, arrays)
}

fn file(name: &'static str, fields: Vec<Field>, arrays: Vec<ArrayRef>) -> Result<File, ReportError> {
    let failed = |message: String| ReportError::Table { file: name, message };
    let schema = Arc::new(Schema::new(fields));
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
    Ok(File::new(format!("tables/{name}.parquet"), bytes))
}

fn field(name: &str, kind: Kind) -> Field {
    let kind = match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
    };
    Field::new(name, kind, true)
}

fn array(kind: Kind, values: impl Iterator<Item = Datum>) -> ArrayRef {
    match kind {
        Kind::Text => Arc::new(
            values
                .map(|datum| match datum {
                    Datum::Text(text) => Some(text),
                    Datum::Mark(symbol, _) => Some(symbol.to_owned()),
                    _ => None,
                })
                .collect::<StringArray>(),
        ),
        Kind::Integer => Arc::new(
            values
                .map(|datum| if let Datum::Integer(n) = datum { i64::try_from(n).ok() } else { None })
                .collect::<Int64Array>(),
        ),
        Kind::Number => Arc::new(
            values.map(|datum| if let Datum::Number(n) = datum { Some(n) } else { None }).collect::<Float64Array>(),
        ),
    }
}
