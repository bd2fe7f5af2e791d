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
/// [`crate::StoreError::Damaged`] if there is no such file, it is no Parquet file, or a column is of a type that the lake does not have.
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
        let values = values(&array)?.ok_or_else(|| {
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
fn values(array: &ArrayRef) -> Result<Option<ColumnValues>> {
    Ok(Some(match array.data_type() {
        DataType::UInt64 => ColumnValues::Keys(numbers(array.as_primitive::<UInt64Type>())),
        DataType::Dictionary(..) => {
            return Ok(array.as_dictionary_opt::<UInt32Type>().and_then(texts).map(ColumnValues::Texts));
        }
        DataType::Date32 => ColumnValues::Days(numbers(array.as_primitive::<Date32Type>())),
        DataType::Timestamp(unit, _) => ColumnValues::Days(days(array, *unit)?),
        DataType::Boolean => {
            let flags = array.as_boolean();
            ColumnValues::Flags(Values::new(flags.values().iter().collect(), known(flags)))
        }
        DataType::Float64 => ColumnValues::Reals(numbers(array.as_primitive::<Float64Type>())),
        kind if kind.is_integer() => {
            let wide = cast(array, &DataType::Int64)?;
            ColumnValues::Integers(numbers(wide.as_primitive::<Int64Type>()))
        }
        _ => return Ok(None),
    }))
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
fn days(array: &ArrayRef, unit: TimeUnit) -> Result<Values<i32>> {
    fn of<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef, a_second: i64) -> Result<Values<i32>> {
        let day = |instant: i64| {
            let beyond = |_| ParquetError::General("a point in time lies beyond every calendar".to_owned());
            i32::try_from(instant.div_euclid(DAY * a_second)).map_err(beyond)
        };
        array.as_primitive::<T>().iter().map(|instant| instant.map(day).transpose()).collect()
    }
    match unit {
        TimeUnit::Second => of::<TimestampSecondType>(array, 1),
        TimeUnit::Millisecond => of::<TimestampMillisecondType>(array, 1_000),
        TimeUnit::Microsecond => of::<TimestampMicrosecondType>(array, 1_000_000),
        TimeUnit::Nanosecond => of::<TimestampNanosecondType>(array, 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::columns;
    use arrow::{
        array::{
            ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, LargeBinaryArray,
            RecordBatch, StringArray, TimestampMillisecondArray, UInt16Array, UInt64Array,
        },
        datatypes::UInt16Type,
    };
    use bytes::Bytes;
    use parquet::{arrow::ArrowWriter, file::properties::WriterProperties};
    use std::{collections::BTreeMap, sync::Arc};
    use wres_domain::{ColumnValues, Values};

    /// A Parquet file of some columns, in row groups of two rows.
    fn parquet(named: Vec<(&str, ArrayRef)>, dictionaries: bool) -> Bytes {
        let batch =
            RecordBatch::try_from_iter_with_nullable(named.into_iter().map(|(name, of)| (name, of, true))).unwrap();
        let properties = WriterProperties::builder()
            .set_max_row_group_row_count(Some(2))
            .set_dictionary_enabled(dictionaries)
            .build();
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        bytes.into()
    }

    fn read(bytes: &Bytes, asked: &[&str]) -> parquet::errors::Result<BTreeMap<String, ColumnValues>> {
        let asked = asked.iter().map(|name| (*name).to_owned()).collect();
        columns(bytes, &asked, &[]).map(|read| read.columns)
    }

    #[test]
    fn every_kind_of_column_is_read_over_row_groups_with_what_is_missing() {
        let texts = || ["b", "", "a", "b"].into_iter().map(|text| (!text.is_empty()).then_some(text));
        let coded: DictionaryArray<UInt16Type> = texts().collect();
        let day = 86_400_000;
        let named: Vec<(&str, ArrayRef)> = vec![
            ("key", Arc::new(UInt64Array::from(vec![Some(u64::MAX), None, Some(0), Some(7)]))),
            ("code", Arc::new(coded)),
            ("text", Arc::new(texts().collect::<StringArray>())),
            ("day", Arc::new(Date32Array::from(vec![Some(-1), Some(20_000), None, Some(0)]))),
            ("time", Arc::new(TimestampMillisecondArray::from(vec![Some(-1), Some(day - 1), Some(day), None]))),
            ("fte", Arc::new(Int32Array::from(vec![Some(-5), None, Some(0), Some(100)]))),
            ("_file", Arc::new(UInt16Array::from(vec![0, 1, 2, u16::MAX]))),
            ("weight", Arc::new(Float64Array::from(vec![None, Some(0.5), Some(-0.0), Some(1e9)]))),
            ("flag", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, Some(true)]))),
        ];
        let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
        let all = |values: Vec<i64>| ColumnValues::Integers(Values::new(values, None));
        let some =
            |values: Vec<i64>, known: [bool; 4]| ColumnValues::Integers(Values::new(values, Some(known.to_vec())));
        for dictionaries in [true, false] {
            let read = read(&parquet(named.clone(), dictionaries), &names).unwrap();
            let keys = [Some(u64::MAX), None, Some(0), Some(7)];
            assert_eq!(read["key"], ColumnValues::Keys(keys.into_iter().collect()));
            for name in ["code", "text"] {
                assert_eq!(read[name], ColumnValues::Texts(texts().collect()), "{name}");
            }
            assert_eq!(read["day"], ColumnValues::Days([Some(-1), Some(20_000), None, Some(0)].into_iter().collect()));
            assert_eq!(read["time"], ColumnValues::Days([Some(-1), Some(0), Some(1), None].into_iter().collect()));
            assert_eq!(read["fte"], some(vec![-5, 1, 0, 100], [true, false, true, true]));
            assert_eq!(read["_file"], all(vec![0, 1, 2, 65_535]));
            let weights = [None, Some(0.5), Some(-0.0), Some(1e9)];
            assert_eq!(read["weight"], ColumnValues::Reals(weights.into_iter().collect()));
            let flags = [Some(true), Some(false), None, Some(true)];
            assert_eq!(read["flag"], ColumnValues::Flags(flags.into_iter().collect()));
        }
    }

    #[test]
    fn a_file_without_rows_has_its_columns_and_one_without_the_column_has_none() {
        let empty: Vec<(&str, ArrayRef)> = vec![("key", Arc::new(UInt64Array::from(Vec::<u64>::new())))];
        let read = read(&parquet(empty, true), &["key", "other"]).unwrap();
        assert_eq!(read, BTreeMap::from([("key".to_owned(), ColumnValues::Keys(Values::new(Vec::new(), None)))]));
    }

    #[test]
    fn a_column_that_no_lake_has_is_named_if_it_is_asked_for() {
        let odd: ArrayRef = Arc::new(LargeBinaryArray::from_vec(vec![b"x".as_slice()]));
        let bytes = parquet(vec![("odd", odd), ("key", Arc::new(UInt64Array::from(vec![1])))], true);
        assert!(read(&bytes, &["key"]).is_ok());
        assert!(read(&bytes, &["odd"]).unwrap_err().to_string().contains("`odd`"));
        assert!(read(&bytes.slice(..bytes.len() - 1), &["key"]).is_err());
    }
}
