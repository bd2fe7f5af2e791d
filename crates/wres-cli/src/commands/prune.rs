//! `wres prune`: removes what nobody needs any more.

use super::run::failure;
use crate::{
    args::{Global, PruneArgs},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use wres_pipeline::{Config, PruneOptions, prune};

pub(crate) fn run(args: &PruneArgs, global: &Global) -> Result<Exit, Failure> {
    let config = Config::load(&args.pipeline)?;
    let mut keep = config.file.keep.clone().unwrap_or_default();
    if let Some(publications) = args.publications {
        keep.publications = publications as usize;
    }
    if let Some(days) = args.days {
        keep.days = u64::from(days);
    }
    let pruned = prune(&config, &PruneOptions { keep: Some(keep), pretend: args.dry_run }).map_err(failure)?;
    if global.json {
        print_json(&pruned)?;
        return Ok(Exit::Done);
    }
    let (removed, freed) = if args.dry_run { ("Would remove", "would be freed") } else { ("Removed", "were freed") };
    for run in &pruned.publications {
        print(format!("{removed} publication {run}"))?;
    }
    print(format!("{} publications kept; {} files, {} bytes {freed}.", pruned.kept, pruned.files, pruned.bytes))?;
    Ok(Exit::Done)
}
