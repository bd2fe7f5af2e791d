//! `results.json`: everything a publication says, for programs, small enough to load: tables as columns, no key twice, nothing that is
//! not there spelled out.

mod column;
mod read;
mod write;

pub use read::{ReadFigures, ReadResults, read_results};
pub(crate) use write::{ordered, results};

/// The version of the shape of `results.json`. Raised when a field goes or changes its meaning.
pub const SHAPE: &str = "2";
