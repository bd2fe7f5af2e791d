//! `wres init`.

use crate::{
    args::{Global, InitArgs},
    exit::{Exit, Failure},
    output::{print, say},
};
use anyhow::Context;
use std::fs;
use wres_domain::SiteId;
use wres_ingest::{Limits, Submission, draft_mapping};

pub(crate) fn run(args: &InitArgs, global: &Global) -> Result<Exit, Failure> {
    let site = SiteId::new(&args.site).map_err(Failure::usage)?;
    let draft = draft_mapping(&Submission::Folder(args.folder.clone()), &site, Limits::default())?;
    if draft.sources.is_empty() {
        return Err(Failure::usage(format!(
            "nothing in {} looks like a dataset: `wres schema` says which datasets there are and which headers they know",
            args.folder.display()
        )));
    }
    let text = draft.to_toml()?;
    match &args.output {
        Some(path) if path.exists() => {
            return Err(Failure::usage(format!("{} exists already: a mapping is never overwritten", path.display())));
        }
        Some(path) => {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
            }
            fs::write(path, &text).with_context(|| format!("cannot write {}", path.display()))?;
            print(format!("Draft written to {}", path.display()))?;
        }
        None => print(text.trim_end())?,
    }
    if !global.quiet {
        for name in &draft.unrecognised {
            say(format!("Not recognised as any dataset: {name}"));
        }
        say(
            "Every guess is marked `confirmed = false`. Read each, put right what is wrong, and confirm it: no guess runs.",
        );
    }
    Ok(Exit::Done)
}
