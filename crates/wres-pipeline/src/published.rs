//! A run over published tables.

use crate::{
    account::Stages,
    config::{Config, load_key},
    error::{PipelineError, Result},
    identity::Identity,
    progress::{Progress, Stage},
    register::{disclosure_key, keep_register, read_register},
    release::{ReleaseRequest, release},
    run::RunOptions,
    summary::{RunState, RunSummary, SiteSummary, Verdict},
};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    path::{Path, PathBuf},
};
use wres_disclosure::DisclosureKey;
use wres_domain::{CountTable, FigureVerdict, PrintedFigure, RowLedger, Site, SiteId};
use wres_ingest::raw::{RawOptions, open};
use wres_metrics::Standard;
use wres_review::{
    authorities::{self, Comparison, NamedFile},
    context::{ContextFiles, Places, read_context},
    figures,
    published::{Published, PublishedCounts, SourceFile, SourceRow, read_published, told_together},
};
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
    let read = read_published(&published, &open_files(config, &published)?, config.level)?;
    progress.step(Stage::Intake, "published tables");
    let known: BTreeSet<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
    if let Some(unknown) = read.periods.iter().find(|label| !known.contains(label.as_str())) {
        return Err(PipelineError::Published {
            path: config.path.clone(),
            message: format!("the tables hold the period `{unknown}`: declare it as a [[period]] with its dates"),
        });
    }
    let context_files = open_context(config)?;
    let run = identity(config, &standards, &read, &context_files);
    let sites: Vec<Site> = read.sites.values().cloned().collect();
    let mut summary = summarise(config, &run, &sites, &read);
    if options.dry_run {
        return Ok(summary);
    }
    progress.begin(Stage::Publishing, 2);
    let (verdict_page, verdict_causes) = (figures::page(&read.figures), figures::causes(&read.figures));
    let compared = compare(config, &published, &read, &context_files)?;
    let mut provenance = vec![("source".to_owned(), published.source.clone())];
    provenance.extend(read.inputs.iter().cloned());
    provenance.extend(context_files.values().map(|file| (file.name.clone(), file.blake3.clone())));
    let verdicts: BTreeMap<SiteId, (Verdict, Option<String>)> =
        sites.iter().map(|site| (site.id.clone(), (Verdict::Accepted, None))).collect();
    // Counts that are public already are not protected, and need neither a key nor a register.
    let key = if config.policy.hides() { Some(disclosure_key(&load_key(&options.key)?)) } else { None };
    let register = key.as_ref().map(|key| read_register(config, key)).transpose()?.unwrap_or_default();
    let request = ReleaseRequest {
        config,
        sites: &sites,
        standards,
        tables: vec![CountTable::from_rows(read.rows)],
        pay: Vec::new(),
        weights: Vec::new(),
        findings: Vec::new(),
        quality: Vec::new(),
        figures: read.figures,
        source_findings: told_together(&read.findings),
        verdicts,
        benchmarks: config.benchmarks(&sites)?,
        run: run.clone(),
        provenance,
        key: key.clone().unwrap_or_else(|| DisclosureKey::from_secret(b"nothing is drawn")),
        register,
    };
    let released = release(request, &Stages::default(), &|page| page.render())?;
    if let Some(key) = &key {
        keep_register(config, &released.register, key)?;
    }
    progress.step(Stage::Publishing, "estimated");
    let publication = Publication::begin(&config.output())?;
    for file in &released.files {
        if file.path == "index.html" {
            publication
                .write(&file.path, &with_links(&file.bytes, !verdict_causes.is_empty(), !compared.is_empty()))?;
        } else {
            publication.write(&file.path, &file.bytes)?;
        }
    }
    if !verdict_causes.is_empty() {
        publication.write("what-does-not-reproduce.html", verdict_page.as_bytes())?;
        let json = serde_json::to_vec_pretty(&verdict_causes)
            .map_err(|error| PipelineError::Published { path: config.path.clone(), message: error.to_string() })?;
        publication.write("what-does-not-reproduce.json", &json)?;
    }
    for (path, bytes) in &compared {
        publication.write(path, bytes)?;
    }
    summary.publication = Some(publication.finish(&run)?);
    summary.state = RunState::Published;
    summary.headlines = released.headlines;
    (summary.protection, summary.readable) = (released.protection, released.readable);
    summary.outcomes = released.outcomes;
    progress.step(Stage::Publishing, "published");
    Ok(summary)
}

/// Opens the file of every table, once each.
fn open_files(config: &Config, published: &Published) -> Result<BTreeMap<PathBuf, SourceFile>> {
    let mut files = BTreeMap::new();
    for name in published.files() {
        if files.contains_key(name) {
            continue;
        }
        files.insert(name.to_owned(), open_table(&config.inbox().join(name), None)?);
    }
    Ok(files)
}

/// Opens the files of the context, each sheet once.
fn open_context(config: &Config) -> Result<ContextFiles> {
    let mut files = ContextFiles::new();
    for (name, sheet) in config.file.context.iter().flat_map(|context| context.files()) {
        let key = (name.to_owned(), sheet.map(str::to_owned));
        if let Entry::Vacant(vacant) = files.entry(key) {
            vacant.insert(open_table(&config.inbox().join(name), sheet)?);
        }
    }
    Ok(files)
}

/// Opens the one table of a file, or the sheet of a workbook.
fn open_table(path: &Path, sheet: Option<&str>) -> Result<SourceFile> {
    let wrong = |message: String| PipelineError::Published { path: path.to_owned(), message };
    let mut file = open(path, &RawOptions::default()).map_err(|error| wrong(error.to_string()))?;
    if let Some(sheet) = sheet {
        let names: Vec<String> = file.tables.iter().filter_map(|table| table.sheet.clone()).collect();
        file.tables.retain(|table| table.sheet.as_deref() == Some(sheet));
        if file.tables.is_empty() {
            return Err(wrong(format!("there is no sheet `{sheet}`; the sheets are {}", names.join(", "))));
        }
    }
    let (Some(table), true) = (file.tables.pop(), file.tables.is_empty()) else {
        return Err(wrong("expected one table, found several or none: name one as `sheet`".to_owned()));
    };
    let rows = table.rows.into_iter().map(|row| SourceRow { number: row.number, cells: row.cells }).collect();
    Ok(SourceFile { path: path.to_owned(), name: file.name, blake3: file.blake3, rows })
}

/// The pages that compare the sites with one another and with places like them.
fn compare(
    config: &Config,
    published: &Published,
    read: &PublishedCounts,
    files: &ContextFiles,
) -> Result<Vec<NamedFile>> {
    let sites: BTreeSet<SiteId> = read.sites.keys().cloned().collect();
    let places = match &config.file.context {
        Some(context) => read_context(context, files, &sites)?,
        None => Places::default(),
    };
    Ok(authorities::render(&Comparison {
        title: &config.file.title,
        source: &published.source,
        measures: &read.measures,
        points: &read.points,
        sites: &read.sites,
        places: &places,
        level: config.level,
    })?)
}

fn identity(config: &Config, standards: &[Standard], read: &PublishedCounts, context: &ContextFiles) -> String {
    let identity = Identity::of("published run").with("configuration", &config.text).with_json("standards", &standards);
    let context: Vec<&str> = context.values().map(|file| file.blake3.as_str()).collect();
    identity.with_json("inputs", &read.inputs).with_json("context", &context).finish()[..16].to_owned()
}

fn summarise(config: &Config, run: &str, sites: &[Site], read: &PublishedCounts) -> RunSummary {
    let kept = read.rows.len() as u64;
    let sites = sites.iter().map(|site| SiteSummary {
        site: site.id.clone(),
        period: config.newest().to_owned(),
        verdict: Verdict::Accepted,
        unchanged: false,
        rows: RowLedger::default(),
        errors: 0,
        queries: 0,
        not_made: Vec::new(),
        datasets: Vec::new(),
    });
    tracing::info!(rows = kept, figures = read.figures.len(), findings = read.findings.len(), "published tables read");
    RunSummary {
        run: run.to_owned(),
        sites: sites.collect(),
        printed: tally(&read.figures),
        findings: read.findings.clone(),
        ..RunSummary::new(&config.file.name, RunState::Planned)
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

/// The first page with links to what does not reproduce and to the comparison of sites, at its end.
fn with_links(page: &[u8], verdicts: bool, compared: bool) -> Vec<u8> {
    let mut links = String::new();
    if compared {
        links.push_str(
            "<p><a href=\"authorities/index.html\">Authorities compared, over the years and with their peers</a></p>",
        );
    }
    if verdicts {
        links.push_str(
            "<p><a href=\"what-does-not-reproduce.html\">What does not reproduce of the printed figures</a></p>",
        );
    }
    String::from_utf8_lossy(page).replacen("</main>", &format!("{links}</main>"), 1).into_bytes()
}
