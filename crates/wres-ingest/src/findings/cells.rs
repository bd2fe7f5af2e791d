//! What is wrong with cells, collected compactly while rows are read.

use crate::{receipt::RowSet, values::Trouble};
use std::collections::BTreeMap;

/// What may be shown of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Shown {
    /// Its shape.
    Shape(String),
    /// The value itself: it tells nothing about a person, or is a word of a list.
    Value(String),
    /// A word of a column that tells something about a person. It is held in memory only, and shown only if so many rows have
    /// it ([`COMMON`]) that it is a label and not what one person wrote; and never with a row.
    IfCommon(String),
}

/// How many rows must have a word before it is shown.
pub(crate) const COMMON: u64 = 10;

/// One kind of trouble in one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Issue {
    pub(crate) count: u64,
    pub(crate) rows: RowSet,
    /// What was there, with how often. At most [`DISTINCT`] different.
    pub(crate) shown: BTreeMap<Shown, u64>,
}

/// Trouble by column and kind. Columns are positions in the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct CellIssues {
    issues: BTreeMap<(u32, Trouble, Option<String>), Issue>,
    /// How many values have an issue of their own, by column and kind.
    distinct: BTreeMap<(u32, Trouble), usize>,
}

/// Most different values that are kept apart for one kind of trouble in one column.
const DISTINCT: usize = 50;

impl Issue {
    /// Adds the rows and words of another issue of the same kind and column.
    pub(crate) fn merge(&mut self, other: Self) {
        self.count += other.count;
        let mut rows = RowSet::default();
        let (mut own, mut others) = (self.rows.iter().peekable(), other.rows.iter().peekable());
        while let Some(row) = match (own.peek(), others.peek()) {
            (Some(a), Some(b)) if a <= b => own.next(),
            (Some(_), None) => own.next(),
            _ => others.next(),
        } {
            rows.push(row);
        }
        drop((own, others));
        self.rows = rows;
        for (shown, n) in other.shown {
            *self.shown.entry(shown).or_default() += n;
        }
    }
}

impl CellIssues {
    /// Adds a cell. A value that may be shown is kept apart from other values; of others only the shape is.
    pub(crate) fn add(&mut self, column: u32, trouble: Trouble, row: u32, shown: impl FnOnce() -> Shown) {
        let shown = shown();
        let value = match &shown {
            Shown::Value(value) | Shown::IfCommon(value) => self.room_for(column, trouble, value),
            Shown::Shape(_) => None,
        };
        let issue = self.issues.entry((column, trouble, value)).or_default();
        issue.count += 1;
        issue.rows.push(row);
        if issue.shown.len() < DISTINCT || issue.shown.contains_key(&shown) {
            *issue.shown.entry(shown).or_default() += 1;
        }
    }

    fn room_for(&mut self, column: u32, trouble: Trouble, value: &str) -> Option<String> {
        let value = value.to_owned();
        if self.issues.contains_key(&(column, trouble, Some(value.clone()))) {
            return Some(value);
        }
        let distinct = self.distinct.entry((column, trouble)).or_default();
        (*distinct < DISTINCT).then(|| {
            *distinct += 1;
            value
        })
    }

    /// Adds what a later block found, whose rows are counted from `offset`.
    pub(crate) fn append(&mut self, later: Self, offset: u32) {
        for ((column, trouble, value), issue) in later.issues {
            let value = value.and_then(|value| self.room_for(column, trouble, &value));
            let own = self.issues.entry((column, trouble, value)).or_default();
            own.count += issue.count;
            issue.rows.iter().for_each(|row| own.rows.push(row.saturating_add(offset)));
            for (shown, n) in issue.shown {
                if own.shown.len() < DISTINCT || own.shown.contains_key(&shown) {
                    *own.shown.entry(shown).or_default() += n;
                }
            }
        }
    }

    /// The values that have an issue of their own, with column and kind.
    pub(crate) fn values(&self) -> impl Iterator<Item = (u32, Trouble, &str)> {
        self.issues.keys().filter_map(|(column, trouble, value)| Some((*column, *trouble, value.as_deref()?)))
    }

    /// The issues by column, kind and value.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = ((u32, Trouble, Option<String>), Issue)> {
        self.issues.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{CellIssues, Shown};
    use crate::values::Trouble;

    #[test]
    fn cells_are_grouped_by_column_and_kind_and_no_row_is_lost() {
        let mut issues = CellIssues::default();
        for row in 1..=1000 {
            issues.add(2, Trouble::DateUnreadable, row, || Shown::Shape("AAA".to_owned()));
        }
        let mut later = CellIssues::default();
        later.add(2, Trouble::DateUnreadable, 5, || Shown::Shape("99".to_owned()));
        issues.append(later, 1000);
        let (key, issue) = issues.into_iter().next().unwrap();
        assert_eq!((key.0, issue.count), (2, 1001));
        assert_eq!(issue.rows.iter().last(), Some(1005));
        assert_eq!(issue.shown.len(), 2);
    }

    #[test]
    fn a_flood_of_different_values_does_not_fill_the_memory() {
        let mut issues = CellIssues::default();
        for row in 1..=10_000 {
            issues.add(0, Trouble::CodeUnknown, row, || Shown::Value(format!("value {row}")));
        }
        let all: Vec<_> = issues.into_iter().collect();
        assert_eq!(all.len(), 51);
        assert_eq!(all.iter().map(|(_, issue)| issue.count).sum::<u64>(), 10_000);
    }
}
