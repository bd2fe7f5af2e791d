//! Two publications beside one another: what moved, and why.

mod lake;
mod made_of;
mod moves;
mod read;

pub use lake::look_up_rows;
pub(crate) use made_of::{CODE_LIST, CONFIGURATION, DEFINITION, MAPPING};
pub use made_of::{Differences, FileChange, FileRows};
pub use moves::{Cause, Figures, Move, RunComparison, Side};

use crate::error::Result;
use std::path::Path;

/// Compares two publications, each given by its folder (the one that `results.json` lies in).
///
/// # Errors
/// [`crate::PipelineError::Compare`] if a folder is no publication, or its `results.json` is not of a shape that this version reads.
pub fn compare_runs(earlier: &Path, later: &Path) -> Result<RunComparison> {
    Ok(moves::compare(&read::results(earlier)?, &read::results(later)?))
}
