//! Looking at what a run needs and at what stands, without changing either.

use crate::{
    config::Config,
    corrections::{corrections_at, sums_of_corrections},
    error::Result,
    publication::{wrong_with, wrong_with_feedback},
    wall::check_wall,
};
use serde::Serialize;
use std::path::{Path, PathBuf};
use wres_domain::{Period, Site};
use wres_store::{Lake, free_bytes, private, published_runs};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoctorCheck {
    /// What.
    pub what: &'static str,
    /// Whether it is as it must be.
    pub good: bool,
    /// What was found, and how to put it right.
    pub found: String,
}

impl DoctorCheck {
    fn of(what: &'static str, good: &str, wrong: Vec<String>) -> Self {
        match wrong.len() {
            0 => Self { what, good: true, found: good.to_owned() },
            1 => Self { what, good: false, found: wrong.join("") },
            more => Self { what, good: false, found: format!("{} (and {} more)", wrong[0], more - 1) },
        }
    }
}

/// Looks at the folders of a pipeline: that none lies in another, who can read them, how much space is left.
///
/// # Errors
/// [`crate::PipelineError`] if a folder cannot be looked at.
pub fn examine(config: &Config, key_file: Option<&Path>) -> Result<Vec<DoctorCheck>> {
    let wall = check_wall(config, key_file).err().map(|error| error.to_string());
    let mut checks = vec![DoctorCheck::of("folders", "none lies in another", wall.into_iter().collect())];
    let mut open = Vec::new();
    for folder in private_folders(config) {
        open.extend(private::open_to_others(&folder)?);
    }
    let open = open.into_iter().map(|path| {
        format!("{} can be used by others than its owner: chmod -R go-rwx {}", path.display(), config.lake().display())
    });
    checks.push(DoctorCheck::of(
        "private",
        "lake, feedback, register and audit are for their owner alone",
        open.collect(),
    ));
    let least_mib = config.file.processing.least_free_mib;
    let mut little = Vec::new();
    for path in [config.lake(), config.output()] {
        if let Some(free) = free_bytes(&path)?.filter(|free| *free < least_mib << 20) {
            little.push(format!(
                "{} has {} MiB left, and {least_mib} are wanted: make room",
                path.display(),
                free >> 20
            ));
        }
    }
    checks.push(DoctorCheck::of("space", "there is enough", little));
    Ok(checks)
}

/// Holds everything in the lake and everything published to its hash.
///
/// # Errors
/// [`crate::PipelineError`] if a folder cannot be read.
pub fn scrub(config: &Config) -> Result<Vec<DoctorCheck>> {
    if !config.lake().is_dir() {
        return Ok(vec![DoctorCheck::of("lake", "there is none yet", Vec::new())]);
    }
    let damage = Lake::open(&config.lake())?.scrub()?;
    let damage = damage.into_iter().map(|one| {
        format!("{}: {}. Run again: it is taken in anew from the inbox, or marked", one.path.display(), one.reason)
    });
    let mut checks = vec![DoctorCheck::of("lake", "every file is as it was written", damage.collect())];
    let submissions = config.periods.iter().flat_map(|period| config.sites.iter().map(move |site| (period, site)));
    let made_last = |period: &Period, site: &Site| {
        corrections_at(config, &config.corrections().join(&period.label), (&period.label, &site.id))
    };
    let workbooks = submissions.filter_map(|(period, site)| made_last(period, site).err());
    let mut workbooks: Vec<String> = workbooks.map(|error| error.to_string()).collect();
    let sums = sums_of_corrections(config).damaged()?.into_iter();
    workbooks.extend(sums.map(|path| format!("{}: it is not as it was written", path.display())));
    let workbooks = workbooks.into_iter().map(|wrong| format!("{wrong}. Run again: it is made anew from the inbox"));
    checks.push(DoctorCheck::of("corrections", "every workbook is as it was made", workbooks.collect()));
    let (mut runs, latest) = published_runs(&config.output())?;
    runs.sort();
    let mut wrong = Vec::new();
    if latest.as_ref().is_some_and(|latest| !runs.contains(latest)) {
        wrong.push("`latest` points to nothing: run again".to_owned());
    }
    for run in &runs {
        wrong.extend(wrong_with(config, run)?.into_iter().map(|what| format!("{run}: {what}")));
    }
    checks.push(DoctorCheck::of("published", "every file is as it was published", wrong));
    let feedback = latest.map(|run| wrong_with_feedback(config, &run)).transpose()?.unwrap_or_default();
    checks.push(DoctorCheck::of("feedback", "every file is as it was made", feedback));
    Ok(checks)
}

/// Folders that are for their owner alone, as far as they are there.
fn private_folders(config: &Config) -> Vec<PathBuf> {
    let audit = config.file.disclosure.audit.as_ref().map(|audit| config.resolve(audit));
    let register = config.register();
    let register = register.parent().map(Path::to_owned);
    [Some(config.lake()), register, audit].into_iter().flatten().filter(|folder| folder.is_dir()).collect()
}
