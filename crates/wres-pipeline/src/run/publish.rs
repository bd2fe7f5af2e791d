//! The last step of a run: protect, estimate, render, and put in place.

use super::{feedbacks::write_feedback, order::Run};
use crate::{
    account::Stages,
    config::Config,
    error::{PipelineError, Result},
    progress::Stage,
    provenance::{file_names, names_key, provenance},
    publication::Published,
    register::{disclosure_key, keep_register, read_register},
    release::{Release, ReleaseRequest, exact, release},
    renderer::guarded,
    site::Done,
    summary::{Readable, RunState, RunSummary, SiteFile, Verdict},
};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};
use tracing::warn;
use wres_disclosure::{DisclosureKey, Level, Register, Released};
use wres_domain::{CountTable, Finding, PayRow, SiteId, WeightRow};
use wres_report::{File, ReportError, SitePage};
use wres_store::{Generation, Publication, private};

/// Everything that is published from.
pub(crate) struct Publishing<'a> {
    pub(crate) run: &'a Run<'a>,
    pub(crate) done: &'a [Done],
    pub(crate) published: &'a Published<'a>,
    pub(crate) stages: &'a Stages,
}

/// Protects, estimates, renders and publishes what was taken in. A run of which too little could be read is remembered.
pub(super) fn publish(publishing: &Publishing<'_>, summary: RunSummary) -> Result<RunSummary> {
    let result = protect_and_publish(publishing, summary);
    if let Err(PipelineError::TooLittleReadable { shown, of, least }) = result {
        publishing.published.remember_failure((shown, of, least))?;
    }
    result
}

fn protect_and_publish(publishing: &Publishing<'_>, mut summary: RunSummary) -> Result<RunSummary> {
    let Publishing { run, stages, .. } = *publishing;
    let (config, progress) = (run.config, run.progress);
    progress.begin(Stage::Publishing, 3);
    let drawn_with = disclosure_key(run.key);
    let register = read_register(config, &drawn_with)?;
    if let Some(folder) = &config.file.disclosure.audit {
        stages.timed("audit", || audit(publishing, &config.resolve(folder)))?;
    }
    run.cache.put(&names_key(publishing.published.run), &file_names(publishing.done, run.key))?;

    // Protect, estimate, render.
    let without_page = Mutex::new(Vec::new());
    let page = |page: &SitePage<'_>| site_page(publishing, page, &without_page);
    let released = release(request(publishing, (drawn_with.clone(), register))?, stages, &page)?;
    for site in without_page.into_inner().unwrap_or_else(PoisonError::into_inner) {
        summary.note_not_made(&site, None, SiteFile::Page);
    }
    if let Some(folder) = &config.file.disclosure.audit {
        write_questions(&config.resolve(folder).join(publishing.published.run), &released.questions)?;
    }
    progress.step(Stage::Publishing, "protected and estimated");
    enough_can_be_read(config, &released.readable)?;
    run.deadline.check(|| "about to write the publication".to_owned())?;

    // Write aside: first what has to be kept before anything leaves.
    keep_register(config, &released.register, &drawn_with)?;
    let publication = Publication::begin(&config.output())?;
    stages.sized("writing", || write_files(&publication, &released.files), |_| released.files.len())?;
    // What goes back to the sites is not for publication: it stays beside the lake, inside the secure area.
    let generation = Generation::begin(run.lake.root())?;
    stages.timed("feedback", || write_feedback(publishing, &generation, &mut summary))?;
    progress.step(Stage::Publishing, "rendered");

    // Put in place.
    let Release { headlines, hidden, outcomes, protection, readable, .. } = released;
    let state = RunState::Published;
    summary = RunSummary { headlines, hidden, outcomes, protection, readable, state, ..summary };
    publishing.published.put(config, (publication, generation), run.lake, &mut summary)?;
    progress.step(Stage::Publishing, "published");
    Ok(summary)
}

fn write_files(publication: &Publication, files: &[File]) -> Result<()> {
    Ok(files.iter().try_for_each(|file| publication.write(&file.path, &file.bytes))?)
}

/// The page of a site, or one that says that it could not be made.
fn site_page(
    publishing: &Publishing<'_>,
    page: &SitePage<'_>,
    without: &Mutex<Vec<SiteId>>,
) -> std::result::Result<File, ReportError> {
    let why = match guarded(|| Ok(publishing.run.renderer.page(page)?)) {
        Ok(Ok(file)) => return Ok(file),
        Ok(Err(fault)) => fault.sentence(),
        Err(error) => error.to_string(),
    };
    let what = SiteFile::Page.label();
    warn!(site = %page.site(), why, what, "something could not be made for a site");
    without.lock().unwrap_or_else(PoisonError::into_inner).push(page.site().clone());
    Ok(page.instead())
}

/// What goes into the publication.
fn request<'a>(publishing: &Publishing<'a>, (key, register): (DisclosureKey, Register)) -> Result<ReleaseRequest<'a>> {
    let Publishing { run, done, published, .. } = *publishing;
    let config = run.config;
    let verdicts: BTreeMap<SiteId, (Verdict, Option<String>)> = done
        .iter()
        .filter(|one| one.period.label == config.newest())
        .map(|one| (one.site.id.clone(), (one.intake.record.verdict, one.intake.record.public_reason())))
        .collect();
    let findings: Vec<(SiteId, Finding)> = done
        .iter()
        .flat_map(|one| {
            let all = one.intake.record.findings.iter().chain(&one.counting);
            all.map(|finding| (one.site.id.clone(), finding.clone()))
        })
        .collect();
    let quality = done.iter().map(|one| (one.site.id.clone(), one.period.label.clone(), one.intake.record.quality));
    Ok(ReleaseRequest {
        config,
        sites: &config.sites,
        standards: run.standards.clone(),
        tables: done.iter().map(|one| one.table.clone()).collect(),
        pay: done.iter().flat_map(|one| one.pay.iter().cloned()).collect(),
        weights: done.iter().flat_map(|one| one.weights.iter().cloned()).collect(),
        findings,
        quality: quality.collect(),
        figures: Vec::new(),
        source_findings: Vec::new(),
        verdicts,
        benchmarks: config.benchmarks(&config.sites)?,
        run: published.run.to_owned(),
        provenance: provenance(config, &run.standards, done, run.key),
        key,
        register,
    })
}

/// Writes exact outcomes and figures for those who check the work.
fn audit(publishing: &Publishing<'_>, folder: &Path) -> Result<()> {
    let Publishing { run, done, published, .. } = *publishing;
    let tables: Vec<CountTable> = done.iter().map(|one| one.table.clone()).collect();
    let pay: Vec<PayRow> = done.iter().flat_map(|one| one.pay.iter().cloned()).collect();
    let weights: Vec<WeightRow> = done.iter().flat_map(|one| one.weights.iter().cloned()).collect();
    let exact = exact(run.config, run.standards.clone(), &tables, (&pay, &weights))?;
    let folder = folder.join(published.run);
    let write = |name: &str, bytes: Vec<u8>| private::write_whole(&folder.join(name), &bytes);
    write("outcomes.json", serde_json::to_vec(exact.outcomes.get())?)?;
    write("measures.json", serde_json::to_vec(exact.measures.get())?)?;
    Ok(())
}

/// Writes the question behind every published figure, a line each, as `wres stat --batch` answers them.
fn write_questions(folder: &Path, questions: &[Released<Vec<String>>]) -> Result<()> {
    let lines: Vec<&str> =
        questions.iter().flat_map(|lines| lines.get()).flat_map(|line| [line.as_str(), "\n"]).collect();
    Ok(private::write_whole(&folder.join("figures.jsonl"), lines.concat().as_bytes())?)
}

/// Holds the release to the least share of readable figures that the pipeline asks for.
fn enough_can_be_read(config: &Config, readable: &[Readable]) -> Result<()> {
    let Some(least) = config.file.disclosure.least_readable else { return Ok(()) };
    match readable.iter().find(|one| one.level == Level::Site.label()) {
        Some(&Readable { shown, of, .. }) if (shown as f64) < least * of as f64 => {
            Err(PipelineError::TooLittleReadable { shown, of, least })
        }
        _ => Ok(()),
    }
}
