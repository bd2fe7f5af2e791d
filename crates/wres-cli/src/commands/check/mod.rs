//! `wres check`.

mod ground;
mod print;
mod watch;

use crate::{
    args::{CheckArgs, Global},
    exit::{Exit, Failure},
    output::{say, say_error},
};
use ground::Ground;
use std::time::Duration;
use wres_pipeline::{CheckRequest, check};

/// How often files are looked at for a change.
const PAUSE: Duration = Duration::from_millis(300);

pub(crate) fn run(args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    if args.show {
        print::only_on_a_terminal()?;
    }
    if !args.watch {
        return once(args, global);
    }
    let mut last = Exit::Done;
    for left in (0..args.watch_checks.unwrap_or(u64::MAX)).rev() {
        // What is looked at is noted before the check, so that a change during it is seen.
        let mut watch = watch::Watch::of(&Ground::watched(args)?);
        last = once(args, global).unwrap_or_else(|failure| {
            say_error(&failure, global);
            failure.exit
        });
        if left > 0 {
            if !global.quiet {
                say("Watching: the files are checked again when they are saved. Stop with Ctrl-C.");
            }
            watch.wait(PAUSE);
        }
    }
    Ok(last)
}

fn once(args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let ground = Ground::find(args)?;
    if !global.quiet {
        ground.assumed.iter().for_each(say);
    }
    let checked = check(&CheckRequest {
        site: &ground.site,
        period: &ground.period,
        paths: &ground.paths,
        mapping: &ground.mapping,
        key: &ground.key,
        policy: &ground.policy,
        limits: ground.limits,
        against: ground.against.as_ref(),
        standards: &ground.standards,
    })?;
    if let Some(folder) = &args.output {
        for file in checked.feedback()? {
            wres_pipeline::write_whole(&folder.join(&file.path), &file.bytes)?;
        }
    }
    print::results(&checked, &ground, args, global)?;
    Ok(if checked.is_rejected() { Exit::Rejected } else { Exit::Done })
}
