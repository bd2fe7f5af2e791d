//! Columns of a dataset as the lake gives them out and the engine counts them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One dataset of one submission, column by column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DatasetColumns {
    /// How many rows the dataset has, whichever columns were asked for.
    pub rows: usize,
    /// Names of the dataset's columns (`grade`, not `rung`) that the site supplied. Required columns always count as supplied; an
    /// optional one that is not named here counts as not supplied, whatever its column holds.
    pub supplied: BTreeSet<String>,
    /// The columns that were asked for and are there, by their name in the lake.
    pub columns: BTreeMap<String, ColumnValues>,
}

/// The values of one column, one a row.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValues {
    /// Keyed hashes of identifiers.
    Keys(Values<u64>),
    /// Codes and texts.
    Texts(TextColumn),
    /// Days since 1 January 1970.
    Days(Values<i32>),
    /// Whole numbers: counts, pence, hundredths of full time.
    Integers(Values<i64>),
    /// Numbers with decimals.
    Reals(Values<f64>),
    /// Yes or no.
    Flags(Values<bool>),
}

/// Values of one type, some of which may be missing.
#[derive(Debug, Clone)]
pub struct Values<T> {
    values: Vec<T>,
    /// Which rows have a value; `None` where all have.
    known: Option<Vec<bool>>,
}

/// Texts by number: each different text stands once.
#[derive(Debug, Clone)]
pub struct TextColumn {
    texts: Vec<String>,
    numbers: Values<u32>,
}

impl ColumnValues {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Keys(values) => values.len(),
            Self::Texts(texts) => texts.numbers.len(),
            Self::Days(values) => values.len(),
            Self::Integers(values) => values.len(),
            Self::Reals(values) => values.len(),
            Self::Flags(values) => values.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the column holds, in a word for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Keys(_) => "identifiers",
            Self::Texts(_) => "texts",
            Self::Days(_) => "days",
            Self::Integers(_) => "whole numbers",
            Self::Reals(_) => "numbers with decimals",
            Self::Flags(_) => "yes or no",
        }
    }
}

impl<T: Copy> Values<T> {
    /// Values of which those are missing whose place in `known` is false or beyond its end; none where there is no `known`.
    #[must_use]
    pub fn new(values: Vec<T>, known: Option<Vec<bool>>) -> Self {
        let rows = values.len();
        let padded = |mut known: Vec<bool>| {
            known.resize(rows, false);
            known
        };
        Self { values, known: known.map(padded) }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of each row; `None` where it is missing.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + '_ {
        let is_known = |row: usize| self.known.as_ref().is_none_or(|known| known[row]);
        self.values.iter().enumerate().map(move |(row, value)| is_known(row).then_some(*value))
    }

    /// Which rows have a value.
    #[must_use]
    pub fn known(self) -> Vec<bool> {
        self.known.unwrap_or_else(|| vec![true; self.values.len()])
    }

    /// The values, with `missing` in the place of each that is missing.
    #[must_use]
    pub fn or(self, missing: T) -> Vec<T> {
        let mut values = self.values;
        for (value, _) in values.iter_mut().zip(self.known.into_iter().flatten()).filter(|(_, known)| !known) {
            *value = missing;
        }
        values
    }
}

impl<T: Copy + PartialEq> PartialEq for Values<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Default> FromIterator<Option<T>> for Values<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(rows: I) -> Self {
        let (values, known): (Vec<T>, Vec<bool>) =
            rows.into_iter().map(|row| row.map_or_else(|| (T::default(), false), |value| (value, true))).unzip();
        let all = known.iter().all(|known| *known);
        Self { values, known: (!all).then_some(known) }
    }
}

impl TextColumn {
    /// A column of which each row holds the number of its text; a number beyond the texts is a missing value.
    #[must_use]
    pub fn new(texts: Vec<String>, numbers: Values<u32>) -> Self {
        Self { texts, numbers }
    }

    /// The text of each row; `None` where it is missing.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.numbers.iter().map(|number| Some(self.texts.get(number? as usize)?.as_str()))
    }

    /// What each row's text stands for by `meaning`, which is asked once a text; `missing` where there is none.
    #[must_use]
    pub fn map<T: Copy>(&self, meaning: impl Fn(&str) -> T, missing: T) -> Vec<T> {
        let of_text: Vec<T> = self.texts.iter().map(|text| meaning(text)).collect();
        let of_number = |number: Option<u32>| of_text.get(number? as usize).copied();
        self.numbers.iter().map(|number| of_number(number).unwrap_or(missing)).collect()
    }
}

impl PartialEq for TextColumn {
    fn eq(&self, other: &Self) -> bool {
        self.numbers.len() == other.numbers.len() && self.iter().eq(other.iter())
    }
}

impl<'a> FromIterator<Option<&'a str>> for TextColumn {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(rows: I) -> Self {
        let (mut texts, mut known) = (Vec::new(), HashMap::new());
        let mut number = |text: &'a str| {
            *known.entry(text).or_insert_with(|| {
                texts.push(text.to_owned());
                u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let numbers = rows.into_iter().map(|row| row.map(&mut number)).collect();
        Self { texts, numbers }
    }
}

#[cfg(test)]
mod tests {
    use super::{TextColumn, Values};

    #[test]
    fn a_missing_value_is_missing_however_it_was_said() {
        let one: Values<i64> = [Some(4), None, Some(0)].into_iter().collect();
        let two = Values::new(vec![4, 77, 0], Some(vec![true, false, true]));
        assert_eq!(one, two);
        assert_ne!(one, Values::new(vec![4, 77, 0], None));
        assert_eq!(two.iter().collect::<Vec<_>>(), [Some(4), None, Some(0)]);
        assert_eq!(two.or(-1), [4, -1, 0]);
        assert_eq!(Values::new(vec![1, 2], Some(vec![true])).known(), [true, false]);
    }

    #[test]
    fn texts_are_what_they_say_and_not_the_number_that_stands_for_them() {
        let one: TextColumn = [Some("b"), None, Some("a"), Some("b")].into_iter().collect();
        // A text that no row has, one that stands twice, and a number beyond all.
        let texts = ["a", "x", "b", "b"].map(str::to_owned).to_vec();
        let two = TextColumn::new(texts, Values::new(vec![2, 9, 0, 3], None));
        assert_eq!(one, two);
        assert_eq!(two.map(str::len, 0), [1, 0, 1, 1]);
        assert_eq!(two.map(|text| text == "b", false), [true, false, false, true]);
    }
}
