//! `wres init`.

mod ask;
mod batch;
mod typed;

use crate::{
    args::{Global, InitArgs},
    exit::{Exit, Failure},
    output::{print, say, watched},
};
use anyhow::Context;
use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
};
use wres_domain::SiteId;
use wres_ingest::{Draft, Limits, SiteMapping, Submission, draft_mapping};

pub(crate) fn run(args: &InitArgs, global: &Global) -> Result<Exit, Failure> {
    let site = SiteId::new(&args.site).map_err(Failure::usage)?;
    let submission = Submission::Folder(args.folder.clone());
    let ask = args.ask || (io::stdin().is_terminal() && watched() && args.output.is_some());
    match &args.output {
        Some(path) if path.exists() && ask => {
            let mapping = read(path)?;
            if mapping.site != site {
                return Err(Failure::usage(format!("{} is the mapping of {}", path.display(), mapping.site)));
            }
            ask::ask(mapping, path, &submission)
        }
        Some(path) if path.exists() => Err(Failure::usage(format!(
            "{} exists already: a mapping is never overwritten; with --ask it is gone on with",
            path.display()
        ))),
        Some(path) => {
            let draft = drafted(&submission, &site, args)?;
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
            }
            wres_pipeline::write_whole(path, draft.to_toml()?.as_bytes())?;
            print(format!("Draft written to {}", path.display()))?;
            if ask { ask::ask(draft.mapping, path, &submission) } else { Ok(to_be_confirmed(&draft, global)) }
        }
        None => {
            let draft = drafted(&submission, &site, args)?;
            print(draft.to_toml()?.trim_end())?;
            Ok(to_be_confirmed(&draft, global))
        }
    }
}

fn read(path: &Path) -> Result<SiteMapping, Failure> {
    let text = wres_pipeline::read_named_text(path)?;
    Ok(SiteMapping::from_toml(&text).with_context(|| format!("{}", path.display()))?)
}

fn drafted(submission: &Submission, site: &SiteId, args: &InitArgs) -> Result<Draft, Failure> {
    let mut draft = draft_mapping(submission, site, Limits::default())?;
    draft.remember(&others(args));
    if draft.sources.is_empty() {
        return Err(Failure::usage(format!(
            "there is no table in {}: `wres schema` says which datasets there are and which headers they know",
            args.folder.display()
        )));
    }
    Ok(draft)
}

/// The mappings of other sites beside the one that is drafted: what was confirmed there is offered here.
fn others(args: &InitArgs) -> Vec<SiteMapping> {
    let Some(folder) = args.output.as_deref().and_then(Path::parent) else { return Vec::new() };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut mappings = Vec::new();
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        match wres_pipeline::read_named_text(&path) {
            // A file that is no mapping is none to learn from.
            Ok(text) => mappings.extend(SiteMapping::from_toml(&text)),
            Err(error) => say(format!("not learned from: {error}")),
        }
    }
    mappings
}

fn to_be_confirmed(draft: &Draft, global: &Global) -> Exit {
    if !global.quiet {
        for name in &draft.unrecognised {
            say(format!("Not recognised as any dataset: {name}"));
        }
        say(
            "Every guess is marked `confirmed = false`. Read each, put right what is wrong, and confirm it: no guess runs. \
             With --ask and -o they are asked one by one.",
        );
    }
    Exit::Done
}
