//! Tables that somebody has published: counts with their marks into the narrow waist, and every printed figure computed
//! again from its own parts.
//!
//! A pipeline of `kind = "published"` says which column is what; nothing here knows whose tables they are.

mod counts;
mod definition;
mod findings;
mod judge;
mod points;
mod printed;
mod rates;
mod sums;
mod table;

pub use definition::{CountsTable, Levels, Published, PublishedIndicator, Rate, RatesTable};
pub use findings::{finding_kinds, told_together};
pub use points::{Measure, Point, RateInterval};
pub use printed::{PublishedCounts, read_published};
pub(crate) use table::{Columns, code_parts, joined_code};
pub use table::{SourceFile, SourceRow};
