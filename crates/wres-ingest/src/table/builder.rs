//! Columns while they grow.

use crate::table::cache::Interner;
use arrow::{
    array::{
        ArrayRef, BooleanBuilder, Date32Builder, DictionaryArray, Float64Builder, Int32Builder, Int64Builder,
        StringArray, TimestampMillisecondBuilder, UInt16Array, UInt16Builder, UInt64Builder,
    },
    error::ArrowError,
};
use std::sync::Arc;

/// A column that takes one value a row.
pub(crate) enum ColumnBuilder {
    Key(UInt64Builder),
    /// Codes over a dictionary that is known beforehand.
    Code(UInt16Builder, ArrayRef),
    /// Texts over a dictionary that grows.
    Text(UInt16Builder, Interner),
    /// Texts and the rungs they mean.
    Graded(UInt16Builder, Interner, UInt16Builder, ArrayRef),
    Date(Date32Builder),
    DateTime(TimestampMillisecondBuilder),
    Whole(Int64Builder),
    Small(Int32Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
    /// A count and the mark that stands in its place.
    Marked(Int64Builder, UInt16Builder, ArrayRef),
}

impl ColumnBuilder {
    /// Adds a row without a value.
    pub(crate) fn null(&mut self) {
        match self {
            Self::Key(values) => values.append_null(),
            Self::Code(values, _) | Self::Text(values, _) => values.append_null(),
            Self::Graded(values, _, rungs, _) => {
                values.append_null();
                rungs.append_null();
            }
            Self::Date(values) => values.append_null(),
            Self::DateTime(values) => values.append_null(),
            Self::Whole(values) => values.append_null(),
            Self::Small(values) => values.append_null(),
            Self::Number(values) => values.append_null(),
            Self::Flag(values) => values.append_null(),
            Self::Marked(values, marks, _) => {
                values.append_null();
                marks.append_null();
            }
        }
    }

    /// The finished arrays: one, or two for graded texts and marked counts. The builder starts anew.
    pub(crate) fn finish(&mut self) -> Result<Vec<ArrayRef>, ArrowError> {
        let coded = |keys: UInt16Array, values: &ArrayRef| -> Result<ArrayRef, ArrowError> {
            Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(values))?))
        };
        Ok(match self {
            Self::Key(values) => vec![Arc::new(values.finish())],
            Self::Code(values, dictionary) => vec![coded(values.finish(), dictionary)?],
            Self::Text(values, texts) => vec![coded(values.finish(), &texts.finish())?],
            Self::Graded(values, texts, rungs, dictionary) => {
                vec![coded(values.finish(), &texts.finish())?, coded(rungs.finish(), dictionary)?]
            }
            Self::Date(values) => vec![Arc::new(values.finish())],
            Self::DateTime(values) => vec![Arc::new(values.finish())],
            Self::Whole(values) => vec![Arc::new(values.finish())],
            Self::Small(values) => vec![Arc::new(values.finish())],
            Self::Number(values) => vec![Arc::new(values.finish())],
            Self::Flag(values) => vec![Arc::new(values.finish())],
            Self::Marked(values, marks, dictionary) => {
                vec![Arc::new(values.finish()), coded(marks.finish(), dictionary)?]
            }
        })
    }
}

/// A dictionary from words.
pub(crate) fn dictionary(words: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}
