//! What is published, held to its hashes, and the order in which a publication appears.

use crate::{
    config::{Config, Kind},
    corrections::corrections_at,
    error::Result,
    summary::RunSummary,
};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tracing::warn;
use wres_domain::CORRECTIONS_FILE;
use wres_store::{
    Cache, Generation, Lake, Publication, check_sums, hash_of_sums, point_latest, published_runs, stand_in,
};

/// What is kept of a publication beside it, inside the secure area.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    summary: RunSummary,
    /// The hash of the publication's manifest of hashes.
    sums: String,
    /// The hash of that of the feedback.
    feedback: String,
}

/// A run as it is, or will be, published.
pub(crate) struct Published<'a> {
    pub(crate) cache: &'a Cache,
    pub(crate) run: &'a str,
}

impl Published<'_> {
    /// The summary of this very run, if it is what stands published, with every byte as it was, and its feedback.
    pub(crate) fn intact(&self, config: &Config) -> Result<Option<RunSummary>> {
        let (runs, latest) = published_runs(&config.output())?;
        if latest.as_deref() != Some(self.run) || !runs.iter().any(|run| run == self.run) {
            return Ok(None);
        }
        let Some(kept) = self.cache.get::<Kept>(&summary_key(self.run)) else { return Ok(None) };
        if kept.summary.sites.iter().any(|site| !site.not_made.is_empty()) {
            warn!("not everything could be made for each site: it is tried again");
            return Ok(None);
        }
        let wrong = check_sums(&config.output().join(self.run), &kept.sums)?;
        if let Some(first) = wrong.first() {
            warn!(first, others = wrong.len() - 1, "what is published is not what was published: it is written anew");
            return Ok(None);
        }
        Ok(config.feedback().is_dir().then_some(kept.summary))
    }

    /// Puts a publication and its feedback in place. `latest` moves last: killed before that, the former publication stands and the
    /// next run does this again.
    pub(crate) fn put(
        &self,
        config: &Config,
        (publication, generation): (Publication, Generation),
        lake: &Lake,
        summary: &mut RunSummary,
    ) -> Result<()> {
        let place = publication.place(self.run)?;
        let sums = hash_of_sums(&place)?.unwrap_or_default();
        summary.publication = Some(place);
        let feedback = hash_of_sums(&generation.place(self.run)?)?.unwrap_or_default();
        self.cache.put(&summary_key(self.run), &Kept { summary: summary.clone(), sums, feedback })?;
        stand_in(lake.root(), FEEDBACK, self.run)?;
        point_latest(&config.output(), self.run)?;
        Ok(())
    }

    /// How much could be read when the same run failed before, of how much, and what was asked for.
    pub(crate) fn failure(&self) -> Option<(u64, u64, f64)> {
        self.cache.get(&failure_key(self.run))
    }

    /// Writes down that the run failed, since it would fail again.
    pub(crate) fn remember_failure(&self, too_little: (u64, u64, f64)) -> Result<()> {
        Ok(self.cache.put(&failure_key(self.run), &too_little)?)
    }
}

/// Name of the folder of feedback in the lake.
const FEEDBACK: &str = "feedback";

/// What of a publication is not as it was published; also that nothing is known of it.
pub(crate) fn wrong_with(config: &Config, run: &str) -> Result<Vec<String>> {
    if config.file.kind == Kind::Published {
        // Nothing of such a pipeline is confidential, and it has no lake: the publication is held to its own manifest.
        return match sums_of(config, run)? {
            Some(sums) => Ok(check_sums(&place(config, run), &sums)?),
            None => Ok(vec!["it has no manifest of what was published: run again to publish it anew".to_owned()]),
        };
    }
    let cache = Cache::new(config.lake().join("cache"));
    match cache.get::<Kept>(&summary_key(run)) {
        Some(kept) => Ok(check_sums(&place(config, run), &kept.sums)?),
        None => Ok(vec!["the lake does not know what was published: run again to publish it anew".to_owned()]),
    }
}

/// What of the feedback that stands is not as it was made.
pub(crate) fn wrong_with_feedback(config: &Config, run: &str) -> Result<Vec<String>> {
    let cache = Cache::new(config.lake().join("cache"));
    match cache.get::<Kept>(&summary_key(run)).filter(|_| config.feedback().is_dir()) {
        Some(kept) => {
            let mut wrong = check_sums(&config.feedback(), &kept.feedback)?;
            // `--only` renews a site's workbook of corrections alone.
            for (period, site) in
                config.periods.iter().flat_map(|period| config.sites.iter().map(move |site| (period, site)))
            {
                let name = format!("{}/feedback/{}/{CORRECTIONS_FILE} ", period.label, site.id);
                let folder = config.feedback().join(&period.label);
                let at = wrong.iter().position(|what| what.starts_with(&name));
                if let Some(at) = at.filter(|_| corrections_at(config, &folder, (&period.label, &site.id)).is_ok()) {
                    wrong.remove(at);
                }
            }
            Ok(wrong)
        }
        // That nothing is known of the publication is said where that is looked at.
        None => Ok(Vec::new()),
    }
}

/// The hash of the manifest of what a run published.
pub(crate) fn sums_of(config: &Config, run: &str) -> Result<Option<String>> {
    Ok(hash_of_sums(&place(config, run))?)
}

fn place(config: &Config, run: &str) -> PathBuf {
    config.output().join(run)
}

/// The key under which the cache keeps what is known of a publication.
pub(crate) fn summary_key(run: &str) -> String {
    format!("summary {run}")
}

fn failure_key(run: &str) -> String {
    format!("failure {run}")
}

#[cfg(test)]
mod tests {
    use super::Published;
    use wres_store::Cache;

    #[test]
    fn a_run_that_failed_is_remembered_by_its_own_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("cache"));
        let failed = Published { cache: &cache, run: "a" };
        assert_eq!(failed.failure(), None);
        failed.remember_failure((2, 5, 0.5)).unwrap();
        assert_eq!(failed.failure(), Some((2, 5, 0.5)));
        assert_eq!(Published { cache: &cache, run: "b" }.failure(), None);
    }
}
