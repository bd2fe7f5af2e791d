//! Removing what nobody needs any more: old publications with their exact outcomes, and values in the cache.

use crate::{
    config::{Config, Keep},
    error::Result,
    intake::record_key,
    provenance::names_key,
    publication::summary_key,
    run::lock,
    watch::now,
};
use serde::Serialize;
use std::{
    fs,
    time::{Duration, SystemTime},
};
use wres_store::{Cache, Lake, Swept, published_runs, remove_run};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What to remove.
#[derive(Debug, Clone, Default)]
pub struct PruneOptions {
    /// Instead of what `[keep]` of the pipeline says.
    pub keep: Option<Keep>,
    /// Remove nothing, and say what would be removed.
    pub pretend: bool,
}

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Pruned {
    /// The runs whose publications were removed.
    pub publications: Vec<String>,
    /// The publications that are kept.
    pub kept: usize,
    /// Files that were removed, of publications, exact outcomes and the cache.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Removes publications and cached values by number and age; never what `latest` points to, nor what stands in the lake.
///
/// # Errors
/// [`crate::PipelineError`] if another run holds the lock, or a folder cannot be read or changed.
pub fn prune(config: &Config, options: &PruneOptions) -> Result<Pruned> {
    let _locks = lock(config)?;
    let lake = Lake::open(&config.lake())?;
    let pruned = prune_locked(config, &lake, options)?;
    if !options.pretend {
        lake.ledger().append(&now(), &serde_json::json!({ "event": "prune", "pruned": pruned }))?;
    }
    Ok(pruned)
}

/// [`prune`] for the holder of the lock.
pub(crate) fn prune_locked(config: &Config, lake: &Lake, options: &PruneOptions) -> Result<Pruned> {
    let keep = options.keep.clone().or_else(|| config.file.keep.clone()).unwrap_or_default();
    let output = config.output();
    let (runs, latest) = published_runs(&output)?;
    let written = |run: &String| {
        fs::metadata(output.join(run)).and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let mut runs: Vec<(SystemTime, String)> = runs.into_iter().map(|run| (written(&run), run)).collect();
    runs.sort_by(|a, b| b.cmp(a));
    // The one that stands counts as the newest, whatever the clock said when it was written.
    runs.sort_by_key(|(_, run)| Some(run) != latest.as_ref());
    let now = SystemTime::now();
    let before = |days: u64| now.checked_sub(DAY.saturating_mul(u32::try_from(days).unwrap_or(u32::MAX)));
    let young = before(keep.days).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut pruned = Pruned::default();
    let mut freed = Swept::default();
    let mut standing = Vec::new();
    for (index, (at, run)) in runs.into_iter().enumerate() {
        if index < keep.publications.max(1) || (keep.days > 0 && at >= young) {
            standing.extend([summary_key(&run), names_key(&run)]);
            pruned.kept += 1;
            continue;
        }
        if let Some(audit) = &config.file.disclosure.audit {
            freed += remove_run(&config.resolve(audit), &run, options.pretend)?;
        }
        freed += remove_run(&output, &run, options.pretend)?;
        pruned.publications.push(run);
    }
    for period in &config.periods {
        for site in &config.sites {
            if let Ok(Some(manifest)) = lake.manifest(&site.id, period) {
                standing.push(record_key(&manifest.identity));
            }
        }
    }
    let unused = before(keep.cache_days).unwrap_or(SystemTime::UNIX_EPOCH);
    let (files, bytes) = Cache::new(lake.root().join("cache")).prune(&standing, unused, options.pretend)?;
    freed += Swept { files, bytes };
    (pruned.files, pruned.bytes) = (freed.files, freed.bytes);
    Ok(pruned)
}
