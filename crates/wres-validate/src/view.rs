//! Typed columns of a batch.

use crate::error::RuleError;
use arrow::{
    array::{Array, ArrowPrimitiveType, AsArray, BooleanArray, RecordBatch},
    buffer::{BooleanBuffer, NullBuffer},
    datatypes::{
        DataType, Date32Type, Float64Type, Int32Type, Int64Type, TimeUnit, TimestampMillisecondType, UInt16Type,
        UInt32Type, UInt64Type,
    },
};

/// The rows of a batch as rules see them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    batch: &'a RecordBatch,
    supplied: &'a [String],
}

/// A column of plain values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain<'a, T> {
    values: &'a [T],
    nulls: Option<&'a NullBuffer>,
}

impl<T: Copy> Plain<'_, T> {
    /// The value of a row; `None` where it is null or there is no such row.
    #[inline]
    pub(crate) fn at(&self, row: usize) -> Option<T> {
        match self.nulls {
            Some(nulls) if nulls.is_null(row) => None,
            _ => self.values.get(row).copied(),
        }
    }
}

/// A column of yes and no.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flags<'a>(&'a BooleanArray);

impl Flags<'_> {
    #[inline]
    pub(crate) fn at(&self, row: usize) -> Option<bool> {
        (row < self.0.len() && self.0.is_valid(row)).then(|| self.0.value(row))
    }

    /// Whether a row says yes.
    #[inline]
    pub(crate) fn yes(&self, row: usize) -> bool {
        self.at(row) == Some(true)
    }

    /// Whether a row says no.
    #[inline]
    pub(crate) fn no(&self, row: usize) -> bool {
        self.at(row) == Some(false)
    }
}

/// A column of codes or texts: few words, and for each row the place of one of them.
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    places: Plain<'a, u16>,
    words: Vec<Option<&'a str>>,
}

impl<'a> Words<'a> {
    /// What each word means, worked out once for each word and not for each row.
    pub(crate) fn map<T: Copy>(&self, empty: T, meaning: impl Fn(&'a str) -> T) -> Mapped<'a, T> {
        let meanings = self.words.iter().map(|word| word.map_or(empty, &meaning)).collect();
        Mapped { places: self.places, meanings, empty }
    }

    /// Which rows hold one of the words.
    pub(crate) fn are(&self, words: &[&str]) -> Mapped<'a, bool> {
        self.map(false, |word| words.contains(&word))
    }
}

/// A column of words, each replaced by what it means.
#[derive(Debug, Clone)]
pub(crate) struct Mapped<'a, T> {
    places: Plain<'a, u16>,
    meanings: Vec<T>,
    empty: T,
}

impl<T: Copy> Mapped<'_, T> {
    #[inline]
    pub(crate) fn at(&self, row: usize) -> T {
        self.places.at(row).and_then(|place| self.meanings.get(usize::from(place)).copied()).unwrap_or(self.empty)
    }
}

impl<'a> Rows<'a> {
    pub(crate) fn new(batch: &'a RecordBatch, supplied: &'a [String]) -> Self {
        Self { batch, supplied }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether the file has the column.
    pub(crate) fn supplied(&self, name: &str) -> bool {
        self.supplied.iter().any(|column| column == name)
    }

    /// All columns but those of provenance.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&'a str, &'a dyn Array)> {
        let names = self.batch.schema_ref().fields().iter().map(|field| field.name().as_str());
        let columns = self.batch.columns().iter().map(|column| column.as_ref());
        names.zip(columns).filter(|(name, _)| !name.starts_with('_'))
    }

    /// Marks the rows that meet a condition.
    pub(crate) fn find(&self, meets: impl FnMut(usize) -> bool) -> BooleanBuffer {
        BooleanBuffer::collect_bool(self.len(), meets)
    }

    /// Marks the rows whose cell is empty.
    pub(crate) fn empty(&self, name: &str) -> Result<BooleanBuffer, RuleError> {
        let column = self.column(name)?;
        let nulls = column.logical_nulls();
        Ok(match nulls {
            None => BooleanBuffer::new_unset(self.len()),
            Some(nulls) => !nulls.inner(),
        })
    }

    /// A column by its name in the lake.
    pub(crate) fn column(&self, name: &str) -> Result<&'a dyn Array, RuleError> {
        match self.batch.column_by_name(name) {
            Some(column) => Ok(column.as_ref()),
            None => Err(RuleError::Missing { column: name.to_owned() }),
        }
    }

    fn plain<T: ArrowPrimitiveType>(&self, name: &str) -> Result<Plain<'a, T::Native>, RuleError> {
        let column = self.column(name)?;
        match column.as_primitive_opt::<T>() {
            Some(array) => Ok(Plain { values: array.values(), nulls: array.nulls() }),
            None => Err(self.wrong(name, &T::DATA_TYPE)),
        }
    }

    fn wrong(&self, name: &str, expected: &DataType) -> RuleError {
        let found = self.batch.column_by_name(name).map(|column| column.data_type().to_string()).unwrap_or_default();
        RuleError::Type { column: name.to_owned(), expected: expected.to_string(), found }
    }

    /// Hashed identifiers.
    pub(crate) fn keys(&self, name: &str) -> Result<Plain<'a, u64>, RuleError> {
        self.plain::<UInt64Type>(name)
    }

    /// Dates, in days since 1 January 1970.
    pub(crate) fn days(&self, name: &str) -> Result<Plain<'a, i32>, RuleError> {
        self.plain::<Date32Type>(name)
    }

    /// Points in time, in milliseconds since 1 January 1970.
    pub(crate) fn moments(&self, name: &str) -> Result<Plain<'a, i64>, RuleError> {
        let column = self.column(name)?;
        match column.as_primitive_opt::<TimestampMillisecondType>() {
            Some(array) => Ok(Plain { values: array.values(), nulls: array.nulls() }),
            None => Err(self.wrong(name, &DataType::Timestamp(TimeUnit::Millisecond, None))),
        }
    }

    /// Money in pence, counts and other whole numbers.
    pub(crate) fn integers(&self, name: &str) -> Result<Plain<'a, i64>, RuleError> {
        self.plain::<Int64Type>(name)
    }

    /// Full-time equivalents in hundredths.
    pub(crate) fn hundredths(&self, name: &str) -> Result<Plain<'a, i32>, RuleError> {
        self.plain::<Int32Type>(name)
    }

    /// Numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Plain<'a, f64>, RuleError> {
        self.plain::<Float64Type>(name)
    }

    /// Yes and no.
    pub(crate) fn flags(&self, name: &str) -> Result<Flags<'a>, RuleError> {
        self.column(name)?.as_boolean_opt().map(Flags).ok_or_else(|| self.wrong(name, &DataType::Boolean))
    }

    /// Codes and texts.
    pub(crate) fn words(&self, name: &str) -> Result<Words<'a>, RuleError> {
        let column = self.column(name)?;
        let dictionary = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
        let array = column.as_dictionary_opt::<UInt16Type>().ok_or_else(|| self.wrong(name, &dictionary))?;
        let values = array.values().as_string_opt::<i32>().ok_or_else(|| self.wrong(name, &dictionary))?;
        let keys = array.keys();
        Ok(Words { places: Plain { values: keys.values(), nulls: keys.nulls() }, words: values.iter().collect() })
    }

    /// The rows' numbers in their file.
    pub(crate) fn row_numbers(&self) -> Result<Plain<'a, u32>, RuleError> {
        self.plain::<UInt32Type>("_row")
    }
}
