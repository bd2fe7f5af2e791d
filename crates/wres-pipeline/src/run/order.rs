//! The order of a run, read from top to bottom.

use super::{
    locks::{enough_space, lock, lock_output, sweep},
    nothing_to_do::unchanged,
    publish::{Publishing, publish},
    scheduler::Scheduler,
    summarise::{planned, summarise},
};
use crate::{
    account::Account,
    config::{Config, KeySource, Kind, load_key},
    deadline::Deadline,
    discover::{Discovery, SiteWork, discover},
    error::{PipelineError, Result},
    price::price,
    progress::{Progress, Stage},
    provenance::run_identity,
    prune::{PruneOptions, prune_locked},
    publication::Published,
    published, reconcile,
    renderer::{SiteRenderer, Usual},
    site::{Done, SiteRun},
    summary::{RunState, RunSummary},
    unchanged::{of_done, state_key},
    wall::check_wall,
    watch::Watch,
};
use std::collections::BTreeSet;
use tracing::{info, warn};
use wres_domain::SiteId;
use wres_ingest::IdentifierKey;
use wres_metrics::{CountPlan, Standard};
use wres_store::{Cache, Lake, RunLock, clear_output};
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
    run_with(config, options, progress, &Usual)
}

/// [`run`], with somebody else to render the files of a site. What goes wrong there, a panic too, ends in that site's record.
///
/// # Errors
/// As for [`run`].
pub fn run_with(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    renderer: &dyn SiteRenderer,
) -> Result<RunSummary> {
    let scheduler = Scheduler::new(config.file.processing.threads)?;
    check_wall(config, options.key.path().as_deref())?;
    let summary = match config.file.kind {
        Kind::Submissions => submissions(config, options, progress, (renderer, &scheduler)),
        Kind::Published => published_tables(config, options, progress, &scheduler),
    };
    progress.end();
    summary
}

/// A run over tables that somebody has published.
fn published_tables(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    scheduler: &Scheduler,
) -> Result<RunSummary> {
    if options.dry_run {
        return scheduler.together(|| published::run(config, options, progress));
    }
    let _lock = lock_output(config)?;
    clear_output(&config.output())?;
    scheduler.together(|| published::run(config, options, progress))
}

/// A run over the submissions of sites: what it needs is made ready, and those who watch are told how it ended.
fn submissions(
    config: &Config,
    options: &RunOptions,
    progress: &dyn Progress,
    (renderer, scheduler): (&dyn SiteRenderer, &Scheduler),
) -> Result<RunSummary> {
    let names = config.file.standards.iter();
    let standards = names.map(|name| Standard::embedded(name)).collect::<std::result::Result<Vec<_>, _>>()?;
    let plan = CountPlan::compile(&standards.iter().collect::<Vec<_>>())?;
    let only = wanted(config, &options.only)?;
    if options.dry_run {
        let Discovery { sites, unclaimed } = discover(config)?;
        let price = scheduler.together(|| price(config, &standards, &plan))?;
        return Ok(RunSummary { price, ..planned(config, &of_interest(&sites, &only), unclaimed) });
    }
    let watch = Watch::begin(config);
    let result = (|| {
        let key = load_key(&options.key)?;
        let locks = lock(config)?;
        let lake = Lake::open(&config.lake())?;
        lake.hold_to_key(key.key_id())?;
        let mut account = Account { only: options.only.clone(), ..Account::default() };
        let run = Run {
            config,
            lake: &lake,
            cache: Cache::new(lake.root().join("cache")),
            catalogue: reconcile::catalogue(&standards, &plan),
            standards,
            plan: &plan,
            key: &key,
            deadline: Deadline::new(config.file.processing.deadline_minutes),
            only,
            killed: locks.iter().any(RunLock::is_after_a_death),
            progress,
            renderer,
            scheduler,
        };
        let result = run.in_order(&mut account);
        watch.write_down(&lake, &account, result.as_ref())?;
        result
    })();
    watch.end(&result);
    result
}

/// A run that holds the locks.
pub(crate) struct Run<'a> {
    pub(crate) config: &'a Config,
    pub(crate) lake: &'a Lake,
    pub(crate) cache: Cache,
    pub(crate) catalogue: Catalogue,
    pub(crate) standards: Vec<Standard>,
    pub(crate) plan: &'a CountPlan,
    pub(crate) key: &'a IdentifierKey,
    pub(crate) deadline: Deadline,
    pub(crate) only: BTreeSet<SiteId>,
    /// Whether the run before was killed.
    pub(crate) killed: bool,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) renderer: &'a dyn SiteRenderer,
    pub(super) scheduler: &'a Scheduler,
}

impl Run<'_> {
    fn in_order(&self, account: &mut Account) -> Result<RunSummary> {
        // Make ready.
        enough_space(self.config)?;
        if self.killed {
            account.swept += sweep(self.config, self.lake)?;
        }

        // Discover, and end where nothing has changed.
        let Discovery { sites, unclaimed } = discover(self.config)?;
        for folder in &unclaimed {
            warn!(folder = %folder.display(), "the configuration knows no such period or site, so the folder is not read");
        }
        let work = of_interest(&sites, &self.only);
        if self.only.is_empty()
            && let Some(before) = account.stages.timed("check", || unchanged(self, &work))?
        {
            return Ok(RunSummary { unclaimed, ..before });
        }
        // A run that ended by itself leaves nothing. Where there is work to be done anyway, it is looked at all the same.
        account.swept += sweep(self.config, self.lake)?;

        // Take in and count, site by site.
        let done = account.stages.timed("sites", || self.take_in_and_count(&work))?;
        account.sites(&done);
        let run = run_identity(self.config, &self.standards, &done);
        let taken_in = summarise(self.config, &run, &done, unclaimed);
        if !self.only.is_empty() {
            return Ok(taken_in);
        }

        // Protect, estimate, render and publish, unless that was done before.
        let published = Published { cache: &self.cache, run: &run };
        let state = state_key(self.config, &self.standards, &of_done(&done));
        if let Some(before) = account.stages.timed("check", || published.intact(self.config))? {
            if done.iter().all(|one| one.told) {
                self.cache.put(&state, &run)?;
            }
            info!(run, "the same inputs were published before: nothing to do");
            return Ok(RunSummary { state: RunState::NothingToDo, sites: taken_in.sites, ..before });
        }
        // Nothing has changed since, so it would fail again.
        if let Some((shown, of, least)) = published.failure() {
            return Err(PipelineError::TooLittleReadable { shown, of, least });
        }
        self.deadline.check(|| "about to protect and estimate".to_owned())?;
        let publishing = Publishing { run: self, done: &done, published: &published, stages: &account.stages };
        let summary = account.stages.timed("publish", || self.scheduler.together(|| publish(&publishing, taken_in)))?;

        // What could not be made is tried again.
        if summary.sites.iter().all(|site| site.not_made.is_empty()) {
            self.cache.put(&state, &run)?;
        }
        if self.config.file.keep.is_some() {
            let pruned = prune_locked(self.config, self.lake, &PruneOptions::default())?;
            account.pruned = pruned.publications.len() as u64;
        }
        Ok(summary)
    }

    fn take_in_and_count(&self, work: &[&SiteWork]) -> Result<Vec<Done>> {
        self.progress.begin(Stage::Intake, (work.len() * self.config.periods.len()) as u64);
        let site_run = SiteRun {
            config: self.config,
            lake: self.lake,
            cache: &self.cache,
            plan: self.plan,
            catalogue: &self.catalogue,
            key: self.key,
            deadline: &self.deadline,
            progress: self.progress,
            only: !self.only.is_empty(),
        };
        let done = self.scheduler.in_order(work, |work| site_run.work_on(work))?;
        Ok(done.into_iter().flatten().collect())
    }
}

/// The work on the sites that were asked for: on all, where none was.
fn of_interest<'a>(sites: &'a [SiteWork], only: &BTreeSet<SiteId>) -> Vec<&'a SiteWork> {
    sites.iter().filter(|work| only.is_empty() || only.contains(&work.site.id)).collect()
}

fn wanted(config: &Config, only: &[String]) -> Result<BTreeSet<SiteId>> {
    only.iter()
        .map(|code| {
            let known = config.sites.iter().find(|site| site.id.as_str() == code);
            known.map(|site| site.id.clone()).ok_or_else(|| PipelineError::UnknownSite(code.clone()))
        })
        .collect()
}
