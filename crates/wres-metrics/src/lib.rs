//! Standards as data: an indicator definition becomes a count plan, an engine runs it, counts become outcomes.
//!
//! ```text
//!   schemas/standards/*.toml ──▶ Standard ──▶ CountPlan ──▶ count(site's frames) ──▶ CountTable ──▶ consortium
//!                                                                                         │ group, protect
//!                                                             Vec<Outcome> ◀── outcomes ◀─┘
//! ```
//!
//! The crate is pure: it opens no file and reads no clock. Frames are given to it; nothing but integers leaves the engine.

mod consortium;
mod definition;
mod engine;
mod example;
mod explain;
mod outcome;
mod plan;
mod questions;
mod threshold;

pub use consortium::consortium;
pub use definition::{
    Adverse, Band, Compare, Condition, DefinitionError, Dimension, DimensionValue, Example, Fate, Filter, HistoryEntry,
    Indicator, Kind, MeasureFamily, Population, Scalar, Sentences, Split, Standard, Threshold, WantedMeasure, When,
    Words, standard_schema,
};
pub use engine::{Counted, DatasetFrame, MetricsError, SiteFrames, count, finding_kinds};
pub use example::{Mismatch, worked_example};
pub use explain::{explain, explain_standard, reference_page};
pub use outcome::{
    OutcomeContext, changes, comparisons, exact_pay_measures, measures, outcomes, pay_measures, pooled_outcomes,
    standings, weighted_measures,
};
pub use plan::{CountPlan, Shape};
pub use threshold::what_applies;
pub use wres_domain::percent_half_up;
