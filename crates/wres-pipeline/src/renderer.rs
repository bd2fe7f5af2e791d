//! What makes the files of one site, and the guard around it.

use crate::{
    error::{PipelineError, Result},
    site::Fault,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use wres_disclosure::Released;
use wres_domain::{Comparisons, Measure, Outcome};
use wres_report::{Feedback, File, OwnFigures, ReportError, SitePage, render_feedback, render_own_figures};

/// Makes the files of one site. A run guards every call: an error or a panic ends in that site's record, and the other sites do not
/// notice. Feedback and own figures are kept for the same input, so a renderer that makes them otherwise needs a lake of its own.
pub trait SiteRenderer: Sync {
    /// The site's page in the publication.
    ///
    /// # Errors
    /// [`ReportError`] if it cannot be rendered.
    fn page(&self, page: &SitePage<'_>) -> std::result::Result<File, ReportError> {
        page.render()
    }

    /// What goes back to the site on one submission.
    ///
    /// # Errors
    /// [`ReportError`] if it cannot be rendered.
    fn feedback(&self, feedback: &Feedback) -> std::result::Result<Vec<File>, ReportError> {
        render_feedback(feedback)
    }

    /// The site's own exact figures for one period.
    ///
    /// # Errors
    /// [`ReportError`] if they cannot be rendered.
    fn own_figures(
        &self,
        about: &OwnFigures<'_>,
        outcomes: &Released<Vec<Outcome>>,
        comparisons: &Released<Comparisons>,
        measures: &Released<Vec<Measure>>,
    ) -> std::result::Result<Vec<File>, ReportError> {
        render_own_figures(about, outcomes, comparisons, measures)
    }
}

/// The renderer of every run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usual;

impl SiteRenderer for Usual {}

/// Does something for one site and gives a fault for an error or a panic; an error of the run as a whole stays one.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<std::result::Result<T, Fault>> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(Ok(done)),
        Ok(Err(error)) if PipelineError::is_of_the_run(&error) => Err(error),
        Ok(Err(error)) => Ok(Err(Fault::Error(error))),
        Err(_) => Ok(Err(Fault::Panic)),
    }
}
