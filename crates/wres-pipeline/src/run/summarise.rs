//! What a run says of its submissions.

use crate::{
    config::Config,
    discover::{Sent, SiteWork},
    intake::IntakeRecord,
    site::Done,
    summary::{Planned, RunState, RunSummary, SentKind, SiteFile, SiteSummary},
};
use std::path::PathBuf;
use wres_domain::Severity;

/// What became of the submissions that were taken in.
pub(super) fn summarise(config: &Config, run: &str, done: &[Done], unclaimed: Vec<PathBuf>) -> RunSummary {
    let sites = done.iter().map(of_site).collect();
    RunSummary { run: run.to_owned(), sites, unclaimed, ..RunSummary::new(&config.file.name, RunState::TakenIn) }
}

fn of_site(done: &Done) -> SiteSummary {
    let record: &IntakeRecord = &done.intake.record;
    let count = |severity: Severity| {
        record.findings.iter().chain(&done.counting).filter(|finding| finding.severity == severity).count() as u64
    };
    SiteSummary {
        site: done.site.id.clone(),
        period: done.period.label.clone(),
        verdict: record.verdict,
        unchanged: done.intake.unchanged,
        rows: record.rows,
        errors: count(Severity::Error),
        queries: count(Severity::Query),
        not_made: if done.told { Vec::new() } else { vec![SiteFile::Corrections] },
        datasets: done.rows.clone(),
    }
}

/// What a run would do: which submissions are there. Nobody has read them, so nothing is said of what they are worth.
pub(super) fn planned(config: &Config, work: &[&SiteWork], unclaimed: Vec<PathBuf>) -> RunSummary {
    let planned = work.iter().flat_map(|one| {
        one.periods.iter().map(|(period, sent)| Planned {
            site: one.site.id.clone(),
            period: period.label.clone(),
            sent: match sent {
                Sent::Folder(_) => SentKind::Folder,
                Sent::Unreadable(_) => SentKind::Unreadable,
                Sent::Nothing => SentKind::Nothing,
            },
        })
    });
    RunSummary { planned: planned.collect(), unclaimed, ..RunSummary::new(&config.file.name, RunState::Planned) }
}
