//! `wres run`.

use crate::{
    args::{Global, RunArgs},
    exit::{Exit, Failure},
    output::{print, print_json, say},
    progress::Shown,
};
use std::collections::BTreeMap;
use wres_metrics::{CountPlan, Shape, Standard};
use wres_pipeline::{
    Config, KeySource, PipelineError, RunOptions, RunSummary, Verdict, run as run_pipeline, told_together,
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
        tell(&summary, args.dry_run)?;
    }
    let gated = |verdict: &wres_domain::FigureVerdict| args.fail_on.iter().any(|code| code == verdict.code());
    if summary.printed.iter().any(|(verdict, n)| *n > 0 && gated(verdict)) {
        return Ok(Exit::Gate);
    }
    Ok(if summary.any_rejected() { Exit::Rejected } else { Exit::Done })
}

/// Runs and gives errors their exit codes.
pub(crate) fn go(config: &Config, options: &RunOptions, global: &Global) -> Result<RunSummary, Failure> {
    run_pipeline(config, options, &Shown::new(global)).map_err(|error| {
        let exit = match &error {
            PipelineError::AuditFailed(_) => Exit::Disclosure,
            PipelineError::Store(wres_pipeline::StoreError::Locked { .. }) => Exit::Locked,
            _ => Exit::CouldNotRun,
        };
        Failure { exit, error: error.into() }
    })
}

/// Tells what a run did.
fn tell(summary: &RunSummary, dry_run: bool) -> anyhow::Result<()> {
    let mut verdicts: BTreeMap<&str, u64> = BTreeMap::new();
    for site in &summary.sites {
        *verdicts.entry(if dry_run { planned(site.verdict) } else { site.verdict.label() }).or_default() += 1;
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
    if dry_run {
        return Ok(());
    }
    headlines(summary)?;
    if summary.nothing_to_do {
        print("Nothing has changed since the last run: there was nothing to do.")?;
    }
    if let Some(folder) = &summary.publication {
        print(format!("{} outcomes published, {} counts hidden.", summary.outcomes, summary.hidden))?;
        print(format!("Report: {}", folder.join("index.html").display()))?;
        if !summary.printed.is_empty() {
            print(format!("What does not reproduce: {}", folder.join("what-does-not-reproduce.html").display()))?;
        }
    } else {
        say("Nothing was published, because only some sites were run.");
    }
    Ok(())
}

/// Tells the findings that a reader should see first.
pub(crate) fn headlines(summary: &RunSummary) -> anyhow::Result<()> {
    if summary.headlines.is_empty() {
        return Ok(());
    }
    print("\nThe findings to see first:")?;
    for (place, headline) in summary.headlines.iter().enumerate() {
        print(format!("  {}. {}: {}", place + 1, headline.indicator, headline.sentence))?;
    }
    print("")
}

fn planned(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Late { "not there" } else { "to be read" }
}
