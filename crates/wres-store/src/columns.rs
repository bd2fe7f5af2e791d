//! Columns of a Parquet file as numbers and codes.

use crate::{atomic::read_regular, error::damaged};
use arrow::{
    array::{Array, ArrayRef, ArrowPrimitiveType, AsArray, DictionaryArray, PrimitiveArray, RecordBatch},
    compute::{cast, concat_batches},
    datatypes::{
        DataType, Date32Type, Float64Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType,
        TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
    },
};
use bytes::Bytes;
use parquet::{
    arrow::{
        ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
    },
    errors::{ParquetError, Result},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};
use wres_domain::{ColumnValues, DatasetColumns, TextColumn, Values};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Reads the columns asked for of a Parquet file that no manifest names, those of them that it has.
///
/// # Errors
/// [`StoreError::Damaged`] if there is no such file, it is no Parquet file, or a column is of a type that the lake does not have.
pub fn read_columns(path: &Path, asked: &BTreeSet<String>, supplied: &[String]) -> crate::Result<DatasetColumns> {
    let bytes = read_regular(path)?.ok_or_else(|| damaged(path, &"it is not there"))?;
    columns(&bytes.into(), asked, supplied).map_err(|error| damaged(path, &error))
}

/// The columns asked for of the bytes of a Parquet file, those of them that it has. Texts come as numbers into a dictionary, the way
/// they lie in the file; row groups are read side by side.
pub(crate) fn columns(bytes: &Bytes, asked: &BTreeSet<String>, supplied: &[String]) -> Result<DatasetColumns> {
    let file = dictionaries_of_texts(bytes)?;
    let fields = file.schema().fields().iter().enumerate();
    let places: Vec<usize> = fields.filter(|(_, field)| asked.contains(field.name())).map(|(place, _)| place).collect();
    let groups = (0..file.metadata().num_row_groups()).into_par_iter();
    let mut batches = groups.map(|group| read_group(bytes, &file, &places, group)).collect::<Result<Vec<_>>>()?;
    let batch = match batches.len() {
        1 => batches.remove(0),
        _ => concat_batches(&Arc::new(file.schema().project(&places)?), &batches)?,
    };
    drop(batches);
    let (schema, arrays, rows) = batch.into_parts();
    let mut columns = BTreeMap::new();
    for (field, array) in schema.fields().iter().zip(arrays) {
        let values = values(&array).ok_or_else(|| {
            ParquetError::General(format!("the column `{}` is of the type {}", field.name(), field.data_type()))
        })?;
        columns.insert(field.name().clone(), values);
    }
    Ok(DatasetColumns { rows, supplied: supplied.iter().cloned().collect(), columns })
}

/// The file's metadata, by which texts are read as dictionaries whoever wrote the file.
fn dictionaries_of_texts(bytes: &Bytes) -> Result<ArrowReaderMetadata> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let plain = ArrowReaderMetadata::load(bytes, options)?;
    let coded = DataType::Dictionary(Box::new(DataType::UInt32), Box::new(DataType::Utf8));
    let fields = plain.schema().fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 => Arc::new(field.as_ref().clone().with_data_type(coded.clone())),
        _ => Arc::clone(field),
    });
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), ArrowReaderOptions::new().with_schema(schema))
}

fn read_group(bytes: &Bytes, file: &ArrowReaderMetadata, places: &[usize], group: usize) -> Result<RecordBatch> {
    let rows = usize::try_from(file.metadata().row_group(group).num_rows()).unwrap_or(0);
    let mut reader = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes.clone(), file.clone())
        .with_projection(ProjectionMask::roots(file.parquet_schema(), places.iter().copied()))
        .with_row_groups(vec![group])
        .with_batch_size(rows)
        .build()?;
    match reader.next() {
        Some(batch) => Ok(batch?),
        None => Ok(RecordBatch::new_empty(Arc::new(file.schema().project(places)?))),
    }
}

/// The values of an array; `None` for a type that no column of the lake has.
fn values(array: &ArrayRef) -> Option<ColumnValues> {
    Some(match array.data_type() {
        DataType::UInt64 => ColumnValues::Keys(numbers(array.as_primitive::<UInt64Type>())),
        DataType::Dictionary(..) => ColumnValues::Texts(texts(array.as_dictionary_opt::<UInt32Type>()?)?),
        DataType::Date32 => ColumnValues::Days(numbers(array.as_primitive::<Date32Type>())),
        DataType::Timestamp(unit, _) => ColumnValues::Days(days(array, *unit)),
        DataType::Boolean => {
            let flags = array.as_boolean();
            ColumnValues::Flags(Values::new(flags.values().iter().collect(), known(flags)))
        }
        DataType::Float64 => ColumnValues::Reals(numbers(array.as_primitive::<Float64Type>())),
        kind if kind.is_integer() => {
            let wide = cast(array, &DataType::Int64).ok()?;
            ColumnValues::Integers(numbers(wide.as_primitive::<Int64Type>()))
        }
        _ => return None,
    })
}

fn numbers<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>) -> Values<T::Native> {
    Values::new(array.values().to_vec(), known(array))
}

/// Which rows have a value; `None` where all have.
fn known(array: &dyn Array) -> Option<Vec<bool>> {
    array.nulls().filter(|nulls| nulls.null_count() > 0).map(|nulls| nulls.iter().collect())
}

/// The numbers of a dictionary as they are, and its texts.
fn texts(array: &DictionaryArray<UInt32Type>) -> Option<TextColumn> {
    let texts = array.values().as_string_opt::<i32>()?;
    let mut numbers = numbers(array.keys());
    if texts.null_count() > 0 {
        let of_text = |number: Option<u32>| number.filter(|number| texts.is_valid(*number as usize));
        numbers = numbers.iter().map(of_text).collect();
    }
    Some(TextColumn::new(texts.iter().map(|text| text.unwrap_or_default().to_owned()).collect(), numbers))
}

/// The days on which points in time lie.
fn days(array: &ArrayRef, unit: TimeUnit) -> Values<i32> {
    fn of<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef, a_second: i64) -> Values<i32> {
        let day = |instant: i64| i32::try_from(instant.div_euclid(DAY * a_second)).ok();
        array.as_primitive::<T>().iter().map(|instant| instant.and_then(day)).collect()
    }
    match unit {
        TimeUnit::Second => of::<TimestampSecondType>(array, 1),
        TimeUnit::Millisecond => of::<TimestampMillisecondType>(array, 1_000),
        TimeUnit::Microsecond => of::<TimestampMicrosecondType>(array, 1_000_000),
        TimeUnit::Nanosecond => of::<TimestampNanosecondType>(array, 1_000_000_000),
    }
}
