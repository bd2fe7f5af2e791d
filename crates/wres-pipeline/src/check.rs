//! Judging a submission without taking it in: what `wres check` does.

use crate::{
    error::{PipelineError, Result},
    intake::IntakeRecord,
    judge::{Judged, keep},
};
use std::{collections::BTreeSet, convert::Infallible, path::PathBuf};
use wres_domain::{Finding, Period, Site};
use wres_ingest::{IdentifierKey, Limits, ReadContext, ReadError, SiteMapping, Submission, read_submission};
use wres_report::{File, render_feedback};
use wres_validate::{Context, Examination};

/// What to check.
pub struct CheckRequest<'a> {
    /// Whose submission it is.
    pub site: &'a Site,
    /// The period that it reports on.
    pub period: &'a Period,
    /// Files, or one folder.
    pub paths: &'a [PathBuf],
    /// The site's mapping.
    pub mapping: &'a SiteMapping,
    /// The key for identifiers: rules compare people, and people are only ever compared by their hash.
    pub key: &'a IdentifierKey,
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    record: IntakeRecord,
    site: Site,
    period: Period,
}

/// Judges a submission. Nothing is written.
///
/// # Errors
/// [`PipelineError::Unreadable`] if the submission cannot be read at all.
pub fn check(request: &CheckRequest<'_>) -> Result<Checked> {
    let unreadable = |message: String| PipelineError::Unreadable { message };
    let context = Context::new(request.site.id.clone(), request.period.clone());
    let mut examination = Examination::new(context).map_err(|error| unreadable(error.to_string()))?;
    let submission = match request.paths {
        [folder] if folder.is_dir() => Submission::Folder(folder.clone()),
        files => Submission::Files(files.to_vec()),
    };
    let reading = ReadContext { period: request.period, key: request.key, limits: Limits::default() };
    let mut handed = BTreeSet::new();
    let read =
        read_submission(&submission, request.mapping, &reading, &mut |typed| -> std::result::Result<(), Infallible> {
            handed.insert(typed.file);
            keep(&mut examination, &typed);
            Ok(())
        });
    let read = match read {
        Ok(read) => read,
        Err(ReadError::Ingest(error)) => return Err(unreadable(error.to_string())),
        Err(ReadError::Sink(never)) => match never {},
    };
    let record = Judged::new(read, examination, &handed).record(String::new());
    Ok(Checked { record, site: request.site.clone(), period: request.period.clone() })
}

impl Checked {
    /// What was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.record.findings
    }

    /// What the submission is worth, in words.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        self.record.verdict.label()
    }

    /// Whether it cannot be used.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.record.verdict.is_rejected()
    }

    /// Why it cannot be used, if so.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.record.reason.as_deref()
    }

    /// The feedback as files.
    ///
    /// # Errors
    /// [`PipelineError::Report`] if a writer fails.
    pub fn feedback(&self) -> Result<Vec<File>> {
        Ok(render_feedback(&crate::feedback::feedback(&self.site, &self.period, &self.record, &[], "check"))?)
    }
}
