//! Figures that somebody has printed, computed again.

use crate::{not_about_people::NotAboutPeople, outcome::Interval, site::Scope};
use serde::{Deserialize, Serialize};

/// Whether a printed figure follows from its own parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureVerdict {
    /// To the printed decimal, half up on the exact fraction.
    Reproduces,
    /// Not from the printed parts as they stand, but from parts that round to what is printed.
    WithinRounding,
    /// Cut off instead of rounded.
    Truncated,
    /// It does not follow from its parts.
    Differs,
    /// A part or the figure itself is not printed but marked.
    NotPrinted,
}

/// A figure in a published table, computed again from what is printed beside it. It is public already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintedFigure {
    /// Title of the table it stands in.
    pub table: String,
    /// What it is.
    pub figure: String,
    /// The period.
    pub period: String,
    /// Site, region, or all.
    pub scope: Scope,
    /// What the site or region is called.
    pub name: String,
    /// The numerator, or the mark that stands for it.
    pub numerator: String,
    /// The denominator, or the mark that stands for it.
    pub denominator: String,
    /// The figure as printed, or the mark that stands for it.
    pub printed: String,
    /// The figure computed again, to the printed decimal.
    pub recomputed: Option<String>,
    /// The rate with its Wilson interval, in the unit of the figure, where it is a proportion of people.
    pub interval: Option<Interval>,
    /// Whether the printed figure follows.
    pub verdict: FigureVerdict,
}

impl NotAboutPeople for PrintedFigure {}

impl FigureVerdict {
    /// Every verdict.
    pub const ALL: [Self; 5] =
        [Self::Reproduces, Self::WithinRounding, Self::Truncated, Self::Differs, Self::NotPrinted];

    /// Its name in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reproduces => "reproduces",
            Self::WithinRounding => "within_rounding",
            Self::Truncated => "truncated",
            Self::Differs => "differs",
            Self::NotPrinted => "not_printed",
        }
    }

    /// What readers are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Reproduces => "reproduces to the printed digit",
            Self::WithinRounding => "reproduces within the rounding of its parts",
            Self::Truncated => "was cut off instead of rounded",
            Self::Differs => "does not follow from its parts",
            Self::NotPrinted => "cannot be checked: a part is marked, not printed",
        }
    }
}
