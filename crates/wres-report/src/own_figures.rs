//! A site's own edition: its exact figures on the same pages, for the site alone.

use crate::{
    error::ReportError,
    file::File,
    pages::own_pages,
    publication::{About, Run, SiteStatus, StandardText, Status},
    tables::csv_bytes,
};
use std::collections::BTreeMap;
use wres_disclosure::{Audience, Released};
use wres_domain::{Comparisons, Group, Measure, Outcome, Period, Site};

/// What the figures are about. None of it is about people.
#[derive(Debug, Clone)]
pub struct OwnFigures<'a> {
    /// The site.
    pub site: &'a Site,
    /// The period.
    pub period: &'a Period,
    /// The periods up to this one, oldest first, this one among them.
    pub periods: &'a [Period],
    /// The standards in words.
    pub standards: &'a [StandardText],
    /// Labels that replace the groups' own.
    pub labels: &'a BTreeMap<Group, String>,
    /// The run that made them.
    pub run: &'a str,
    /// Whether a workbook of corrections lies beside them.
    pub corrections: bool,
}

/// Renders the exact figures of one site and period: a table, and the pages that everybody else sees of it in a publication, each marked
/// as not for publication. Nothing is made of figures that are for somebody else than this site.
///
/// # Errors
/// [`ReportError`] if a file cannot be rendered.
pub fn render_own_figures(
    own: &OwnFigures<'_>,
    outcomes: &Released<Vec<Outcome>>,
    comparisons: &Released<Comparisons>,
    measures: &Released<Vec<Measure>>,
) -> Result<Vec<File>, ReportError> {
    let for_site = Audience::Site(own.site.id.clone());
    if [outcomes.audience(), comparisons.audience(), measures.audience()].into_iter().any(|one| *one != for_site) {
        return Ok(Vec::new());
    }
    let of_period = |outcome: &&Outcome| outcome.place.period == own.period.label;
    let all: Vec<&Outcome> = outcomes.get().iter().collect();
    let now: Vec<&Outcome> = outcomes.get().iter().filter(of_period).collect();
    let failed = |message: String| ReportError::Table { file: "own-figures.csv", message };
    let folder = format!("feedback/{}", own.site.id);
    let mut files =
        vec![File::new(format!("{folder}/own-figures-not-for-publication.csv"), csv_bytes(&now).map_err(failed)?)];
    let about = about(own);
    files.extend(own_pages(&about, own.corrections, &all, comparisons.get(), measures.get())?);
    Ok(files)
}

/// What the pages are about: one site, and the periods up to this one.
fn about(own: &OwnFigures<'_>) -> About {
    About {
        title: format!("Own figures of {}", own.site.name),
        publisher: None,
        summary: None,
        notes: Vec::new(),
        everywhere: "All sites".to_owned(),
        site_word: "site".to_owned(),
        run: Run { id: own.run.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), provenance: Vec::new() },
        standards: own.standards.to_vec(),
        periods: own.periods.to_vec(),
        sites: vec![SiteStatus { site: own.site.clone(), status: Status::Accepted, note: None }],
        labels: own.labels.clone(),
        provisional: false,
    }
}
