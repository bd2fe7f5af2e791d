//! `wres compare`: what moved between two runs, and why.

use crate::{
    args::{CompareArgs, Global},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use std::collections::BTreeMap;
use wres_domain::{Cell, Group, Grouping, Interval};
use wres_pipeline::{Config, FileChange, Move, RunComparison, compare_runs, look_up_rows};

/// How many moves are told apart; `--json` lists all.
const SHOWN: usize = 20;

pub(crate) fn run(args: &CompareArgs, global: &Global) -> Result<Exit, Failure> {
    let mut found = compare_runs(&args.earlier, &args.later)?;
    if let Some(pipeline) = &args.pipeline {
        look_up_rows(&mut found.made_of, &Config::load(pipeline)?)?;
    }
    if global.json {
        print_json(&found)?;
    } else {
        tell(&found)?;
    }
    Ok(Exit::Done)
}

fn tell(found: &RunComparison) -> anyhow::Result<()> {
    print(format!(
        "{} ({} outcomes)  ->  {} ({} outcomes)",
        found.earlier.run, found.earlier.outcomes, found.later.run, found.later.outcomes
    ))?;
    made_of(found)?;
    print(format!("{} outcomes are the same, {} moved, appeared or went.", found.same, found.moved.len()))?;
    for (cause, n) in found.by_cause() {
        print(format!("  {n:>7}  could be moved by: {}", cause.label()))?;
    }
    let mut by_indicator: BTreeMap<&str, u64> = BTreeMap::new();
    for one in &found.moved {
        *by_indicator.entry(&one.place.indicator.0).or_default() += 1;
    }
    for (indicator, n) in by_indicator {
        print(format!("  {n:>7}  {indicator}"))?;
    }
    // Whole indicators of two groups come first: they are what a reader of the publication sees.
    let mut moved: Vec<&Move> = found.moved.iter().collect();
    let headline =
        |one: &Move| one.grouping == Grouping::Binary && one.group == Group::Bme && one.place.stratum.is_whole();
    moved.sort_by_key(|one| !headline(one));
    for one in moved.iter().take(SHOWN) {
        let place = &one.place;
        let stratum = if place.stratum.is_whole() {
            String::new()
        } else {
            format!(" {}={}", place.stratum.dimension, place.stratum.value)
        };
        let causes: Vec<&str> = one.causes.iter().map(|cause| cause.label()).collect();
        print(format!(
            "{} {} {} {}{stratum} {}: {} -> {} ({})",
            place.indicator,
            place.period,
            place.scope.code(),
            place.service.code(),
            one.group.code(),
            figures(one.earlier.as_ref()),
            figures(one.later.as_ref()),
            causes.join(", ")
        ))?;
    }
    if moved.len() > SHOWN {
        print(format!("... and {} more; --json lists all", moved.len() - SHOWN))?;
    }
    Ok(())
}

fn made_of(found: &RunComparison) -> anyhow::Result<()> {
    let differ = &found.made_of;
    if let Some((before, after)) = &differ.version {
        print(format!("Version: {before} -> {after}"))?;
    }
    if differ.configuration {
        print("Configuration: the pipeline file differs")?;
    }
    let lists =
        [("Definitions", &differ.definitions), ("Code lists", &differ.code_lists), ("Mappings", &differ.mappings)];
    for (what, names) in lists.into_iter().filter(|(_, names)| !names.is_empty()) {
        print(format!("{what} that differ: {}", names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")))?;
    }
    for one in &differ.files {
        print(file_that_differs(one))?;
    }
    Ok(())
}

/// `File changed: 2024-25 E06000008 staff.csv, 0f3a91bc22d1 (1204 rows read, 1203 kept) -> 77aa01ffee90`.
fn file_that_differs(one: &FileChange) -> String {
    let version = |hash: &Option<String>, rows: Option<wres_pipeline::FileRows>| {
        let hash = hash.as_ref().map(|hash| hash.chars().take(12).collect::<String>())?;
        let rows = rows.map(|rows| format!(" ({} rows read, {} kept)", rows.read, rows.kept)).unwrap_or_default();
        Some(format!("{hash}{rows}"))
    };
    let versions = [version(&one.earlier, one.earlier_rows), version(&one.later, one.later_rows)];
    let versions: Vec<String> = versions.into_iter().flatten().collect();
    format!("File {}: {} {} {}, {}", one.kind(), one.period, one.site, one.file, versions.join(" -> "))
}

fn figures(figures: Option<&wres_pipeline::Figures>) -> String {
    let Some(figures) = figures else { return "not there".to_owned() };
    let count = |cell: Cell<u64>| match cell {
        Cell::Value(n) => n.to_string(),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    };
    let ratio = figures.ratio.map_or_else(String::new, |ratio| match ratio {
        Cell::Value(Interval { estimate, .. }) => format!(", ratio {estimate:.2}"),
        other => format!(", ratio {}", other.symbol().unwrap_or("[z]")),
    });
    format!("{} of {}{ratio}", count(figures.cases.map(|n| n.0)), count(figures.base.map(|n| n.0)))
}
