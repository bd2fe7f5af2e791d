//! The account of a run, as it goes into the ledger: what came, what was accepted with which note, what was released, and how long
//! each stage took.

use crate::{site::Done, summary::Verdict};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tracing::{info, info_span};
use wres_store::Swept;

/// What is noted while a run goes on.
#[derive(Debug, Default)]
pub(crate) struct Account {
    pub(crate) only: Vec<String>,
    pub(crate) swept: Swept,
    pub(crate) pruned: u64,
    pub(crate) stages: Stages,
    pub(crate) submissions: Vec<Submission>,
}

/// How long each stage took, in seconds. Noted while the run goes on.
#[derive(Debug, Default)]
pub(crate) struct Stages(Mutex<BTreeMap<&'static str, f64>>);

impl Stages {
    /// Does the work of a stage in a span of its name, and notes how long it took.
    pub(crate) fn timed<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        self.sized(name, work, |_| 0)
    }

    /// [`Stages::timed`], and says in the log how much came of it: rows, cells, or files.
    pub(crate) fn sized<T>(&self, name: &'static str, work: impl FnOnce() -> T, size: impl FnOnce(&T) -> usize) -> T {
        let begin = Instant::now();
        let span = info_span!("stage", stage = name);
        let _inside = span.enter();
        let made = work();
        let took = seconds(begin.elapsed());
        self.note(name, took);
        info!(seconds = took, made = size(&made), "the stage is done");
        made
    }

    fn note(&self, name: &'static str, seconds: f64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default() += seconds;
    }

    /// All stages.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, f64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One submission that changed or was not accepted.
#[derive(Debug, Serialize)]
pub(crate) struct Submission {
    pub(crate) site: String,
    pub(crate) period: String,
    pub(crate) verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Codes of the findings that the site has explained.
    pub(crate) notes: Vec<String>,
    /// What came: hash and size of each file, and its rows.
    pub(crate) files: Vec<CameIn>,
    pub(crate) seconds: f64,
}

/// A file that came in.
#[derive(Debug, Serialize)]
pub(crate) struct CameIn {
    blake3: String,
    bytes: u64,
    rows_read: u64,
    rows_kept: u64,
}

impl Account {
    /// Notes what was done for the sites.
    pub(crate) fn sites(&mut self, done: &[Done]) {
        let sum = |took: fn(&Done) -> Duration| seconds(done.iter().map(took).sum());
        self.stages.note("intake", sum(|one| one.took.intake));
        self.stages.note("counting", sum(|one| one.took.counting));
        let told = |one: &&Done| !one.intake.unchanged || one.intake.record.verdict.is_rejected();
        self.submissions = done.iter().filter(told).map(submission).collect();
    }
}

fn submission(done: &Done) -> Submission {
    let record = &done.intake.record;
    let mut notes: Vec<String> = record.notes.iter().map(|note| note.code.clone()).collect();
    notes.dedup();
    let files = record.receipts.iter().map(|receipt| CameIn {
        blake3: receipt.blake3.clone(),
        bytes: receipt.bytes,
        rows_read: receipt.rows.read,
        rows_kept: receipt.rows.kept,
    });
    Submission {
        site: done.site.id.to_string(),
        period: done.period.label.clone(),
        verdict: record.verdict,
        reason: record.reason.clone(),
        notes,
        files: files.collect(),
        seconds: seconds(done.took.intake + done.took.counting),
    }
}

/// Seconds to the millisecond.
fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}
