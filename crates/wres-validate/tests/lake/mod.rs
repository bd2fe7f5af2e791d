//! Canonical tables as batches of the lake.
#![allow(clippy::unwrap_used, reason = "part of a test, which fails by panicking")]

use arrow::{
    array::{
        ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array, RecordBatch,
        TimestampMillisecondArray, UInt16Array, UInt32Array, UInt64Array,
    },
    datatypes::{DataType, UInt16Type},
};
use std::sync::Arc;
use wres_domain::Day;
use wres_ingest::lake_schema;
use wres_synth::{Table, Value};

/// A table in the columns of the lake, and the columns that it has. Its first row is row 2 of its file.
pub(crate) fn lake(table: &Table, file: u16, snapshot: i32) -> (RecordBatch, Vec<String>) {
    let schema = lake_schema(table.dataset);
    let arrays = schema.fields().iter().map(|field| array(table, field.name(), field.data_type(), file, snapshot));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays.collect()).unwrap();
    (batch, table.columns.iter().map(|&column| column.to_owned()).collect())
}

fn array(table: &Table, name: &str, kind: &DataType, file: u16, snapshot: i32) -> ArrayRef {
    let rows = table.rows();
    let canonical = match name {
        "age_band" => "birth_date".to_owned(),
        _ => name.replace("rung", "grade"),
    };
    let cells = (0..rows).map(|row| table.get(row, &canonical));
    match (name, kind) {
        ("_file", _) => Arc::new(UInt16Array::from(vec![file; rows])),
        ("_row", _) => Arc::new((2..).take(rows).map(Some).collect::<UInt32Array>()),
        (_, DataType::UInt64) => Arc::new(cells.map(key).collect::<UInt64Array>()),
        (_, DataType::Dictionary(..)) => {
            let words: Vec<Option<String>> = cells.map(|cell| word(name, cell, snapshot)).collect();
            Arc::new(words.iter().map(Option::as_deref).collect::<DictionaryArray<UInt16Type>>())
        }
        (_, DataType::Date32) => Arc::new(
            cells
                .map(|cell| pick(cell, |c| if let Value::Day(d) = c { Some(d) } else { None }))
                .collect::<Date32Array>(),
        ),
        (_, DataType::Timestamp(..)) => Arc::new(
            cells
                .map(|cell| pick(cell, |c| if let Value::Minute(m) = c { Some(m * 60_000) } else { None }))
                .collect::<TimestampMillisecondArray>(),
        ),
        (_, DataType::Int64) => Arc::new(
            cells
                .map(|cell| {
                    pick(cell, |c| match c {
                        Value::Pence(n) | Value::Integer(n) => Some(n),
                        _ => None,
                    })
                })
                .collect::<Int64Array>(),
        ),
        (_, DataType::Int32) => Arc::new(
            cells
                .map(|cell| pick(cell, |c| if let Value::Hundredths(h) = c { Some(h) } else { None }))
                .collect::<Int32Array>(),
        ),
        (_, DataType::Float64) => Arc::new(
            cells
                .map(|cell| pick(cell, |c| if let Value::Integer(n) = c { Some(n as f64) } else { None }))
                .collect::<Float64Array>(),
        ),
        (_, DataType::Boolean) => Arc::new(
            cells
                .map(|cell| pick(cell, |c| if let Value::Flag(f) = c { Some(f) } else { None }))
                .collect::<BooleanArray>(),
        ),
        (name, other) => panic!("{name}: {other}"),
    }
}

/// The value of a cell of the right kind; a cell of another kind is a fault of the test.
fn pick<T>(cell: Value, value: impl Fn(Value) -> Option<T>) -> Option<T> {
    match cell {
        Value::Empty => None,
        other => Some(value(other).unwrap_or_else(|| panic!("{other:?}"))),
    }
}

/// A stand-in for the keyed hash: one number for one identifier.
fn key(cell: Value) -> Option<u64> {
    match cell {
        Value::Id(prefix, number) => {
            let prefix = prefix.bytes().fold(7_u64, |sum, byte| sum * 31 + u64::from(byte));
            Some((prefix << 40 | u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        }
        Value::Empty => None,
        other => panic!("{other:?}"),
    }
}

fn word(name: &str, cell: Value, snapshot: i32) -> Option<String> {
    match (name, cell) {
        ("ethnicity", Value::Empty) => Some("unknown_blank".to_owned()),
        (_, Value::Empty) => None,
        ("age_band", Value::Day(born)) => Some(age_band(born, snapshot)),
        (_, Value::Id(prefix, number)) => Some(format!("{prefix}{number}")),
        ("rung" | "from_rung" | "to_rung", Value::Text(grade)) => grade.parse::<u8>().is_ok().then(|| grade.to_owned()),
        (_, Value::Code(word) | Value::Text(word)) => Some(word.to_owned()),
        (_, other) => panic!("{name}: {other:?}"),
    }
}

fn age_band(born: i32, snapshot: i32) -> String {
    let [now, then] = [snapshot, born].map(|number| Day::from_number(number).unwrap());
    let before_birthday = (now.month(), now.of_month()) < (then.month(), then.of_month());
    let age = now.year() - then.year() - i16::from(before_birthday);
    match age {
        ..20 => "under 20".to_owned(),
        65.. => "65 and over".to_owned(),
        _ => format!("{}-{}", age / 5 * 5, age / 5 * 5 + 4),
    }
}
