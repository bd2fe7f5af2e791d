//! What a run did, in a few sentences.

use super::tell::Ended;
use crate::{
    config::Config,
    error::PipelineError,
    summary::{RunSummary, Verdict},
};

/// Most submissions that are listed.
const MOST: usize = 40;

/// The sentences. Sites are named by their code; no person, no file and no value is.
pub(super) fn digest(
    config: &Config,
    ended: Ended,
    result: std::result::Result<&RunSummary, &PipelineError>,
) -> String {
    let name = &config.file.name;
    let summary = match result {
        Ok(summary) => summary,
        Err(error) => {
            return format!("Pipeline {name}: the run failed. {error}.\nWhat was published before still is.\n");
        }
    };
    let what = match ended {
        Ended::Published => {
            format!("published run {}, {} outcomes, {} counts hidden", summary.run, summary.outcomes, summary.hidden)
        }
        Ended::NothingToDo => format!("nothing has changed since run {}", summary.run),
        Ended::TakenIn | Ended::Failed => "submissions were taken in, nothing was published".to_owned(),
    };
    let mut text = format!("Pipeline {name}: {what}.\n");
    let changed = summary.sites.iter().filter(|site| !site.unchanged && !site.verdict.is_rejected()).count();
    text.push_str(&format!("Submissions: {}, of which {changed} new or changed.\n", summary.sites.len()));
    let open = |verdict: Verdict| verdict.is_rejected() || verdict == Verdict::Late;
    let open: Vec<_> = summary.sites.iter().filter(|site| open(site.verdict) || !site.not_made.is_empty()).collect();
    for site in open.iter().take(MOST) {
        text.push_str(&format!(
            "  {} {}: {}{}\n",
            site.period,
            site.site,
            site.verdict.label(),
            site.not_made_in_words()
        ));
    }
    if open.len() > MOST {
        text.push_str(&format!("  ... and {} more\n", open.len() - MOST));
    }
    text
}
