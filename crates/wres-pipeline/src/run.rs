//! The order of a run.

use crate::{
    account::Account,
    config::{Config, KeySource, Kind, load_key},
    deadline::Deadline,
    discover::{Discovery, Sent, SiteWork, discover},
    error::{PipelineError, Result},
    feedback::{FeedbackRequest, feedback},
    intake::IntakeRecord,
    own_figures::own_figures,
    price::price,
    progress::{Progress, Stage},
    provenance::{file_names, names_key, provenance, run_identity},
    prune::{PruneOptions, prune_locked},
    publication::Published,
    published, reconcile,
    register::{disclosure_key, keep_register, read_register},
    release::{Release, ReleaseRequest, exact, release},
    site::{Done, SiteRun, untold},
    summary::{Readable, RunSummary, SiteSummary, Verdict},
    unchanged::{of_done, run_of, seen, state_key},
    wall::check_wall,
    watch::Watch,
};
use rayon::ThreadPool;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{ErrorKind, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};
use tracing::{info, info_span, warn};
use wres_disclosure::{Level, ProtectionSummary};
use wres_domain::{CORRECTIONS_FILE, CountTable, Finding, Note, PayRow, Severity, SiteId, WeightRow};
use wres_ingest::{IdentifierKey, input::open_within};
use wres_metrics::{CountPlan, Standard};
use wres_report::{Feedback, FeedbackFinding, File, PeriodQuality, render_feedback};
use wres_store::{
    Cache, Generation, Lake, Publication, RunLock, Swept, clear_half_written, clear_output, clear_unpublished,
    free_bytes, make_output, private, published_runs,
};
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
        Kind::Published => run_published(config, options, progress, &pool),
    };
    progress.end();
    summary
}

fn run_published(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    pool: &ThreadPool,
) -> Result<RunSummary> {
    check_wall(config, options.key.path().as_deref())?;
    if options.dry_run {
        return pool.install(|| published::run(config, options, progress));
    }
    let _lock = lock_output(config)?;
    clear_output(&config.output())?;
    pool.install(|| published::run(config, options, progress))
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
    check_wall(config, options.key.path().as_deref())?;
    let only = wanted(config, &options.only)?;
    if options.dry_run {
        let Discovery { sites, unclaimed } = discover(config)?;
        let work: Vec<&SiteWork> = sites.iter().filter(|work| is_wanted(&only, work)).collect();
        let price = price(config, &standards, &plan)?;
        return Ok(RunSummary { price, ..planned(config, &work, unclaimed) });
    }
    let watch = Watch::begin(config);
    let result = (|| {
        let key = load_key(&options.key)?;
        let locks = lock(config)?;
        let lake = Lake::open(&config.lake())?;
        lake.hold_to_key(key.key_id())?;
        let mut account = Account { only: options.only.clone(), ..Account::default() };
        let result = (|| {
            let killed = locks.iter().any(RunLock::is_after_a_death);
            enough_space(config)?;
            locked_run(
                config,
                (standards, &plan, &catalogue),
                &key,
                (&lake, killed),
                &only,
                progress,
                pool,
                &mut account,
            )
        })();
        watch.write_down(&lake, &account, result.as_ref())?;
        result
    })();
    watch.end(&result);
    result
}

/// Takes the locks of a pipeline: of its lake, and of the folder that it publishes to.
pub(crate) fn lock(config: &Config) -> Result<[RunLock; 2]> {
    let lake = RunLock::take(&config.lake().join("run.lock"), &owner(config))?;
    Ok([lake, lock_output(config)?])
}

fn lock_output(config: &Config) -> Result<RunLock> {
    make_output(&config.output())?;
    Ok(RunLock::take(&config.output().join(".run.lock"), &owner(config))?)
}

fn owner(config: &Config) -> String {
    format!("process {}, pipeline {}", std::process::id(), config.file.name)
}

/// Removes what runs that were killed have left: in the lake, beside the publications, and exact outcomes of runs never published.
fn sweep(config: &Config, lake: &Lake) -> Result<Swept> {
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
fn enough_space(config: &Config) -> Result<()> {
    let least_mib = config.file.processing.least_free_mib;
    for path in [config.lake(), config.output()] {
        if let Some(free) = free_bytes(&path)?.filter(|free| *free < least_mib << 20) {
            return Err(PipelineError::Space { path, free_mib: free >> 20, least_mib });
        }
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "everything that was made ready for this one call")]
fn locked_run(
    config: &Config,
    (standards, plan, catalogue): (Vec<Standard>, &CountPlan, &Catalogue),
    key: &IdentifierKey,
    (lake, killed): (&Lake, bool),
    only: &BTreeSet<SiteId>,
    progress: &dyn Progress,
    pool: &ThreadPool,
    account: &mut Account,
) -> Result<RunSummary> {
    let deadline = Deadline::new(config.file.processing.deadline_minutes);
    if killed {
        account.swept += sweep(config, lake)?;
    }
    let Discovery { sites, unclaimed } = discover(config)?;
    for folder in &unclaimed {
        warn!(folder = %folder.display(), "the configuration knows no such period or site, so the folder is not read");
    }
    let work: Vec<&SiteWork> = sites.iter().filter(|work| is_wanted(only, work)).collect();
    let cache = Cache::new(lake.root().join("cache"));
    if only.is_empty() {
        let begin = Instant::now();
        if let Some(summary) = unchanged(config, (&standards, catalogue), lake, &cache, key, &work, pool)? {
            account.stage("check", begin);
            return Ok(RunSummary { unclaimed, ..summary });
        }
    }
    // A run that ended by itself leaves nothing. Where there is work to be done anyway, it is looked at all the same.
    account.swept += sweep(config, lake)?;
    progress.begin(Stage::Intake, (work.len() * config.periods.len()) as u64);
    let begin = Instant::now();
    let site_run = SiteRun {
        config,
        lake,
        cache: &cache,
        plan,
        catalogue,
        key,
        deadline: &deadline,
        progress,
        only: !only.is_empty(),
    };
    let done = in_order(pool, &work, |work| site_run.work_on(work))?;
    let done: Vec<Done> = done.into_iter().flatten().collect();
    account.stage("sites", begin);
    account.sites(&done);
    let run = run_identity(config, &standards, &done);
    let mut summary = summary(config, &run, &done, unclaimed);
    if !only.is_empty() {
        return Ok(summary);
    }
    let begin = Instant::now();
    let published = Published { cache: &cache, run: &run };
    let state = state_key(config, &standards, &of_done(&done));
    if let Some(before) = published.intact(config)? {
        account.stage("check", begin);
        if done.iter().all(|one| one.told) {
            cache.put(&state, &run)?;
        }
        info!(run, "the same inputs were published before: nothing to do");
        let sites = summary.sites;
        return Ok(RunSummary { nothing_to_do: true, sites, ..before });
    }
    // Nothing has changed since, so it would fail again.
    if let Some((shown, of, least)) = published.failure() {
        return Err(PipelineError::TooLittleReadable { shown, of, least });
    }
    deadline.check(|| "about to protect and estimate".to_owned())?;
    let begin = Instant::now();
    match pool.install(|| publish(config, standards, &done, &published, &mut summary, (lake, &deadline, progress, key)))
    {
        Ok(()) => {}
        Err(error) => {
            if let PipelineError::TooLittleReadable { shown, of, least } = error {
                published.remember_failure((shown, of, least))?;
            }
            return Err(error);
        }
    }
    account.stage("publish", begin);
    // What could not be told is tried again.
    if summary.sites.iter().all(|site| !site.feedback_failed) {
        cache.put(&state, &run)?;
    }
    if config.file.keep.is_some() {
        let pruned = prune_locked(config, lake, &PruneOptions::default())?;
        account.pruned = pruned.publications.len() as u64;
    }
    Ok(summary)
}

/// What was published before, if nothing has changed since and every byte of it is as it was.
fn unchanged(
    config: &Config,
    (standards, catalogue): (&[Standard], &Catalogue),
    lake: &Lake,
    cache: &Cache,
    key: &IdentifierKey,
    work: &[&SiteWork],
    pool: &ThreadPool,
) -> Result<Option<RunSummary>> {
    let all: Option<Vec<_>> =
        in_order(pool, work, |work| seen(config, lake, key, catalogue, work))?.into_iter().collect();
    let Some(all) = all else { return Ok(None) };
    let state = state_key(config, standards, &all.into_iter().flatten().collect::<Vec<_>>());
    let Some(run) = run_of(cache, &state) else { return Ok(None) };
    let Some(mut before) = pool.install(|| Published { cache, run: &run }.intact(config))? else { return Ok(None) };
    info!(run, "nothing has changed since this was published: nothing to do");
    before.sites.iter_mut().for_each(|site| site.unchanged = true);
    Ok(Some(RunSummary { nothing_to_do: true, ..before }))
}

fn is_wanted(only: &BTreeSet<SiteId>, work: &SiteWork) -> bool {
    only.is_empty() || only.contains(&work.site.id)
}

fn publish(
    config: &Config,
    standards: Vec<Standard>,
    done: &[Done],
    published: &Published<'_>,
    summary: &mut RunSummary,
    (lake, deadline, progress, key): (&Lake, &Deadline, &dyn Progress, &IdentifierKey),
) -> Result<()> {
    let run = published.run;
    progress.begin(Stage::Publishing, 3);
    let drawn_with = disclosure_key(key);
    let register = read_register(config, &drawn_with)?;
    let latest = config.periods.last().map(|period| period.label.clone()).unwrap_or_default();
    let verdicts: BTreeMap<SiteId, (Verdict, Option<String>)> = done
        .iter()
        .filter(|one| one.period.label == latest)
        .map(|one| (one.site.id.clone(), (one.intake.record.verdict, one.intake.record.public_reason())))
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
    let provenance = provenance(config, &standards, done, key);
    published.cache.put(&names_key(run), &file_names(done, key))?;
    let tables: Vec<CountTable> = done.iter().map(|one| one.table.clone()).collect();
    let pay: Vec<PayRow> = done.iter().flat_map(|one| one.pay.iter().cloned()).collect();
    let weights: Vec<WeightRow> = done.iter().flat_map(|one| one.weights.iter().cloned()).collect();
    if let Some(folder) = &config.file.disclosure.audit {
        let exact = exact(config, standards.clone(), &tables, (&pay, &weights))?;
        let folder = config.resolve(folder).join(run);
        let write = |name: &str, bytes: Vec<u8>| private::write_whole(&folder.join(name), &bytes);
        write("outcomes.json", serde_json::to_vec(exact.outcomes.get())?)?;
        write("measures.json", serde_json::to_vec(exact.measures.get())?)?;
    }
    let feedbacks = feedbacks(config, done, run)?;
    let standards_of_sites = standards.clone();
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
            key: drawn_with.clone(),
            register,
        })
    })?;
    progress.step(Stage::Publishing, "protected and estimated");
    enough_can_be_read(config, &release.readable)?;
    deadline.check(|| "about to write the publication".to_owned())?;
    keep_register(config, &release.register, &drawn_with)?;
    let begin = Instant::now();
    let publication = Publication::begin(&config.output())?;
    for file in &release.files {
        publication.write(&file.path, &file.bytes)?;
    }
    info!(
        files = release.files.len(),
        bytes = release.files.iter().map(|file| file.bytes.len() as u64).sum::<u64>(),
        outcomes = release.outcomes,
        hidden = release.hidden,
        milliseconds = begin.elapsed().as_millis(),
        "the publication is written aside"
    );
    // What goes back to the sites is not for publication: it stays beside the lake, inside the secure area.
    let generation = Generation::begin(lake.root())?;
    for one in feedbacks {
        let period = one.period.label.clone();
        let (site, workbook) = (one.site.id.clone(), corrections_of(config, &period, &one.site.id)?);
        for file in render_told(one, summary)? {
            generation.write(&format!("{period}/{}", file.path), &file.bytes)?;
        }
        if let Some(bytes) = workbook {
            generation.write(&format!("{period}/feedback/{site}/{CORRECTIONS_FILE}"), &bytes)?;
        }
    }
    if config.policy.hides() {
        for of_site in done.chunk_by(|a, b| a.site.id == b.site.id) {
            let of_site: Vec<&Done> = of_site.iter().collect();
            for (period, file) in own_figures(config, &standards_of_sites, &of_site, run) {
                generation.write(&format!("{period}/{}", file.path), &file.bytes)?;
            }
        }
    }
    progress.step(Stage::Publishing, "rendered");
    let Release { headlines, hidden, outcomes, protection, readable, .. } = release;
    (summary.headlines, summary.hidden, summary.outcomes) = (headlines, hidden, outcomes);
    (summary.protection, summary.readable) = (protection, readable);
    published.put(config, (publication, generation), lake, summary)?;
    progress.step(Stage::Publishing, "published");
    Ok(())
}

/// Renders the feedback of one site. Where that fails, the site gets a page that says so, and the run goes on.
fn render_told(feedback: Feedback, summary: &mut RunSummary) -> Result<Vec<File>> {
    let rendered = catch_unwind(AssertUnwindSafe(|| render_feedback(&feedback)));
    let why = match rendered {
        Ok(Ok(files)) => return Ok(files),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "a fault of the program, which the log places".to_owned(),
    };
    warn!(site = %feedback.site.id, period = feedback.period.label, why, "the feedback could not be made");
    for site in &mut summary.sites {
        if site.site == feedback.site.id && site.period == feedback.period.label {
            site.feedback_failed = true;
        }
    }
    let finding = FeedbackFinding { finding: untold(&why), title: None, rows: Vec::new(), note: None, last_year: None };
    Ok(render_feedback(&Feedback { findings: vec![finding], receipts: Vec::new(), ..feedback })?)
}

/// Most bytes of a workbook of corrections.
const LARGEST_WORKBOOK: u64 = 1 << 30;

/// The workbook of corrections of a submission, if there is one.
fn corrections_of(config: &Config, period: &str, site: &SiteId) -> Result<Option<Vec<u8>>> {
    let path = config.corrections().join(format!("{period}/feedback/{site}/{CORRECTIONS_FILE}"));
    let mut bytes = Vec::new();
    let read = open_within(&config.lake(), &path, LARGEST_WORKBOOK).and_then(|mut file| file.read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PipelineError::Folder { path, source }),
    }
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

/// What goes back to each site for each period.
fn feedbacks(config: &Config, done: &[Done], run: &str) -> Result<Vec<Feedback>> {
    let mut before: BTreeMap<&SiteId, (&[Note], Vec<PeriodQuality>)> = BTreeMap::new();
    let mut feedbacks = Vec::with_capacity(done.len());
    for one in done {
        let record = &one.intake.record;
        let (last_year, quality) = before.entry(&one.site.id).or_default();
        feedbacks.push(feedback(&FeedbackRequest {
            site: &one.site,
            period: &one.period,
            record,
            counting: &one.counting,
            last_year,
            before: quality,
            corrections: corrections_of(config, &one.period.label, &one.site.id)?.is_some(),
            run,
        }));
        *last_year = &record.notes;
        quality.push(PeriodQuality { period: one.period.label.clone(), quality: record.quality });
    }
    Ok(feedbacks)
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
                feedback_failed: !one.told,
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
        protection: ProtectionSummary::default(),
        readable: Vec::new(),
        price: None,
        outcomes: 0,
        printed: BTreeMap::new(),
        findings: Vec::new(),
    }
}

/// What a run would do: which submissions are there.
fn planned(config: &Config, work: &[&SiteWork], unclaimed: Vec<std::path::PathBuf>) -> RunSummary {
    let mut summary = summary(config, "", &[], unclaimed);
    for one in work {
        for (period, sent) in &one.periods {
            summary.sites.push(SiteSummary {
                site: one.site.id.clone(),
                period: period.label.clone(),
                verdict: match sent {
                    Sent::Folder(_) => Verdict::Accepted,
                    Sent::Unreadable(_) => Verdict::Rejected,
                    Sent::Nothing => Verdict::Late,
                },
                unchanged: false,
                rows: wres_domain::RowLedger::default(),
                errors: 0,
                queries: 0,
                feedback_failed: false,
                datasets: Vec::new(),
            });
        }
    }
    summary
}
