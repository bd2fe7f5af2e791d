//! `wres status`: what a monitor polls.

use crate::{
    args::{Global, StatusArgs},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use wres_pipeline::{Config, status};

pub(crate) fn run(args: &StatusArgs, global: &Global) -> Result<Exit, Failure> {
    let status = status(&Config::load(&args.pipeline)?)?;
    if global.json {
        print_json(&status)?;
        return Ok(Exit::Done);
    }
    for period in &status.periods {
        print(&period.period)?;
        for site in &period.sites {
            let state = match (site.accepted, site.in_inbox) {
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
    Ok(Exit::Done)
}
