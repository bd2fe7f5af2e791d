//! Tables that somebody has published: counts with their marks into the narrow waist, and every printed figure computed
//! again from its own parts.
//!
//! A pipeline of `kind = "published"` says which column is what; nothing here knows whose tables they are.

mod counts;
mod decimal;
mod definition;
mod figures;
mod printed;
mod rates;
mod run;
mod sums;
mod table;

pub use definition::{CountsTable, Levels, Published, PublishedIndicator, Rate, RatesTable};
pub(crate) use run::run;
pub use run::told_together;
