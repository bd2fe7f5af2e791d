//! One run, from its beginning to its end, as those who watch are told.

use super::{digest::digest, hook::start, lineage::Lineage, metrics::metrics};
use crate::{
    account::{Account, Submission},
    config::Config,
    error::{PipelineError, Result},
    publication::sums_of,
    summary::{RunState, RunSummary},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf, time::Instant};
use tracing::warn;
use wres_domain::parsed;
use wres_store::{Lake, StoreError, write_whole};

/// The time, to the second, in UTC.
pub(crate) fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Seconds since a time that [`now`] gave; negative if the clock was set back since.
pub(crate) fn age_in_seconds(at: &str) -> Option<i64> {
    Some(Timestamp::now().as_second() - parsed::<Timestamp>(at)?.as_second())
}

/// How a run ended, as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ended {
    Published,
    NothingToDo,
    TakenIn,
    Failed,
}

impl Ended {
    fn of(result: std::result::Result<&RunSummary, &PipelineError>) -> Self {
        match result {
            Err(_) => Self::Failed,
            Ok(summary) => match summary.state {
                RunState::NothingToDo => Self::NothingToDo,
                // A plan is not watched.
                RunState::TakenIn | RunState::Planned => Self::TakenIn,
                RunState::Published => Self::Published,
            },
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::NothingToDo => "nothing_to_do",
            Self::TakenIn => "taken_in",
            Self::Failed => "failed",
        }
    }
}

/// The line of a run in the ledger.
#[derive(Debug, Serialize)]
struct Line<'a> {
    event: &'static str,
    pipeline: &'a str,
    version: &'static str,
    ended: Ended,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    only: &'a [String],
    seconds: f64,
    stages: BTreeMap<&'static str, f64>,
    swept_bytes: u64,
    pruned: u64,
    submissions: &'a [Submission],
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<Released>,
}

#[derive(Debug, Serialize)]
struct Released {
    /// The hash of the publication's manifest of hashes.
    sums: Option<String>,
    outcomes: u64,
    hidden: u64,
}

/// What is read back of a line.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Entry {
    pub(crate) event: String,
    pub(crate) ended: Ended,
    pub(crate) run: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) seconds: f64,
}

/// A run that is being watched.
pub(crate) struct Watch<'a> {
    config: &'a Config,
    begun: Instant,
    lineage: Option<Lineage>,
}

impl<'a> Watch<'a> {
    /// Begins, and says so to the lineage.
    pub(crate) fn begin(config: &'a Config) -> Self {
        let lineage = config.file.watch.lineage.as_ref().map(|path| Lineage::new(config, config.resolve(path)));
        if let Some(lineage) = &lineage {
            told(lineage.start(&now()));
        }
        Self { config, begun: Instant::now(), lineage }
    }

    /// Adds the run to the ledger, under the lock.
    pub(crate) fn write_down(
        &self,
        lake: &Lake,
        account: &Account,
        result: std::result::Result<&RunSummary, &PipelineError>,
    ) -> Result<()> {
        let ended = Ended::of(result);
        #[expect(clippy::disallowed_methods, reason = "why there is no summary is in the line too")]
        let summary = result.ok();
        let sums = match summary.filter(|_| ended == Ended::Published) {
            Some(summary) => sums_of(self.config, &summary.run)?,
            None => None,
        };
        let line = Line {
            event: "run",
            pipeline: &self.config.file.name,
            version: env!("CARGO_PKG_VERSION"),
            ended,
            run: summary.map(|summary| summary.run.as_str()),
            error: result.err().map(ToString::to_string),
            only: &account.only,
            seconds: (self.begun.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
            stages: account.stages.all(),
            swept_bytes: account.swept.bytes,
            pruned: account.pruned,
            submissions: &account.submissions,
            released: summary.filter(|_| ended == Ended::Published).map(|summary| Released {
                sums,
                outcomes: summary.outcomes,
                hidden: summary.hidden,
            }),
        };
        let written = lake.ledger().append(&now(), &line);
        if let Some(path) = &self.config.file.watch.metrics {
            let last_good = last_good(lake);
            let text = metrics(&self.config.file.name, ended, last_good, summary, account, self.begun.elapsed());
            told(write_readable(&self.config.resolve(path), text.as_bytes()));
        }
        match (written, result) {
            // Why the run failed is worth more than that this could not be written down either.
            (Err(error), Err(_)) => warn!(%error, "the run could not be written into the ledger"),
            (written, _) => written?,
        }
        Ok(())
    }

    /// Ends: lineage, digest, and the command, once the lock has been given up.
    pub(crate) fn end(&self, result: &Result<RunSummary>) {
        // A run that another holds off has nothing to say.
        if matches!(result, Err(PipelineError::Store(StoreError::Locked { .. }))) {
            return;
        }
        let ended = Ended::of(result.as_ref());
        if let Some(lineage) = &self.lineage {
            #[expect(clippy::disallowed_methods, reason = "that the run failed is how it ended")]
            let summary = result.as_ref().ok();
            told(lineage.end(&now(), summary));
        }
        let watch = &self.config.file.watch;
        let text = digest(self.config, ended, result.as_ref());
        if let Some(path) = &watch.digest {
            told(write_readable(&self.config.resolve(path), text.as_bytes()));
        }
        let command = match ended {
            Ended::Published => &watch.on_change,
            Ended::Failed => &watch.on_failure,
            Ended::NothingToDo | Ended::TakenIn => return,
        };
        if !command.is_empty() {
            let run = result.as_ref().map_or("", |summary| summary.run.as_str());
            let environment =
                [("WRES_PIPELINE", self.config.file.name.as_str()), ("WRES_RUN", run), ("WRES_RESULT", ended.word())];
            told(start(command, &environment, &text, watch.timeout_seconds));
        }
    }
}

/// The time of the last run that did not fail.
fn last_good(lake: &Lake) -> Option<i64> {
    let lines = match lake.ledger().sound() {
        Ok(lines) => lines,
        Err(error) => {
            warn!(%error, "the ledger cannot be read, so the last good run is not known");
            return None;
        }
    };
    let good = lines.iter().rev().find(|line| {
        serde_json::from_value::<Entry>(line.entry.clone())
            .is_ok_and(|entry| entry.event == "run" && entry.ended != Ended::Failed)
    })?;
    parsed::<Timestamp>(&good.at).map(|at| at.as_second())
}

/// Writes a file that others read, such as a collector of metrics.
fn write_readable(path: &PathBuf, bytes: &[u8]) -> std::result::Result<(), String> {
    write_whole(path, bytes).map_err(|error| error.to_string())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(path, mode).map_err(|error| format!("cannot open {}: {error}", path.display()))?;
    }
    Ok(())
}

/// What cannot be told is no reason to call a run failed, but it is said.
fn told(result: std::result::Result<(), String>) {
    if let Err(error) = result {
        warn!(error, "those who watch could not be told");
    }
}
