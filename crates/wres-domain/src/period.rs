//! Reporting years.

use crate::day::Day;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is wrong with a period.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// The label is not a reporting year.
    #[error("period `{0}` is not a year such as `2024-25` or `2025`")]
    Label(String),
    /// It ends before it starts.
    #[error("period `{label}` starts on {from} and has its snapshot on {snapshot}: the snapshot must come later")]
    Order {
        /// The label.
        label: String,
        /// First day.
        from: Day,
        /// Snapshot day.
        snapshot: Day,
    },
}

/// A reporting year: a snapshot date and the twelve months up to it.
///
/// The period is half-open: an event on day `d` is inside when `from <= d < until`, where `until` is the day after the
/// snapshot, so consecutive periods neither overlap nor leave a gap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// What the period is called; safe as a file name.
    pub label: String,
    /// First day inside.
    pub from: Day,
    /// The day on which staff in post are counted: the last day inside.
    pub snapshot: Day,
}

impl Period {
    /// A period with dates of its own.
    ///
    /// # Errors
    /// [`PeriodError`] if the label could not be a file name or the dates are in the wrong order.
    pub fn new(label: &str, from: Day, snapshot: Day) -> Result<Self, PeriodError> {
        let good = (1..=20).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-');
        if !good {
            return Err(PeriodError::Label(label.to_owned()));
        }
        if from >= snapshot {
            return Err(PeriodError::Order { label: label.to_owned(), from, snapshot });
        }
        Ok(Self { label: label.to_owned(), from, snapshot })
    }

    /// A financial year from its label: `2024-25` is 1 April 2024 to 31 March 2025.
    ///
    /// # Errors
    /// [`PeriodError::Label`] unless the label is two consecutive years, the second in two digits.
    pub fn financial_year(label: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError::Label(label.to_owned());
        let (first, second) = label.split_once('-').ok_or_else(wrong)?;
        let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(first, 4) || !digits(second, 2) {
            return Err(wrong());
        }
        let year: i16 = first.parse().map_err(|_| wrong())?;
        let end: i16 = second.parse().map_err(|_| wrong())?;
        if !(1900..=2999).contains(&year) || (year + 1) % 100 != end {
            return Err(wrong());
        }
        let (from, snapshot) = (Day::new(year, 4, 1), Day::new(year + 1, 3, 31));
        Self::new(label, from.ok_or_else(wrong)?, snapshot.ok_or_else(wrong)?)
    }

    /// The first day after the period.
    #[must_use]
    pub fn until(&self) -> Day {
        self.snapshot.tomorrow()
    }

    /// Whether a day lies inside.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day < self.until()
    }

    /// Whether `later` begins on the day after this period ends.
    #[must_use]
    pub fn is_followed_by(&self, later: &Self) -> bool {
        self.until() == later.from
    }
}

#[cfg(test)]
mod tests {
    use super::Period;
    use crate::day::Day;

    #[test]
    fn a_financial_year_runs_from_april_to_march() {
        let year = Period::financial_year("2024-25").unwrap();
        assert!(year.contains(Day::constant(2024, 4, 1)) && year.contains(Day::constant(2025, 3, 31)));
        assert!(!year.contains(Day::constant(2025, 4, 1)) && !year.contains(Day::constant(2024, 3, 31)));
        assert!(year.is_followed_by(&Period::financial_year("2025-26").unwrap()));
        assert!(Period::financial_year("1999-00").is_ok());
    }

    #[test]
    fn labels_that_are_not_years_are_refused() {
        for bad in ["2024", "2024-26", "24-25", "2024/25", "../..", "abcd-ef"] {
            assert!(Period::financial_year(bad).is_err(), "{bad}");
        }
    }
}
