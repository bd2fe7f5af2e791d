//! `wres status`: what a monitor polls.

use crate::{
    args::{Global, StatusArgs},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use wres_pipeline::{Config, Kind, Status, status};

pub(crate) fn run(args: &StatusArgs, global: &Global) -> Result<Exit, Failure> {
    let config = Config::load(&args.pipeline)?;
    let status = status(&config)?;
    if global.json {
        print_json(&status)?;
        return Ok(exit(&status));
    }
    for period in &status.periods {
        print(&period.period)?;
        for site in &period.sites {
            let state = match (site.accepted, site.in_inbox) {
                _ if site.damaged => "damaged in the lake: run again, it is taken in anew or marked".to_owned(),
                (true, _) => format!("accepted, {} rows", site.rows),
                (false, true) => "in the inbox, not accepted".to_owned(),
                (false, false) => "not received".to_owned(),
            };
            print(format!("  {:<12} {:<30} {state}", site.site, site.name))?;
        }
    }
    match &status.latest {
        Some(run) => print(format!("Published: {}", status.output.join(run).join("index.html").display()))?,
        None => print("Published: nothing yet")?,
    }
    if let (Some(at), Some(age)) = (&status.published_at, status.published_age_seconds) {
        print(format!("  at {at}, {}", ago(age)))?;
    }
    for wrong in status.published_wrong.iter().take(10) {
        print(format!("  WRONG: {wrong}. Run again: it is written anew"))?;
    }
    if let Some(run) = &status.last_run {
        let error = run.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
        let ended = run.ended.replace('_', " ");
        print(format!(
            "Last run: {} ({}), {ended} in {:.1} s{error}",
            run.at,
            ago(run.age_seconds.unwrap_or(0)),
            run.seconds
        ))?;
    }
    match &status.last_good_run {
        Some(run) => print(format!("Last good run: {} ({})", run.at, ago(run.age_seconds.unwrap_or(0))))?,
        // A pipeline of published tables keeps no ledger.
        None if config.file.kind == Kind::Published => {}
        None => print("Last good run: none yet")?,
    }
    if status.stale {
        print("STALE: the last good run is longer ago than `watch.stale_after_hours` allows")?;
    }
    if let Some(wrong) = &status.ledger_wrong {
        print(format!("WRONG: {wrong}"))?;
    }
    let due: Vec<String> = status.due.iter().map(|(period, site)| format!("{period} {site}")).collect();
    if !due.is_empty() {
        print(format!("Due: {}", due.join(", ")))?;
    }
    Ok(exit(&status))
}

/// A monitor looks at the exit code alone.
fn exit(status: &Status) -> Exit {
    if status.needs_attention() { Exit::Gate } else { Exit::Done }
}

/// How long ago, in the largest unit that fits.
fn ago(seconds: i64) -> String {
    match seconds {
        ..0 => "in the future: the clock was set back".to_owned(),
        0..120 => format!("{seconds} s ago"),
        120..7200 => format!("{} minutes ago", seconds / 60),
        7200..172_800 => format!("{} hours ago", seconds / 3600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}
