//! Names of indicators and strata.

use serde::{Deserialize, Serialize};

/// The name of an indicator within its standard and year, such as `sc-wres-3`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IndicatorId(pub String);

impl std::fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of an indicator that is counted apart: a rung, a pay band, a kind of leaving. `dimension` says which, `value` is
/// its code, `order` its place from low to high.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stratum {
    /// What the stratum is a value of, such as `rung`; empty for the whole.
    pub dimension: String,
    /// Place from low to high.
    pub order: u16,
    /// Its code; empty for the whole.
    pub value: String,
}

impl Stratum {
    /// The whole: no stratum.
    #[must_use]
    pub fn whole() -> Self {
        Self { dimension: String::new(), order: 0, value: String::new() }
    }

    /// Whether this is the whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.dimension.is_empty()
    }
}
