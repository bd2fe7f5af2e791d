//! `wres run`.

use crate::{
    args::{Global, RunArgs},
    exit::{Exit, Failure},
    output::{print, print_json, say},
    progress::Shown,
};
use std::{collections::BTreeMap, time::Duration};
use wres_domain::thousands;
use wres_metrics::{CountPlan, Shape, Standard};
use wres_pipeline::{
    Config, KeySource, PipelineError, RunOptions, RunState, RunSummary, SentKind, Verdict, run as run_pipeline,
    told_together,
};

pub(crate) fn run(args: &RunArgs, global: &Global) -> Result<Exit, Failure> {
    let mut config = Config::load(&args.pipeline)?;
    if global.threads > 0 {
        config.file.processing.threads = global.threads;
    }
    if args.plan {
        let standards =
            config.file.standards.iter().map(|name| Standard::embedded(name)).collect::<Result<Vec<_>, _>>()?;
        let plan = CountPlan::compile(&standards.iter().collect::<Vec<_>>())?;
        match config.periods.last().filter(|_| args.sql) {
            Some(period) => print(plan.sql(period, &Shape::full()))?,
            None => print(plan)?,
        }
        if args.dry_run {
            return Ok(Exit::Done);
        }
    }
    let options = RunOptions {
        key: KeySource { file: args.key.key_file.clone() },
        only: args.only.clone(),
        dry_run: args.dry_run,
    };
    let summary = go(&config, &options, global)?;
    if global.json {
        print_json(&summary)?;
    } else {
        tell(&summary)?;
    }
    let gated = |verdict: &wres_domain::FigureVerdict| args.fail_on.iter().any(|code| code == verdict.code());
    if summary.printed.iter().any(|(verdict, n)| *n > 0 && gated(verdict)) {
        return Ok(Exit::Gate);
    }
    Ok(if summary.any_rejected() { Exit::Rejected } else { Exit::Done })
}

/// Runs and gives errors their exit codes.
pub(crate) fn go(config: &Config, options: &RunOptions, global: &Global) -> Result<RunSummary, Failure> {
    if let Some(minutes) = config.file.processing.deadline_minutes {
        last_resort(minutes);
    }
    run_pipeline(config, options, &Shown::new(global)).map_err(failure)
}

/// An error of the pipeline with its exit code.
pub(crate) fn failure(error: PipelineError) -> Failure {
    let exit = match &error {
        PipelineError::Register { .. } => Exit::Disclosure,
        PipelineError::TooLittleReadable { .. } => Exit::Gate,
        PipelineError::Store(wres_pipeline::StoreError::Locked { .. }) => Exit::Locked,
        _ => Exit::CouldNotRun,
    };
    Failure { exit, error: error.into() }
}

/// Ends the program some time after the deadline, should a run be held where it cannot look at the clock, such as by a file system
/// that does not answer. What was published before still is; the next run sweeps what is left.
fn last_resort(minutes: u64) {
    let time = Duration::from_secs(minutes * 60 + GRACE_SECONDS);
    std::thread::spawn(move || {
        std::thread::sleep(time);
        say(format!(
            "error: the run did not end {GRACE_SECONDS} seconds after its deadline of {minutes} minutes, and was stopped"
        ));
        std::process::exit(i32::from(Exit::CouldNotRun.code()));
    });
}

/// Seconds that a run has to end by itself after its deadline.
const GRACE_SECONDS: u64 = 300;

/// Tells what a run did.
fn tell(summary: &RunSummary) -> anyhow::Result<()> {
    let mut verdicts: BTreeMap<&str, u64> = BTreeMap::new();
    let labels = summary.sites.iter().map(|site| site.verdict.label());
    for label in labels.chain(summary.planned.iter().map(|planned| planned.sent.label())) {
        *verdicts.entry(label).or_default() += 1;
    }
    if summary.printed.is_empty() {
        let verdicts: Vec<String> = verdicts.iter().map(|(verdict, n)| format!("{n} {verdict}")).collect();
        print(format!("Submissions: {}", verdicts.join(", ")))?;
    } else {
        print(format!("Sites in the tables: {}", summary.sites.len()))?;
        print("Printed figures, computed again:")?;
        for (verdict, n) in &summary.printed {
            print(format!("  {n:>7}  {}", verdict.label()))?;
        }
    }
    for site in summary.sites.iter().filter(|site| site.verdict.is_rejected() || site.verdict == Verdict::Late) {
        print(format!("  {} {}: {}", site.period, site.site, site.verdict.label()))?;
    }
    for site in summary.sites.iter().filter(|site| !site.not_made.is_empty()) {
        print(format!("  {} {}{}; the log says why", site.period, site.site, site.not_made_in_words()))?;
    }
    for planned in summary.planned.iter().filter(|planned| planned.sent != SentKind::Folder) {
        print(format!("  {} {}: {}", planned.period, planned.site, planned.sent.label()))?;
    }
    let findings = told_together(&summary.findings);
    for finding in findings.iter().take(10) {
        print(format!("  {finding}"))?;
    }
    if findings.len() > 10 {
        print(format!("  ... and {} more findings; --json lists all", findings.len() - 10))?;
    }
    for folder in &summary.unclaimed {
        print(format!("Not read, because the pipeline declares no such period or site: {}", folder.display()))?;
    }
    if summary.state == RunState::Planned {
        return price(summary);
    }
    rows(summary)?;
    headlines(summary)?;
    if summary.state == RunState::NothingToDo {
        print("Nothing has changed since the last run: there was nothing to do.")?;
    }
    if let Some(folder) = &summary.publication {
        published(summary)?;
        print(format!("Report: {}", folder.join("index.html").display()))?;
        if !summary.printed.is_empty() {
            print(format!("What does not reproduce: {}", folder.join("what-does-not-reproduce.html").display()))?;
        }
    } else {
        say("Nothing was published, because only some sites were run.");
    }
    Ok(())
}

/// Tells what the configuration costs in accuracy, by grouping and split.
fn price(summary: &RunSummary) -> anyhow::Result<()> {
    let Some(price) = &summary.price else {
        return print("What it costs in accuracy can be said once something was accepted.");
    };
    print(format!("{} inner cells would be rounded. Sums of people would be off by (mean, largest):", price.cells))?;
    for one in &price.deviations {
        let services = if one.together { "services together" } else { "services apart" };
        let of = if one.whole { "whole indicators" } else { "strata" };
        let name = format!("{}, {}, {services}, {of}", one.level.label(), one.grouping.code());
        print(format!("  {name:<62} {:>5.1} {:>4}", one.mean, one.largest))?;
    }
    for one in price.readable.iter().filter(|one| one.of > 0) {
        print(format!("Headline ratios that could be read: {} of {} for {}", one.shown, one.of, one.level))?;
    }
    Ok(())
}

/// Tells how much was published, and how much of it can be read.
pub(crate) fn published(summary: &RunSummary) -> anyhow::Result<()> {
    print(format!("{} outcomes published.", summary.outcomes))?;
    let readable = summary.readable.iter().filter(|one| one.of > 0);
    let readable: Vec<String> = readable.map(|one| format!("{} of {} for {}", one.shown, one.of, one.level)).collect();
    if !readable.is_empty() {
        print(format!("Headline ratios that can be read: {}.", readable.join(", ")))?;
    }
    Ok(())
}

/// Tells what became of the rows: of each dataset those that stand in some figure, and the others by reason.
fn rows(summary: &RunSummary) -> anyhow::Result<()> {
    let rows = summary.rows();
    let (read, used) = rows.iter().fold((0, 0), |(read, used), one| (read + one.read, used + one.used));
    if read == 0 {
        return Ok(());
    }
    print(format!(
        "Rows: {} read, {} in some figure, {} not used",
        thousands(read),
        thousands(used),
        thousands(read.saturating_sub(used))
    ))?;
    for one in rows.iter().filter(|one| one.left_out() > 0) {
        print(format!("  {:<16} {}", one.dataset.name(), one.in_words()))?;
    }
    Ok(())
}

/// Tells the findings that a reader should see first.
pub(crate) fn headlines(summary: &RunSummary) -> anyhow::Result<()> {
    if summary.headlines.is_empty() {
        return match summary.publication {
            Some(_) => {
                print("\nNothing stands out: no interval of the newest year lies wholly on one side of equality.")
            }
            None => Ok(()),
        };
    }
    print("\nThe findings to see first:")?;
    for (place, headline) in summary.headlines.iter().enumerate() {
        print(format!("  {}. {}: {}", place + 1, headline.indicator, headline.sentence))?;
    }
    print("")
}
