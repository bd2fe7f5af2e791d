//! How far a site lies outside the funnel.

use crate::pooling::Interval;
use serde::{Deserialize, Serialize};

/// Where a site lies in a funnel with limits at 95% and 99.8%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Below the 99.8% limits.
    VeryLow,
    /// Below the 95% limits only.
    Low,
    /// Inside.
    Inside,
    /// Above the 95% limits only.
    High,
    /// Above the 99.8% limits.
    VeryHigh,
}

impl Flag {
    /// From a value and both pairs of limits; a value on a limit is inside it.
    pub(super) fn of(value: f64, inner: Interval, outer: Interval) -> Self {
        if value < outer.lower {
            Self::VeryLow
        } else if value > outer.upper {
            Self::VeryHigh
        } else if value < inner.lower {
            Self::Low
        } else if value > inner.upper {
            Self::High
        } else {
            Self::Inside
        }
    }

    /// The same as seen from the other side: where the target lies in the interval of a site.
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::VeryLow => Self::VeryHigh,
            Self::Low => Self::High,
            Self::Inside => Self::Inside,
            Self::High => Self::Low,
            Self::VeryHigh => Self::VeryLow,
        }
    }

    /// -2, -1, 0, 1 or 2.
    #[must_use]
    pub fn code(self) -> i8 {
        match self {
            Self::VeryLow => -2,
            Self::Low => -1,
            Self::Inside => 0,
            Self::High => 1,
            Self::VeryHigh => 2,
        }
    }
}
