//! Columns while they grow.

use crate::table::cache::Interner;
use arrow::{
    array::{ArrayRef, ArrowPrimitiveType, BooleanArray, DictionaryArray, PrimitiveArray, StringArray, UInt16Array},
    buffer::{BooleanBuffer, NullBuffer},
    datatypes::{Date32Type, Float64Type, Int32Type, Int64Type, TimestampMillisecondType, UInt16Type, UInt64Type},
    error::ArrowError,
    util::bit_util,
};
use std::sync::Arc;

/// Values, one a row. Most columns have few rows without one or many in a run, so those are kept as a list: the library's builders
/// ask for each value whether one has come before.
pub(crate) struct Values<T> {
    values: Vec<T>,
    /// Rows without a value, rising.
    missing: Vec<u32>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { values: Vec::new(), missing: Vec::new() }
    }
}

impl<T: Default> Values<T> {
    #[inline]
    pub(crate) fn push(&mut self, value: Option<T>) {
        match value {
            Some(value) => self.values.push(value),
            None => self.push_missing(),
        }
    }

    fn push_missing(&mut self) {
        self.missing.push(self.values.len() as u32);
        self.values.push(T::default());
    }

    /// Forgets the rows from one on.
    fn truncate(&mut self, rows: usize) {
        self.values.truncate(rows);
        self.missing.truncate(self.missing.partition_point(|&row| (row as usize) < rows));
    }

    /// The values, and which rows have one. Starts anew.
    fn take(&mut self) -> (Vec<T>, Option<NullBuffer>) {
        let (values, missing) = (std::mem::take(&mut self.values), std::mem::take(&mut self.missing));
        let present = (!missing.is_empty()).then(|| {
            let mut bits = vec![u8::MAX; values.len().div_ceil(8)];
            missing.iter().for_each(|&row| bit_util::unset_bit(&mut bits, row as usize));
            NullBuffer::new(BooleanBuffer::new(bits.into(), 0, values.len()))
        });
        (values, present)
    }
}

/// A column that takes one value a row.
pub(crate) enum ColumnBuilder {
    Key(Values<u64>),
    /// Codes over a dictionary that is known beforehand.
    Code(Values<u16>, ArrayRef),
    /// Texts over a dictionary that grows.
    Text(Values<u16>, Interner),
    /// Texts and the rungs they mean.
    Graded(Values<u16>, Interner, Values<u16>, ArrayRef),
    Date(Values<i32>),
    DateTime(Values<i64>),
    Whole(Values<i64>),
    Small(Values<i32>),
    Number(Values<f64>),
    Flag(Values<bool>),
    /// A count and the mark that stands in its place.
    Marked(Values<i64>, Values<u16>, ArrayRef),
}

impl ColumnBuilder {
    /// Forgets the rows from one on.
    pub(crate) fn truncate(&mut self, rows: usize) {
        match self {
            Self::Key(values) => values.truncate(rows),
            Self::Code(values, _) | Self::Text(values, _) => values.truncate(rows),
            Self::Graded(values, _, rungs, _) => {
                values.truncate(rows);
                rungs.truncate(rows);
            }
            Self::Date(values) | Self::Small(values) => values.truncate(rows),
            Self::DateTime(values) | Self::Whole(values) => values.truncate(rows),
            Self::Number(values) => values.truncate(rows),
            Self::Flag(values) => values.truncate(rows),
            Self::Marked(values, marks, _) => {
                values.truncate(rows);
                marks.truncate(rows);
            }
        }
    }

    /// The finished arrays: one, or two for graded texts and marked counts. The builder starts anew.
    pub(crate) fn finish(&mut self) -> Result<Vec<ArrayRef>, ArrowError> {
        fn plain<T: ArrowPrimitiveType>(values: &mut Values<T::Native>) -> Result<ArrayRef, ArrowError> {
            let (values, present) = values.take();
            Ok(Arc::new(PrimitiveArray::<T>::try_new(values.into(), present)?))
        }
        fn coded(values: &mut Values<u16>, dictionary: &ArrayRef) -> Result<ArrayRef, ArrowError> {
            let (values, present) = values.take();
            let keys = UInt16Array::try_new(values.into(), present)?;
            Ok(Arc::new(DictionaryArray::<UInt16Type>::try_new(keys, Arc::clone(dictionary))?))
        }
        Ok(match self {
            Self::Key(values) => vec![plain::<UInt64Type>(values)?],
            Self::Code(values, dictionary) => vec![coded(values, dictionary)?],
            Self::Text(values, texts) => vec![coded(values, &texts.finish())?],
            Self::Graded(values, texts, rungs, dictionary) => {
                vec![coded(values, &texts.finish())?, coded(rungs, dictionary)?]
            }
            Self::Date(values) => vec![plain::<Date32Type>(values)?],
            Self::DateTime(values) => vec![plain::<TimestampMillisecondType>(values)?],
            Self::Whole(values) => vec![plain::<Int64Type>(values)?],
            Self::Small(values) => vec![plain::<Int32Type>(values)?],
            Self::Number(values) => vec![plain::<Float64Type>(values)?],
            Self::Flag(values) => {
                let (values, present) = values.take();
                vec![Arc::new(BooleanArray::new(BooleanBuffer::from(values), present))]
            }
            Self::Marked(values, marks, dictionary) => vec![plain::<Int64Type>(values)?, coded(marks, dictionary)?],
        })
    }
}

/// A dictionary from words.
pub(crate) fn dictionary(words: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

#[cfg(test)]
mod tests {
    use super::{ColumnBuilder, Values};
    use arrow::array::{Array, AsArray, Int32Array};
    use arrow::datatypes::Int32Type;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_column_holds_what_was_pushed_up_to_where_it_was_cut(
            rows in prop::collection::vec(prop::option::of(any::<i32>()), 0..200), cut in 0_usize..220,
        ) {
            let mut values = Values::default();
            rows.iter().for_each(|row| values.push(*row));
            let mut column = ColumnBuilder::Small(values);
            column.truncate(cut);
            let expected: Int32Array = rows.iter().take(cut).copied().collect();
            let array = column.finish().unwrap().remove(0);
            prop_assert_eq!(array.as_primitive::<Int32Type>(), &expected);
            prop_assert_eq!(array.null_count(), expected.null_count());
            prop_assert_eq!(column.finish().unwrap()[0].len(), 0, "it starts anew");
        }
    }
}
