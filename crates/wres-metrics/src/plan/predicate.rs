//! Tests on one column, resolved against the lake: codes spelled out, pounds in pence, rungs in their order.

use std::collections::BTreeSet;

/// A test of one column. A value that is not known fails every test but `Known(false)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Predicate {
    /// The column of the lake.
    pub(crate) column: String,
    /// The test.
    pub(crate) test: Test,
    /// Left out, and said so, where the site did not supply the column.
    pub(crate) optional: bool,
}

/// What is tested.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Test {
    /// The code or text is one of these.
    OneOf(BTreeSet<String>),
    /// The code or text is known and none of these.
    NoneOf(BTreeSet<String>),
    /// The rung, by its place on the ladder of the population, is at least this one.
    RungAtLeast(String),
    /// The rung is below this one.
    RungBelow(String),
    /// The rung is above that in the other column.
    RungAbove(String),
    /// The flag has this value.
    Flag(bool),
    /// The number is one of these.
    NumberOneOf(BTreeSet<i64>),
    /// The number is known and none of these.
    NumberNoneOf(BTreeSet<i64>),
    /// The number is at least this.
    AtLeast(i64),
    /// The number is less than this.
    Below(i64),
    /// The day lies inside (or outside) the period.
    InPeriod(bool),
    /// The day lies inside (or outside) the twelve months before the period.
    InYearBefore(bool),
    /// The day is that in the other column, or at most so many days after it.
    WithinDays { of: String, days: u32 },
    /// The same in days from Monday to Friday.
    WithinWorkingDays { of: String, days: u32 },
    /// There is a value (or none).
    Known(bool),
}

impl Predicate {
    /// The columns that the test reads.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let other = match &self.test {
            Test::RungAbove(other) => Some(other.as_str()),
            Test::WithinDays { of, .. } | Test::WithinWorkingDays { of, .. } => Some(of.as_str()),
            _ => None,
        };
        std::iter::once(self.column.as_str()).chain(other)
    }
}

impl std::fmt::Display for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn set<T: std::fmt::Display>(values: &BTreeSet<T>) -> String {
            values.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
        }
        let column = &self.column;
        match &self.test {
            Test::OneOf(codes) => write!(f, "{column} in ({})", set(codes)),
            Test::NoneOf(codes) => write!(f, "{column} not in ({})", set(codes)),
            Test::RungAtLeast(rung) => write!(f, "{column} at or above rung {rung}"),
            Test::RungBelow(rung) => write!(f, "{column} below rung {rung}"),
            Test::RungAbove(other) => write!(f, "{column} above {other}"),
            Test::Flag(flag) => write!(f, "{column} is {flag}"),
            Test::NumberOneOf(numbers) => write!(f, "{column} in ({})", set(numbers)),
            Test::NumberNoneOf(numbers) => write!(f, "{column} not in ({})", set(numbers)),
            Test::AtLeast(number) => write!(f, "{column} >= {number}"),
            Test::Below(number) => write!(f, "{column} < {number}"),
            Test::InPeriod(true) => write!(f, "from <= {column} < until"),
            Test::InPeriod(false) => write!(f, "{column} outside from..until"),
            Test::InYearBefore(true) => write!(f, "from - 12 months <= {column} < from"),
            Test::InYearBefore(false) => write!(f, "{column} outside from - 12 months..from"),
            Test::WithinDays { of, days } => write!(f, "{column} within {days} days of {of}"),
            Test::WithinWorkingDays { of, days } => write!(f, "{column} within {days} working days of {of}"),
            Test::Known(true) => write!(f, "{column} is known"),
            Test::Known(false) => write!(f, "{column} is not known"),
        }?;
        if self.optional { f.write_str(" (where supplied)") } else { Ok(()) }
    }
}
