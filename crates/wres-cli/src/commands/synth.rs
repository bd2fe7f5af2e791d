//! `wres synth`: files to try things on.

use crate::{
    args::{SynthArgs, SynthKind},
    exit::{Exit, Failure},
    output::print,
};
use anyhow::Context;
use std::{fs, path::Path};
use wres_synth::{Consortium, Plan};

pub(crate) fn run(args: &SynthArgs) -> Result<Exit, Failure> {
    let plan = match args.kind {
        SynthKind::Demo => {
            let mut plan = Plan::demo();
            plan.sites.truncate(args.sites);
            if let Some(rows) = args.rows {
                plan.sites.iter_mut().for_each(|site| site.people = rows);
            }
            plan
        }
        SynthKind::Clean => Plan::clean(args.sites, args.rows.unwrap_or(1000) as usize),
    };
    let consortium = Consortium::generate(args.seed, &plan)?;
    write_consortium(&args.folder, &consortium)?;
    print(format!("{} sites written to {}", consortium.sites.len(), args.folder.display()))?;
    Ok(Exit::Done)
}

/// Writes inbox and mappings.
pub(crate) fn write_consortium(folder: &Path, consortium: &Consortium) -> anyhow::Result<()> {
    let write = |path: &Path, bytes: &[u8]| -> anyhow::Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
    };
    for site in &consortium.sites {
        let mapping = folder.join("mappings").join(format!("{}.toml", site.id));
        write(&mapping, site.mapping_toml.as_bytes())?;
        for submission in &site.submissions {
            for file in &submission.files {
                let path = folder.join("inbox").join(&submission.period).join(site.id.as_str()).join(&file.name);
                write(&path, &file.bytes)?;
            }
        }
    }
    Ok(())
}
