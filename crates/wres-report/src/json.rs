//! `results.json`: everything a publication says, for programs.

use crate::{error::ReportError, file::File, publication::Publication};
use rayon::prelude::*;
use serde::Serialize;
use wres_disclosure::{Deviation, FindingsSummary, QualitySummary, SuppressionSummary};
use wres_domain::{Comparisons, Outcome};

/// The version of the shape of `results.json`. Raised when a field goes or changes its meaning.
pub const SHAPE: &str = "1";

#[derive(Serialize)]
struct Results<'a> {
    shape: &'static str,
    about: &'a crate::publication::About,
    suppressions: &'a SuppressionSummary,
    deviations: &'a [Deviation],
    findings: &'a FindingsSummary,
    quality: &'a QualitySummary,
    outcomes: &'a [&'a Outcome],
    comparisons: &'a Comparisons,
}

/// Renders `results.json`.
pub(crate) fn results(publication: &Publication, outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let results = Results {
        shape: SHAPE,
        about: publication.about.get(),
        suppressions: publication.suppressions.get(),
        deviations: publication.deviations.get(),
        findings: publication.findings.get(),
        quality: publication.quality.get(),
        outcomes,
        comparisons: publication.comparisons.get(),
    };
    let mut bytes = serde_json::to_vec(&results)
        .map_err(|error| ReportError::Table { file: "results.json", message: error.to_string() })?;
    bytes.push(b'\n');
    Ok(File::new("results.json", bytes))
}

/// Outcomes in the one order that every file has: place, grouping, group.
pub(crate) fn ordered(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let mut ordered: Vec<&Outcome> = outcomes.iter().collect();
    ordered.par_sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    ordered
}
