//! What goes back to the sites: findings, the workbook of corrections, and each site's own figures.

use super::publish::Publishing;
use crate::{
    corrections::corrections_of,
    error::Result,
    feedback::{FeedbackRequest, feedback, wanted},
    own_figures::own_figures,
    release::status,
    rendered::{RUN, rendered_once},
    renderer::guarded,
    site::{Done, Fault, untold},
    summary::{RunSummary, SiteFile},
};
use rayon::prelude::*;
use tracing::warn;
use wres_domain::{CORRECTIONS_FILE, Note, SiteId};
use wres_report::{Feedback, FeedbackFinding, File, PeriodQuality, render_feedback};
use wres_store::Generation;

/// What could not be made, of which site and in which period.
type NotMade = Vec<(SiteId, Option<String>, SiteFile)>;

/// Writes what goes back to every site. Where something cannot be made, that is noted with the site, and the run goes on.
pub(super) fn write_feedback(
    publishing: &Publishing<'_>,
    generation: &Generation,
    summary: &mut RunSummary,
) -> Result<()> {
    let sites: Vec<&[Done]> = publishing.done.chunk_by(|a, b| a.site.id == b.site.id).collect();
    let made: Vec<NotMade> =
        sites.par_iter().map(|of_site| of_one_site(publishing, generation, of_site)).collect::<Result<_>>()?;
    for (site, period, file) in made.into_iter().flatten() {
        summary.note_not_made(&site, period.as_deref(), file);
    }
    Ok(())
}

fn of_one_site(publishing: &Publishing<'_>, generation: &Generation, done: &[Done]) -> Result<NotMade> {
    let config = publishing.run.config;
    let wanted = wanted(publishing.run.plan);
    let mut not_made = Vec::new();
    let mut last_year: &[Note] = &[];
    let mut before: Vec<PeriodQuality> = Vec::new();
    for one in done {
        let (site, label) = (&one.site.id, &one.period.label);
        let failed = |fault: &Fault, what: &str| {
            let why = fault.sentence();
            warn!(site = %site, period = label, why, what, "something could not be made for a site");
            why
        };
        let workbook = match corrections_of(config, label, site) {
            Ok(bytes) => bytes,
            Err(error) => {
                failed(&Fault::Error(error), SiteFile::Corrections.label());
                not_made.push((site.clone(), Some(label.clone()), SiteFile::Corrections));
                None
            }
        };
        let own = PeriodQuality { period: label.clone(), quality: one.intake.record.quality };
        let of_period = || {
            feedback(&FeedbackRequest {
                site: &one.site,
                period: &one.period,
                record: &one.intake.record,
                counting: &one.counting,
                last_year,
                before: &before,
                corrections: workbook.is_some(),
                run: RUN,
                wanted: &wanted,
            })
        };
        let files = match guarded(|| told(publishing, &of_period()))? {
            Ok(files) => files,
            Err(fault) => {
                let why = failed(&fault, SiteFile::Feedback.label());
                not_made.push((site.clone(), Some(label.clone()), SiteFile::Feedback));
                instead(one, &why, publishing.published.run)?
            }
        };
        write(generation, &below(label, files))?;
        if let Some(bytes) = workbook {
            generation.write(&format!("{label}/feedback/{site}/{CORRECTIONS_FILE}"), &bytes)?;
        }
        last_year = &one.intake.record.notes;
        before.push(own);
    }
    if config.policy.hides()
        && let Some(first) = done.first()
    {
        match guarded(|| own_figures(publishing, done))? {
            Ok(files) => write(generation, &files)?,
            Err(fault) => {
                let (why, what) = (fault.sentence(), SiteFile::OwnFigures.label());
                warn!(site = %first.site.id, why, what, "something could not be made for a site");
                not_made.push((first.site.id.clone(), None, SiteFile::OwnFigures));
            }
        }
    }
    Ok(not_made)
}

/// Renders the feedback on one submission, or takes it from the cache.
fn told(publishing: &Publishing<'_>, feedback: &Feedback) -> Result<Vec<File>> {
    let (cache, run) = (&publishing.run.cache, publishing.published.run);
    rendered_once(cache, run, ("feedback", feedback), || Ok(publishing.run.renderer.feedback(feedback)?))
}

/// A page that says that the feedback could not be made.
fn instead(done: &Done, why: &str, run: &str) -> Result<Vec<File>> {
    let finding = FeedbackFinding { finding: untold(why), title: None, rows: Vec::new(), note: None, last_year: None };
    Ok(render_feedback(&Feedback {
        site: done.site.clone(),
        period: done.period.clone(),
        verdict: status(done.intake.record.verdict),
        reason: done.intake.record.reason.clone(),
        quality: Vec::new(),
        wanted: Vec::new(),
        receipts: Vec::new(),
        findings: vec![finding],
        corrections: false,
        run: run.to_owned(),
    })?)
}

fn below(period: &str, files: Vec<File>) -> Vec<File> {
    files.into_iter().map(|file| File { path: format!("{period}/{}", file.path), ..file }).collect()
}

fn write(generation: &Generation, files: &[File]) -> Result<()> {
    Ok(files.iter().try_for_each(|file| generation.write(&file.path, &file.bytes))?)
}
