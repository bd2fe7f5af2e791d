//! A published figure is a value, or says why it is not one.

use serde::{Deserialize, Serialize};
use wres_disparity::NotEstimable;

/// Why a count that exists is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HiddenReason {
    /// The protected count is below the threshold: too small to be read, and perhaps none at all.
    BelowThreshold,
    /// Fewer people are behind it than a magnitude may be made of.
    TooFewPeople,
    /// Shown, it would give away another hidden magnitude.
    Secondary,
    /// It is computed from a hidden count.
    Derived,
    /// One or two people make up nearly all of a magnitude such as pay.
    Dominance,
}

/// Why there is nothing to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsentReason {
    /// The site sent no file for the dataset.
    NoDataset,
    /// The dataset lacks an optional column that the indicator needs.
    NoColumn,
    /// The indicator links to an earlier snapshot that the site has not sent.
    NoEarlierSnapshot,
    /// The site's submission was rejected and no earlier one stands in for it.
    Rejected,
    /// The site's submission had not come when the run began.
    Late,
    /// No benchmark is configured for the comparison.
    NoBenchmark,
    /// The publisher printed a mark instead of a figure.
    NotPrinted,
    /// The site has no such post, rung or service.
    NotApplicable,
}

/// A figure that may be there, or hidden, or not estimable, or absent. These four are never confused with zero or with
/// one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "value")]
pub enum Cell<T> {
    /// The figure.
    Value(T),
    /// It exists and is not shown.
    Hidden(HiddenReason),
    /// The data are there and admit no estimate.
    NotEstimable(NotEstimable),
    /// The site did not supply what it takes.
    Absent(AbsentReason),
}

impl<T> Cell<T> {
    /// The figure, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Applies a function to the figure and keeps every other state as it is.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Cell<U> {
        self.and_then(|value| Cell::Value(f(value)))
    }

    /// The same figure in another form, such as rounded or of another type; every other state stays as it is, reason and all.
    /// Unlike [`Cell::map`], what is hidden is not called derived, because nothing new is computed.
    pub fn recast<U>(self, f: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Self::Value(value) => Cell::Value(f(value)),
            Self::Hidden(reason) => Cell::Hidden(reason),
            Self::NotEstimable(reason) => Cell::NotEstimable(reason),
            Self::Absent(reason) => Cell::Absent(reason),
        }
    }

    /// Applies a function that may itself find nothing to show.
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Cell<U>) -> Cell<U> {
        match self {
            Self::Value(value) => f(value),
            Self::Hidden(_) => Cell::Hidden(HiddenReason::Derived),
            Self::NotEstimable(reason) => Cell::NotEstimable(reason),
            Self::Absent(reason) => Cell::Absent(reason),
        }
    }

    /// A figure that takes two others. What is absent outranks what is hidden, which outranks what is not estimable.
    pub fn zip<U>(self, other: Cell<U>) -> Cell<(T, U)> {
        match (self, other) {
            (Self::Value(left), Cell::Value(right)) => Cell::Value((left, right)),
            (Self::Absent(reason), _) | (_, Cell::Absent(reason)) => Cell::Absent(reason),
            (Self::Hidden(_), _) | (_, Cell::Hidden(_)) => Cell::Hidden(HiddenReason::Derived),
            (Self::NotEstimable(reason), _) | (_, Cell::NotEstimable(reason)) => Cell::NotEstimable(reason),
        }
    }

    /// The symbol that stands in a table for a figure that is not there (Analysis Function, "Symbols in tables"): `[c]`
    /// confidential, `[x]` not available, `[z]` not applicable. `None` for a value.
    #[must_use]
    pub fn symbol(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Hidden(_) => Some("[c]"),
            Self::Absent(AbsentReason::NotApplicable) => Some("[z]"),
            Self::NotEstimable(_) => Some("[z]"),
            Self::Absent(_) => Some("[x]"),
        }
    }

    /// Why the figure is not there, in words for a reader. `None` for a value.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Value(_) => None,
            Self::Hidden(reason) => Some(reason.to_string()),
            Self::NotEstimable(reason) => Some(reason.to_string()),
            Self::Absent(reason) => Some(reason.to_string()),
        }
    }
}

impl<T> From<wres_disparity::Result<T>> for Cell<T> {
    /// A mistake of the caller cannot happen with counts that came through [`wres_disparity::Binomial`]; if it does, the
    /// figure is not estimable.
    fn from(result: wres_disparity::Result<T>) -> Self {
        match result {
            Ok(value) => Self::Value(value),
            Err(wres_disparity::StatError::NotEstimable(reason)) => Self::NotEstimable(reason),
            Err(_) => Self::NotEstimable(NotEstimable::Undefined),
        }
    }
}

impl std::fmt::Display for HiddenReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BelowThreshold => "not shown: the count is too small to be read, and perhaps none",
            Self::TooFewPeople => "not shown: too few people are behind it",
            Self::Secondary => "not shown: it would give away another figure that is not shown",
            Self::Derived => "not shown: it needs a count that is too small to be read",
            Self::Dominance => "not shown: one or two people make up most of it",
        })
    }
}

impl std::fmt::Display for AbsentReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoDataset => "not supplied: the site sent no file for this dataset",
            Self::NoColumn => "not supplied: the file lacks a column that this indicator needs",
            Self::NoEarlierSnapshot => "not available: it needs the snapshot of the year before",
            Self::Rejected => "not available: the site's submission was rejected",
            Self::Late => "not available: the site's submission has not come",
            Self::NotPrinted => "not available: the publisher printed a mark instead of a figure",
            Self::NoBenchmark => "not available: no benchmark is configured",
            Self::NotApplicable => "not applicable: the site has no such posts",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AbsentReason, Cell, HiddenReason};

    #[test]
    fn a_hidden_count_hides_what_is_computed_from_it() {
        let cell: Cell<u64> = Cell::Hidden(HiddenReason::BelowThreshold);
        assert_eq!(cell.map(|n| n + 1), Cell::Hidden(HiddenReason::Derived));
    }

    #[test]
    fn a_figure_in_another_form_keeps_its_reason() {
        let cell: Cell<u64> = Cell::Hidden(HiddenReason::BelowThreshold);
        assert_eq!(cell.recast(|n| n as f64), Cell::Hidden(HiddenReason::BelowThreshold));
    }

    #[test]
    fn absent_outranks_hidden() {
        let absent: Cell<u64> = Cell::Absent(AbsentReason::NoDataset);
        let hidden: Cell<u64> = Cell::Hidden(HiddenReason::BelowThreshold);
        assert_eq!(hidden.zip(absent), Cell::Absent(AbsentReason::NoDataset));
    }

    #[test]
    fn zero_has_no_symbol() {
        assert_eq!(Cell::Value(0_u64).symbol(), None);
    }
}
