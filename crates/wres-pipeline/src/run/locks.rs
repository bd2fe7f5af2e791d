//! What a run looks after before it begins: that it is alone, that there is space, and that nothing is left of a run that was killed.

use crate::{
    config::Config,
    error::{PipelineError, Result},
};
use tracing::warn;
use wres_store::{
    Lake, RunLock, Swept, clear_half_written, clear_output, clear_unpublished, free_bytes, make_output, published_runs,
};

/// Takes the locks of a pipeline: of its lake, and of the folder that it publishes to.
pub(crate) fn lock(config: &Config) -> Result<[RunLock; 2]> {
    let lake = RunLock::take(&config.lake().join("run.lock"), &owner(config))?;
    Ok([lake, lock_output(config)?])
}

/// Takes the lock of the folder that a pipeline publishes to.
pub(super) fn lock_output(config: &Config) -> Result<RunLock> {
    make_output(&config.output())?;
    Ok(RunLock::take(&config.output().join(".run.lock"), &owner(config))?)
}

fn owner(config: &Config) -> String {
    format!("process {}, pipeline {}", std::process::id(), config.file.name)
}

/// Removes what runs that were killed have left: in the lake, beside the publications, and exact outcomes of runs never published.
pub(super) fn sweep(config: &Config, lake: &Lake) -> Result<Swept> {
    let mut swept = lake.sweep_leftovers()?;
    swept += clear_output(&config.output())?;
    if let Some(register) = config.register().parent() {
        swept += clear_half_written(register)?;
    }
    if let Some(audit) = &config.file.disclosure.audit {
        swept += clear_unpublished(&config.resolve(audit), &published_runs(&config.output())?.0)?;
    }
    if swept.files > 0 {
        warn!(files = swept.files, bytes = swept.bytes, "swept what an earlier run that was killed had left");
    }
    Ok(swept)
}

/// Refuses to begin where there is too little space to end.
pub(super) fn enough_space(config: &Config) -> Result<()> {
    let least_mib = config.file.processing.least_free_mib;
    for path in [config.lake(), config.output()] {
        if let Some(free) = free_bytes(&path)?.filter(|free| *free < least_mib << 20) {
            return Err(PipelineError::Space { path, free_mib: free >> 20, least_mib });
        }
    }
    Ok(())
}
