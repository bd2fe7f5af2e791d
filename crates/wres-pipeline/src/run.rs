//! The order of a run.

use crate::{
    config::{Config, KeySource, Kind, load_key},
    corrections::{CorrectionsRequest, write_corrections},
    counting::{CountRequest, counts},
    discover::{Discovery, SiteWork, discover},
    error::{PipelineError, Result},
    feedback::{FeedbackRequest, feedback},
    intake::{IntakeRecord, IntakeRequest, Outcome, mapping_text, take_in},
    progress::{Progress, Stage},
    provenance::{provenance, run_identity},
    published,
    reconcile::{self, reconciled},
    release::{Release, ReleaseRequest, exact, release},
    summary::{RunSummary, SiteSummary, Verdict},
};
use rayon::ThreadPool;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};
use tracing::{info, info_span, warn};
use wres_domain::{
    CORRECTIONS_FILE, CountTable, Finding, Note, PayRow, Period, Reconciliation, Severity, Site, SiteId, WeightRow,
};
use wres_ingest::{Fingerprints, IdentifierKey, SiteMapping, Submission};
use wres_metrics::{CountPlan, Standard};
use wres_report::{PeriodQuality, render_feedback};
use wres_store::{Cache, Lake, Publication, RunLock, published_runs};
use wres_validate::Catalogue;

/// How to run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// Where the key for identifiers is.
    pub key: KeySource,
    /// Only take in these sites; the publication is then not renewed.
    pub only: Vec<String>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
}

/// Runs a pipeline.
///
/// # Errors
/// [`PipelineError`] if the run could not be done at all. A submission that cannot be used is in the summary.
pub fn run(config: &Config, options: &RunOptions, progress: &dyn Progress) -> Result<RunSummary> {
    let threads = config.file.processing.threads;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| PipelineError::Threads { threads, message: error.to_string() })?;
    let summary = match config.file.kind {
        Kind::Submissions => run_submissions(config, options, progress, &pool),
        Kind::Published => pool.install(|| published::run(config, options.dry_run, progress)),
    };
    progress.end();
    summary
}

/// Does one thing for each piece of work, for as many at a time as the pool has threads, and gives what came of it in the order
/// of the work. Left to itself, a thread that waits for a part of its piece would begin another piece, and another within that:
/// memory would grow with the number of pieces.
fn in_order<W: Sync, T: Send>(pool: &ThreadPool, work: &[W], one: impl Fn(&W) -> Result<T> + Sync) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let takes_turns = || {
        let mut done = Vec::new();
        while let Some((place, piece)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, work.get(at)?)))
        {
            done.push((place, pool.install(|| one(piece))));
        }
        done
    };
    let mut done: Vec<(usize, Result<T>)> = std::thread::scope(|scope| {
        let threads = pool.current_num_threads().min(work.len());
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(takes_turns)).collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// One site in one period, taken in and counted.
pub(crate) struct Done {
    pub(crate) site: Site,
    pub(crate) period: Period,
    pub(crate) intake: Outcome,
    pub(crate) table: CountTable,
    pub(crate) pay: Vec<PayRow>,
    pub(crate) weights: Vec<WeightRow>,
    pub(crate) counting: Vec<Finding>,
    /// What became of the rows of each dataset.
    pub(crate) rows: Vec<Reconciliation>,
}

fn run_submissions(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    pool: &ThreadPool,
) -> Result<RunSummary> {
    let standards = config
        .file
        .standards
        .iter()
        .map(|name| Standard::embedded(name))
        .collect::<std::result::Result<Vec<_>, _>>()?;
    let plan = CountPlan::compile(&standards.iter().collect::<Vec<_>>())?;
    let catalogue = reconcile::catalogue(&standards, &plan);
    let Discovery { sites, unclaimed } = discover(config)?;
    for folder in &unclaimed {
        warn!(folder = %folder.display(), "the configuration knows no such period or site, so the folder is not read");
    }
    let only = wanted(config, &options.only)?;
    let work: Vec<&SiteWork> = sites.iter().filter(|work| only.is_empty() || only.contains(&work.site.id)).collect();
    if options.dry_run {
        return Ok(planned(config, &work, unclaimed));
    }
    let key = load_key(&options.key)?;
    let _lock = RunLock::take(
        &config.lake().join("run.lock"),
        &format!("process {}, pipeline {}", std::process::id(), config.file.name),
    )?;
    let lake = Lake::open(&config.lake())?;
    let cache = Cache::new(config.lake().join("cache"));

    progress.begin(Stage::Intake, (work.len() * config.periods.len()) as u64);
    let done = in_order(pool, &work, |work| {
        let ground = Ground { config, lake: &lake, cache: &cache, plan: &plan, catalogue: &catalogue, key: &key };
        one_site(&ground, work, progress)
    })?;
    let done: Vec<Done> = done.into_iter().flatten().collect();
    let run = run_identity(config, &standards, &done);
    let mut summary = summary(config, &run, &done, unclaimed);
    if !only.is_empty() {
        return Ok(summary);
    }
    let output = config.output();
    let (runs, latest) = published_runs(&output);
    if latest.as_deref() == Some(run.as_str())
        && runs.contains(&run)
        && let Some(before) = cache.get::<RunSummary>(&format!("summary {run}"))
    {
        info!(run, "the same inputs were published before: nothing to do");
        let sites = summary.sites;
        return Ok(RunSummary { nothing_to_do: true, sites, ..before });
    }
    pool.install(|| publish(config, standards, &done, &run, &mut summary, progress))?;
    cache.put(&format!("summary {run}"), &summary)?;
    Ok(summary)
}

/// What all sites of a run share.
struct Ground<'a> {
    config: &'a Config,
    lake: &'a Lake,
    cache: &'a Cache,
    plan: &'a CountPlan,
    catalogue: &'a Catalogue,
    key: &'a IdentifierKey,
}

fn one_site(ground: &Ground<'_>, work: &SiteWork, progress: &dyn Progress) -> Result<Vec<Done>> {
    let Ground { config, lake, cache, plan, catalogue, key } = *ground;
    let site = &work.site;
    let fingerprints = Fingerprints::default();
    let mut done: Vec<Done> = Vec::with_capacity(work.periods.len());
    for (period, folder) in &work.periods {
        let span = info_span!("site", site = %site.id, period = period.label);
        let _inside = span.enter();
        let previous = done
            .last()
            .filter(|before| before.period.is_followed_by(period))
            .and_then(|before| before.intake.manifest.as_ref());
        let last_year = previous.and(done.last()).map_or(&[][..], |before| &before.intake.record.notes);
        let request = IntakeRequest {
            config,
            site,
            period,
            folder: folder.as_deref(),
            key,
            previous,
            fingerprints: &fingerprints,
            catalogue,
        };
        let intake = info_span!("intake").in_scope(|| take_in(lake, cache, &request))?;
        let mut counted = info_span!("counting").in_scope(|| {
            counts(
                lake,
                cache,
                plan,
                &CountRequest {
                    site: &site.id,
                    period,
                    verdict: intake.record.verdict,
                    this: intake.manifest.as_ref(),
                    previous,
                },
            )
        })?;
        // Of a submission that was not read, nothing can be said row by row.
        let rows = if folder.is_some() { reconciled(&intake.record, &counted.rows) } else { Vec::new() };
        counted.findings.extend(reconcile::findings(&rows));
        if let Some(folder) = folder {
            let told = Told {
                site,
                period,
                folder,
                intake: &intake,
                counting: &counted.findings,
                last_year,
                fingerprints: &fingerprints,
            };
            to_be_corrected(config, &told)?;
        }
        progress.step(Stage::Intake, &format!("{} {}: {}", period.label, site.name, intake.record.verdict.label()));
        done.push(Done {
            site: site.clone(),
            period: period.clone(),
            intake,
            table: counted.table,
            pay: counted.pay,
            weights: counted.weights,
            counting: counted.findings,
            rows,
        });
    }
    Ok(done)
}

/// What a site is told about one submission.
struct Told<'a> {
    site: &'a Site,
    period: &'a Period,
    folder: &'a Path,
    intake: &'a Outcome,
    counting: &'a [Finding],
    last_year: &'a [Note],
    fingerprints: &'a Fingerprints,
}

/// Renews the workbook of corrections, unless nothing has changed and it is there.
fn to_be_corrected(config: &Config, told: &Told<'_>) -> Result<()> {
    let Told { site, period, folder, intake, counting, last_year, fingerprints } = *told;
    let beside = config.feedback().join(&period.label);
    if intake.unchanged && beside.join(format!("feedback/{}/{CORRECTIONS_FILE}", site.id)).exists() {
        return Ok(());
    }
    // Without a mapping nothing was read, and there is nothing to put right row by row.
    let text = mapping_text(&config.mappings().join(format!("{}.toml", site.id))).unwrap_or_default();
    let Ok(mapping) = SiteMapping::from_toml(&text) else { return Ok(()) };
    let submission = Submission::Folder(folder.to_owned());
    let record = &intake.record;
    let request = CorrectionsRequest {
        site,
        period,
        submission: &submission,
        mapping: &mapping,
        limits: config.file.limits,
        fingerprints,
        record,
        counting,
        last_year,
    };
    write_corrections(&beside, &request)
}

fn publish(
    config: &Config,
    standards: Vec<Standard>,
    done: &[Done],
    run: &str,
    summary: &mut RunSummary,
    progress: &dyn Progress,
) -> Result<()> {
    progress.begin(Stage::Publishing, 3);
    let latest = config.periods.last().map(|period| period.label.clone()).unwrap_or_default();
    let verdicts: BTreeMap<SiteId, (Verdict, Option<String>)> = done
        .iter()
        .filter(|one| one.period.label == latest)
        .map(|one| (one.site.id.clone(), (one.intake.record.verdict, one.intake.record.reason.clone())))
        .collect();
    let findings: Vec<(SiteId, Finding)> = done
        .iter()
        .flat_map(|one| {
            let all = one.intake.record.findings.iter().chain(&one.counting);
            all.map(|finding| (one.site.id.clone(), finding.clone()))
        })
        .collect();
    let quality =
        done.iter().map(|one| (one.site.id.clone(), one.period.label.clone(), one.intake.record.quality)).collect();
    let provenance = provenance(config, &standards, done);
    let tables: Vec<CountTable> = done.iter().map(|one| one.table.clone()).collect();
    let pay: Vec<PayRow> = done.iter().flat_map(|one| one.pay.iter().cloned()).collect();
    let weights: Vec<WeightRow> = done.iter().flat_map(|one| one.weights.iter().cloned()).collect();
    if let Some(folder) = &config.file.disclosure.audit {
        let exact = exact(config, standards.clone(), &tables, (&pay, &weights))?;
        let folder = config.resolve(folder).join(run);
        let write = |name: &str, bytes: Vec<u8>| wres_store::write_whole(&folder.join(name), &bytes);
        write("outcomes.json", serde_json::to_vec(exact.outcomes.get()).unwrap_or_default())?;
        write("measures.json", serde_json::to_vec(exact.measures.get()).unwrap_or_default())?;
    }
    let feedbacks = feedbacks(config, done, run);
    let release = info_span!("release").in_scope(|| {
        release(ReleaseRequest {
            config,
            sites: &config.sites,
            standards,
            tables,
            pay,
            weights,
            findings,
            quality,
            figures: Vec::new(),
            source_findings: Vec::new(),
            verdicts,
            benchmarks: config.benchmarks(&config.sites)?,
            run: run.to_owned(),
            provenance,
        })
    })?;
    progress.step(Stage::Publishing, "protected and estimated");
    let publication = Publication::begin(&config.output())?;
    for file in &release.files {
        publication.write(&file.path, &file.bytes)?;
    }
    // What goes back to the sites is not for publication: it stays beside the lake, inside the wall.
    for one in &feedbacks {
        for file in render_feedback(one)? {
            let path = config.feedback().join(&one.period.label).join(&file.path);
            wres_store::write_whole(&path, &file.bytes)?;
        }
    }
    progress.step(Stage::Publishing, "rendered");
    summary.publication = Some(publication.finish(run)?);
    progress.step(Stage::Publishing, "published");
    let Release { headlines, hidden, outcomes, .. } = release;
    (summary.headlines, summary.hidden, summary.outcomes) = (headlines, hidden, outcomes);
    Ok(())
}

/// What goes back to each site for each period.
fn feedbacks(config: &Config, done: &[Done], run: &str) -> Vec<wres_report::Feedback> {
    let mut before: BTreeMap<&SiteId, (&[Note], Vec<PeriodQuality>)> = BTreeMap::new();
    let mut feedbacks = Vec::with_capacity(done.len());
    for one in done {
        let record = &one.intake.record;
        let (last_year, quality) = before.entry(&one.site.id).or_default();
        let workbook = format!("{}/feedback/{}/{CORRECTIONS_FILE}", one.period.label, one.site.id);
        feedbacks.push(feedback(&FeedbackRequest {
            site: &one.site,
            period: &one.period,
            record,
            counting: &one.counting,
            last_year,
            before: quality,
            corrections: config.feedback().join(workbook).exists(),
            run,
        }));
        *last_year = &record.notes;
        quality.push(PeriodQuality { period: one.period.label.clone(), quality: record.quality });
    }
    feedbacks
}

fn wanted(config: &Config, only: &[String]) -> Result<BTreeSet<SiteId>> {
    only.iter()
        .map(|code| {
            let known = config.sites.iter().find(|site| site.id.as_str() == code);
            known.map(|site| site.id.clone()).ok_or_else(|| PipelineError::UnknownSite(code.clone()))
        })
        .collect()
}

fn summary(config: &Config, run: &str, done: &[Done], unclaimed: Vec<std::path::PathBuf>) -> RunSummary {
    let sites = done
        .iter()
        .map(|one| {
            let record: &IntakeRecord = &one.intake.record;
            let count = |severity: Severity| {
                record.findings.iter().chain(&one.counting).filter(|finding| finding.severity == severity).count()
                    as u64
            };
            SiteSummary {
                site: one.site.id.clone(),
                period: one.period.label.clone(),
                verdict: record.verdict,
                unchanged: one.intake.unchanged,
                rows: record.rows,
                errors: count(Severity::Error),
                queries: count(Severity::Query),
                datasets: one.rows.clone(),
            }
        })
        .collect();
    RunSummary {
        pipeline: config.file.name.clone(),
        run: run.to_owned(),
        nothing_to_do: false,
        publication: None,
        sites,
        unclaimed,
        headlines: Vec::new(),
        hidden: 0,
        outcomes: 0,
        printed: BTreeMap::new(),
        findings: Vec::new(),
    }
}

/// What a run would do: which submissions are there.
fn planned(config: &Config, work: &[&SiteWork], unclaimed: Vec<std::path::PathBuf>) -> RunSummary {
    let mut summary = summary(config, "", &[], unclaimed);
    for one in work {
        for (period, folder) in &one.periods {
            summary.sites.push(SiteSummary {
                site: one.site.id.clone(),
                period: period.label.clone(),
                verdict: if folder.is_some() { Verdict::Accepted } else { Verdict::Late },
                unchanged: false,
                rows: wres_domain::RowLedger::default(),
                errors: 0,
                queries: 0,
                datasets: Vec::new(),
            });
        }
    }
    summary
}
