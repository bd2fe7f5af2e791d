//! Counts, bases, proportions, ratios and levels are different things, so they are different types.

use crate::error::{Result, StatError};
use serde::{Deserialize, Serialize};

/// How many: people or events. Additive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Count(pub u64);

/// How many could have been: the people or events at risk of being counted. Additive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Base(pub u64);

/// Cases out of a base. `cases <= base` always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "RawBinomial", into = "RawBinomial")]
pub struct Binomial {
    cases: u64,
    base: u64,
}

#[derive(Serialize, Deserialize)]
struct RawBinomial {
    cases: u64,
    base: u64,
}

impl TryFrom<RawBinomial> for Binomial {
    type Error = StatError;
    fn try_from(raw: RawBinomial) -> Result<Self> {
        Self::new(Count(raw.cases), Base(raw.base))
    }
}

impl From<Binomial> for RawBinomial {
    fn from(value: Binomial) -> Self {
        Self { cases: value.cases, base: value.base }
    }
}

impl Binomial {
    /// Cases out of a base.
    ///
    /// # Errors
    /// [`StatError::CasesAboveBase`] if `cases > base`.
    pub fn new(cases: Count, base: Base) -> Result<Self> {
        if cases.0 > base.0 {
            return Err(StatError::CasesAboveBase { cases: cases.0, base: base.0 });
        }
        Ok(Self { cases: cases.0, base: base.0 })
    }

    /// The same from plain integers, for callers at the edge of the program.
    ///
    /// # Errors
    /// [`StatError::CasesAboveBase`] if `cases > base`.
    pub fn of(cases: u64, base: u64) -> Result<Self> {
        Self::new(Count(cases), Base(base))
    }

    /// At most the base of so many cases: for counts that are within their base by how they were made, or were rounded.
    ///
    /// ```
    /// assert_eq!(wres_disparity::Binomial::up_to(7, 5), wres_disparity::Binomial::of(5, 5)?);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    #[must_use]
    pub fn up_to(cases: u64, base: u64) -> Self {
        Self { cases: cases.min(base), base }
    }

    /// The cases.
    #[must_use]
    pub fn cases(self) -> Count {
        Count(self.cases)
    }

    /// The base.
    #[must_use]
    pub fn base(self) -> Base {
        Base(self.base)
    }

    /// Those of the base who are not cases.
    #[must_use]
    pub fn others(self) -> Count {
        Count(self.base - self.cases)
    }

    /// Cases over base; `None` where nobody is at risk.
    #[must_use]
    pub fn proportion(self) -> Option<Proportion> {
        (self.base > 0).then(|| Proportion(self.cases as f64 / self.base as f64))
    }

    /// Cases and base as floating-point numbers.
    #[must_use]
    pub(crate) fn as_f64(self) -> (f64, f64) {
        (self.cases as f64, self.base as f64)
    }
}

/// A proportion in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Proportion(f64);

impl Proportion {
    /// A proportion.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless `0 <= value <= 1`.
    pub fn new(value: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(StatError::Domain { what: "proportion", given: value.to_string(), must: "it must lie between 0 and 1" })
        }
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }
}

/// A ratio in [0, infinity].
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ratio(f64);

impl Ratio {
    /// A ratio; infinity stands for a positive number over zero.
    ///
    /// # Errors
    /// [`StatError::Domain`] if negative or not a number.
    pub fn new(value: f64) -> Result<Self> {
        if value >= 0.0 {
            Ok(Self(value))
        } else {
            Err(StatError::Domain { what: "ratio", given: value.to_string(), must: "it must not be negative" })
        }
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }
}

/// A two-sided confidence level in (0.5, 1), such as 0.95. Never a percentage.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Level(f64);

impl Level {
    /// 0.95.
    pub const P95: Self = Self(0.95);
    /// 0.998, the outer limit of a funnel.
    pub const P998: Self = Self(0.998);

    /// A level.
    ///
    /// # Errors
    /// [`StatError::Level`] unless `0.5 < value < 1`.
    pub fn new(value: f64) -> Result<Self> {
        if value > 0.5 && value < 1.0 { Ok(Self(value)) } else { Err(StatError::Level { given: value }) }
    }

    /// The level as a number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// `1 - level`: the probability left outside on both sides together.
    #[must_use]
    pub fn alpha(self) -> f64 {
        1.0 - self.0
    }
}

impl TryFrom<f64> for Level {
    type Error = StatError;
    fn try_from(value: f64) -> Result<Self> {
        Self::new(value)
    }
}

impl From<Level> for f64 {
    fn from(level: Level) -> Self {
        level.0
    }
}
