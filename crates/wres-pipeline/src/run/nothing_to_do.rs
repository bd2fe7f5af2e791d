//! The end of a run that has nothing to do.

use super::order::Run;
use crate::{
    discover::SiteWork,
    error::Result,
    publication::Published,
    register::{disclosure_key, read_register},
    summary::{RunState, RunSummary},
    unchanged::{run_of, seen, state_key},
};
use tracing::info;

/// What was published before, if nothing has changed since and every byte of it is as it was.
///
/// # Errors
/// [`crate::PipelineError::Register`] if the register of releases is gone or damaged.
pub(super) fn unchanged(run: &Run<'_>, work: &[&SiteWork]) -> Result<Option<RunSummary>> {
    let all = run.scheduler.in_order(work, |work| seen(run.config, run.lake, run.key, &run.catalogue, work))?;
    let all: Option<Vec<_>> = all.into_iter().collect();
    let Some(all) = all else { return Ok(None) };
    let state = state_key(run.config, &run.standards, &all.into_iter().flatten().collect::<Vec<_>>());
    let Some(before) = run_of(&run.cache, &state) else { return Ok(None) };
    let published = Published { cache: &run.cache, run: &before };
    let Some(mut summary) = run.scheduler.together(|| published.intact(run.config))? else { return Ok(None) };
    // What was published can only be followed by a release that agrees with it while the register is there and sound.
    if run.config.policy.hides() {
        read_register(run.config, &disclosure_key(run.key))?;
    }
    info!(run = before, "nothing has changed since this was published: nothing to do");
    summary.sites.iter_mut().for_each(|site| site.unchanged = true);
    Ok(Some(RunSummary { state: RunState::NothingToDo, ..summary }))
}
