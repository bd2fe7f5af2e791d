//! What a pipeline has taken in and published, read from the lake without running anything.

use crate::{
    config::Config,
    error::Result,
    publication::wrong_with,
    watch::{Entry, age_in_seconds, now},
};
use serde::Serialize;
use std::path::PathBuf;
use wres_store::{Lake, LedgerLine, StoreError, published_runs};

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
    /// When the run that `latest` points to was published, and how many seconds ago.
    pub published_at: Option<String>,
    /// See `published_at`.
    pub published_age_seconds: Option<i64>,
    /// What of it is not as it was published; nothing, if all is well.
    pub published_wrong: Vec<String>,
    /// The last run, however it ended.
    pub last_run: Option<LastRun>,
    /// The last run that did not fail.
    pub last_good_run: Option<LastRun>,
    /// Whether that is longer ago than `watch.stale_after_hours` allows, or there was none.
    pub stale: bool,
    /// What is wrong with the ledger, if anything.
    pub ledger_wrong: Option<String>,
    /// Submissions that are due: not received for a period that is over, as period and site.
    pub due: Vec<(String, String)>,
    /// The periods.
    pub periods: Vec<PeriodStatus>,
}

impl Status {
    /// Whether somebody should look.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        self.stale || self.ledger_wrong.is_some() || !self.published_wrong.is_empty()
    }
}

/// A run of the past.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastRun {
    /// When it ended.
    pub at: String,
    /// How many seconds ago; negative if the clock was set back since.
    pub age_seconds: Option<i64>,
    /// How it ended: `published`, `nothing_to_do`, `taken_in` or `failed`.
    pub ended: String,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How long it took, in seconds.
    pub seconds: f64,
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
    /// Whether what was accepted is damaged in the lake, so that it is taken in anew by the next run, or marked.
    pub damaged: bool,
    /// Rows in the lake.
    pub rows: u64,
}

/// Looks at a pipeline.
///
/// # Errors
/// [`crate::PipelineError`] if a folder cannot be read.
pub fn status(config: &Config) -> Result<Status> {
    let lake = config.lake().is_dir().then(|| Lake::open(&config.lake())).transpose()?;
    let (mut runs, latest) = published_runs(&config.output())?;
    runs.sort();
    let (mut periods, mut due) = (Vec::new(), Vec::new());
    let today = now();
    for period in &config.periods {
        let mut sites = Vec::new();
        for site in &config.sites {
            let (manifest, damaged) = match lake.as_ref().map(|lake| lake.manifest(&site.id, period)).transpose() {
                Ok(manifest) => (manifest.flatten(), false),
                Err(StoreError::Damaged { .. }) => (None, true),
                Err(error) => return Err(error.into()),
            };
            let in_inbox = config.inbox().join(&period.label).join(site.id.as_str()).is_dir();
            // Both are written year first, so that the earlier sorts first.
            if manifest.is_none() && !in_inbox && period.snapshot.to_string().as_str() < today.as_str() {
                due.push((period.label.clone(), site.id.to_string()));
            }
            sites.push(SiteStatus {
                site: site.id.to_string(),
                name: site.name.clone(),
                in_inbox,
                accepted: manifest.is_some(),
                damaged,
                rows: manifest.map_or(0, |manifest| manifest.files.values().map(|file| file.rows).sum()),
            });
        }
        periods.push(PeriodStatus { period: period.label.clone(), sites });
    }
    let published_wrong = match &latest {
        Some(run) if !runs.contains(run) => vec![format!("`latest` points to {run}, which is not there")],
        Some(run) => wrong_with(config, run)?,
        None => Vec::new(),
    };
    let ledger = lake.as_ref().map(Lake::ledger);
    let ledger_wrong = ledger.as_ref().and_then(|ledger| ledger.read().err()).map(|error| error.to_string());
    let lines = ledger.map(|ledger| ledger.sound()).transpose()?.unwrap_or_default();
    let past: Vec<(LastRun, Option<String>)> = lines.into_iter().filter_map(past_run).collect();
    let last_good_run = past.iter().rev().map(|(run, _)| run).find(|run| run.ended != "failed").cloned();
    let published = past.iter().rev().find(|(run, id)| run.ended == "published" && latest.is_some() && *id == latest);
    let limit = config.file.watch.stale_after_hours.map(|hours| i64::try_from(hours * 3600).unwrap_or(i64::MAX));
    let age = last_good_run.as_ref().and_then(|run| run.age_seconds);
    Ok(Status {
        pipeline: config.file.name.clone(),
        published_at: published.map(|(run, _)| run.at.clone()),
        published_age_seconds: published.and_then(|(run, _)| run.age_seconds),
        latest,
        runs,
        output: config.output(),
        published_wrong,
        last_run: past.last().map(|(run, _)| run.clone()),
        stale: limit.is_some_and(|limit| age.is_none_or(|age| age > limit)),
        last_good_run,
        ledger_wrong,
        due,
        periods,
    })
}

/// A run of the ledger, and what it is called.
fn past_run(line: LedgerLine) -> Option<(LastRun, Option<String>)> {
    // Other programs' lines have another shape.
    let Ok(entry) = serde_json::from_value::<Entry>(line.entry) else { return None };
    if entry.event != "run" {
        return None;
    }
    let run = LastRun {
        age_seconds: age_in_seconds(&line.at),
        at: line.at,
        ended: entry.ended.word().to_owned(),
        error: entry.error,
        seconds: entry.seconds,
    };
    Some((run, entry.run))
}
