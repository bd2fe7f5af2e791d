//! What a pipeline has taken in and published, read from the lake without running anything.

use crate::{config::Config, error::Result};
use serde::Serialize;
use std::path::PathBuf;
use wres_store::{Lake, published_runs};

/// The state of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// Its name.
    pub pipeline: String,
    /// The run that `latest` points to.
    pub latest: Option<String>,
    /// Every run that is published.
    pub runs: Vec<String>,
    /// Folder of the publications.
    pub output: PathBuf,
    /// The periods.
    pub periods: Vec<PeriodStatus>,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodStatus {
    /// Its label.
    pub period: String,
    /// The sites.
    pub sites: Vec<SiteStatus>,
}

/// One site in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteStatus {
    /// Its code.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Whether a submission lies in the inbox.
    pub in_inbox: bool,
    /// Whether a submission has been accepted.
    pub accepted: bool,
    /// Rows in the lake.
    pub rows: u64,
}

/// Looks at a pipeline.
///
/// # Errors
/// [`crate::PipelineError`] if a folder or a manifest cannot be read.
pub fn status(config: &Config) -> Result<Status> {
    let lake = config.lake().is_dir().then(|| Lake::open(&config.lake())).transpose()?;
    let (mut runs, latest) = published_runs(&config.output());
    runs.sort();
    let mut periods = Vec::new();
    for period in &config.periods {
        let mut sites = Vec::new();
        for site in &config.sites {
            let manifest = lake.as_ref().map(|lake| lake.manifest(&site.id, period)).transpose()?.flatten();
            sites.push(SiteStatus {
                site: site.id.to_string(),
                name: site.name.clone(),
                in_inbox: config.inbox().join(&period.label).join(site.id.as_str()).is_dir(),
                accepted: manifest.is_some(),
                rows: manifest.map_or(0, |manifest| manifest.files.values().map(|file| file.rows).sum()),
            });
        }
        periods.push(PeriodStatus { period: period.label.clone(), sites });
    }
    Ok(Status { pipeline: config.file.name.clone(), latest, runs, output: config.output(), periods })
}
