//! The definition language: what a standard says, read from TOML and checked.

mod check;
mod code_lists;
mod columns;
mod document;
mod embedded;
mod error;
mod example_table;
mod json_schema;
mod language;
mod reader;
mod sentences;
mod standard;
mod tree;
mod wanted;

pub(crate) use columns::{Holds, LakeColumn, ethnicity_column, lake_column, lake_columns};
pub use error::DefinitionError;
pub(crate) use example_table::{ExampleTable, ExampleValue, Expected, cells};
pub use json_schema::standard_schema;
pub use language::{
    Adverse, Band, Compare, Condition, Dimension, DimensionValue, Example, Fate, Filter, HistoryEntry, Indicator, Kind,
    Population, Scalar, Sentences, Split, Threshold, When, Words,
};
pub(crate) use reader::nearest;
pub use sentences::fill;
pub use standard::Standard;
pub(crate) use tree::{Node, Step, print_path};
pub use wanted::{MeasureFamily, WantedMeasure};
