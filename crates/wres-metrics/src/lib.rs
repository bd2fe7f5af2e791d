//! Standards as data: an indicator definition becomes a count plan, an engine runs it.
//!
//! ```text
//!   schemas/standards/*.toml ──▶ Standard ──▶ CountPlan ──▶ count(site's columns) ─▶ CountTable ──▶ consortium
//! ```
//!
//! The crate is pure: it opens no file and reads no clock. Columns are given to it; nothing but integers leaves the engine.

mod consortium;
mod definition;
mod engine;
mod example;
mod explain;
mod plan;
mod threshold;

pub use consortium::consortium;
pub use definition::{
    Adverse, Band, Compare, Condition, DefinitionError, Dimension, DimensionValue, Example, Fate, Filter, HistoryEntry,
    Indicator, Kind, MeasureFamily, Population, Scalar, Sentences, Split, Standard, Threshold, WantedMeasure, When,
    Words, fill, standard_schema,
};
pub use engine::{
    Counted, DAY_OF_WAITING, Failure, LEFT, MONTH_OF_SERVICE, MetricsError, SiteColumns, TRANSITION, count,
    finding_kinds,
};
pub use example::{Mismatch, worked_example};
pub use explain::{explain, explain_standard, reference_page};
pub use plan::{CountPlan, Shape, TimeBands, UNMAPPED};
pub use threshold::what_applies;
