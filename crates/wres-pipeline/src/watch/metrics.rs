//! Metrics of the last run in the text format of Prometheus, for the textfile collector of the node exporter.

use super::tell::Ended;
use crate::{account::Account, summary::RunSummary};
use jiff::Timestamp;
use std::{collections::BTreeMap, fmt::Write, time::Duration};

/// The metrics as text. Labels are the pipeline, stages and verdicts: nothing of a site.
pub(super) fn metrics(
    pipeline: &str,
    ended: Ended,
    last_good: Option<i64>,
    summary: Option<&RunSummary>,
    account: &Account,
    took: Duration,
) -> String {
    let mut text = String::new();
    let of = format!("pipeline=\"{pipeline}\"");
    let mut gauge = |name: &str, help: &str, samples: Vec<(String, f64)>| {
        if samples.is_empty() {
            return;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP wres_{name} {help}\n# TYPE wres_{name} gauge");
        for (labels, value) in samples {
            let _ = writeln!(text, "wres_{name}{{{labels}}} {value}");
        }
    };
    let one = |value: f64| vec![(of.clone(), value)];
    gauge("last_run_timestamp_seconds", "When the last run ended.", one(Timestamp::now().as_second() as f64));
    if let Some(at) = last_good {
        gauge("last_success_timestamp_seconds", "When the last run that did not fail ended.", one(at as f64));
    }
    gauge("last_run_failed", "1 if the last run failed.", one(f64::from(u8::from(ended == Ended::Failed))));
    gauge("last_run_duration_seconds", "How long the last run took.", one(took.as_secs_f64()));
    let stages =
        account.stages.all().into_iter().map(|(stage, took)| (format!("{of},stage=\"{stage}\""), took)).collect();
    gauge("last_run_stage_seconds", "How long each stage took, for intake and counting summed over threads.", stages);
    gauge("last_run_swept_bytes", "Leftovers of killed runs that were removed.", one(account.swept.bytes as f64));
    let Some(summary) = summary else { return text };
    let mut verdicts: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut read, mut kept) = (0, 0);
    for site in &summary.sites {
        *verdicts.entry(site.verdict.code()).or_default() += 1.0;
        read += site.rows.read;
        kept += site.rows.kept;
    }
    let verdicts = verdicts.into_iter().map(|(code, n)| (format!("{of},verdict=\"{code}\""), n)).collect();
    gauge("submissions", "Submissions by verdict.", verdicts);
    gauge("rows_read", "Rows of all submissions that were read.", one(read as f64));
    gauge("rows_kept", "Rows of all submissions that were kept.", one(kept as f64));
    let not_made = summary.sites.iter().filter(|site| !site.not_made.is_empty()).count();
    gauge("not_made", "Submissions of which a page or feedback could not be made.", one(not_made as f64));
    if summary.publication.is_some() {
        gauge("published_outcomes", "Outcomes that are published.", one(summary.outcomes as f64));
        gauge("hidden_counts", "Counts that are hidden.", one(summary.hidden as f64));
    }
    text
}
