//! A run over published tables.

use super::printed::{PublishedCounts, read_published};
use crate::{
    config::{Config, load_key},
    error::{PipelineError, Result},
    identity::Identity,
    progress::{Progress, Stage},
    register::{disclosure_key, keep_register, read_register},
    release::{ReleaseRequest, release},
    run::RunOptions,
    summary::{RunSummary, SiteSummary, Verdict},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_disclosure::DisclosureKey;
use wres_domain::{CountTable, FigureVerdict, PrintedFigure, RowLedger, Site, SiteId};
use wres_metrics::Standard;
use wres_store::Publication;

/// Runs a pipeline of `kind = "published"`.
pub(crate) fn run(config: &Config, options: &RunOptions, progress: &dyn Progress) -> Result<RunSummary> {
    let published = config.file.published.clone().ok_or_else(|| PipelineError::Published {
        path: config.path.clone(),
        message: "`kind = \"published\"` needs `[published]`".to_owned(),
    })?;
    let standards: Vec<Standard> =
        config.file.standards.iter().map(|name| Standard::embedded(name)).collect::<std::result::Result<_, _>>()?;
    progress.begin(Stage::Intake, 1);
    let read = read_published(config, &published)?;
    progress.step(Stage::Intake, "published tables");
    let known: BTreeSet<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
    if let Some(unknown) = read.periods.iter().find(|label| !known.contains(label.as_str())) {
        return Err(PipelineError::Published {
            path: config.path.clone(),
            message: format!("the tables hold the period `{unknown}`: declare it as a [[period]] with its dates"),
        });
    }
    let run = identity(config, &standards, &read);
    let sites: Vec<Site> = read.sites.values().cloned().collect();
    let mut summary = summarise(config, &run, &sites, &read);
    if options.dry_run {
        return Ok(summary);
    }
    progress.begin(Stage::Publishing, 2);
    let mut provenance = vec![("source".to_owned(), published.source.clone())];
    provenance.extend(read.inputs.iter().cloned());
    let verdicts: BTreeMap<SiteId, (Verdict, Option<String>)> =
        sites.iter().map(|site| (site.id.clone(), (Verdict::Accepted, None))).collect();
    // Counts that are public already are not protected, and need neither a key nor a register.
    let key = if config.policy.hides() { Some(disclosure_key(&load_key(&options.key)?)) } else { None };
    let register = key.as_ref().map(|key| read_register(config, key)).transpose()?.unwrap_or_default();
    let released = release(ReleaseRequest {
        config,
        sites: &sites,
        standards,
        tables: vec![CountTable::from_rows(read.rows)],
        pay: Vec::new(),
        weights: Vec::new(),
        findings: Vec::new(),
        quality: Vec::new(),
        figures: read.figures,
        source_findings: read.findings,
        verdicts,
        benchmarks: config.benchmarks(&sites)?,
        run: run.clone(),
        provenance,
        key: key.clone().unwrap_or_else(|| DisclosureKey::from_secret(b"nothing is drawn")),
        register,
    })?;
    if let Some(key) = &key {
        keep_register(config, &released.register, key)?;
    }
    progress.step(Stage::Publishing, "estimated");
    let publication = Publication::begin(&config.output())?;
    for file in &released.files {
        publication.write(&file.path, &file.bytes)?;
    }
    summary.publication = Some(publication.finish(&run)?);
    summary.headlines = released.headlines;
    (summary.protection, summary.readable) = (released.protection, released.readable);
    summary.outcomes = released.outcomes;
    progress.step(Stage::Publishing, "published");
    Ok(summary)
}

fn identity(config: &Config, standards: &[Standard], read: &PublishedCounts) -> String {
    let identity = Identity::of("published run").with("configuration", &config.text).with_json("standards", &standards);
    identity.with_json("inputs", &read.inputs).finish()[..16].to_owned()
}

fn summarise(config: &Config, run: &str, sites: &[Site], read: &PublishedCounts) -> RunSummary {
    let kept = read.rows.len() as u64;
    let sites = sites.iter().map(|site| SiteSummary {
        site: site.id.clone(),
        period: config.periods.last().map(|period| period.label.clone()).unwrap_or_default(),
        verdict: Verdict::Accepted,
        unchanged: false,
        rows: RowLedger::default(),
        errors: 0,
        queries: 0,
        feedback_failed: false,
        datasets: Vec::new(),
    });
    tracing::info!(rows = kept, figures = read.figures.len(), findings = read.findings.len(), "published tables read");
    RunSummary {
        pipeline: config.file.name.clone(),
        run: run.to_owned(),
        nothing_to_do: false,
        publication: None,
        sites: sites.collect(),
        unclaimed: Vec::new(),
        headlines: Vec::new(),
        hidden: 0,
        protection: wres_disclosure::ProtectionSummary::default(),
        readable: Vec::new(),
        outcomes: 0,
        printed: tally(&read.figures),
        findings: read.findings.clone(),
    }
}

/// How many printed figures were judged how.
fn tally(figures: &[PrintedFigure]) -> BTreeMap<FigureVerdict, u64> {
    let mut tally = BTreeMap::new();
    for figure in figures {
        *tally.entry(figure.verdict).or_default() += 1;
    }
    tally
}
