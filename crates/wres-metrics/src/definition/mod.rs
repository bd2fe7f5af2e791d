//! The definition language: what a standard says, read from TOML and checked.

mod error;
mod language;
mod standard;

pub use error::DefinitionError;
pub use language::{
    Adverse, Band, Case, Compare, Dimension, DimensionValue, Example, Filter, HistoryEntry, Indicator, Kind,
    Population, Scalar, Sentences, Split, Unit, When, Words,
};
pub use standard::Standard;
