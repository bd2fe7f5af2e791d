//! `wres review`: studies put together.

use crate::{
    args::{Global, ReviewArgs},
    exit::{Exit, Failure},
    output::{print, print_json, say},
};
use anyhow::Context;
use std::{fs, path::Path};
use wres_pipeline::{TextFault, read_named_text};
use wres_review::evidence::{Review, ReviewFiles, review};

pub(crate) fn run(args: &ReviewArgs, global: &Global) -> Result<Exit, Failure> {
    let evidence = optional(&args.folder, "evidence.csv")?.ok_or_else(|| {
        anyhow::anyhow!("no evidence.csv in {}: it has a row a study and outcome", args.folder.display())
    })?;
    let outcomes = optional(&args.folder, "outcomes.toml")?;
    let ratings = optional(&args.folder, "ratings.csv")?;
    let flow = optional(&args.folder, "flow.csv")?;
    let files = ReviewFiles {
        evidence: &evidence,
        outcomes: outcomes.as_deref(),
        ratings: ratings.as_deref(),
        flow: flow.as_deref(),
    };
    let done = review(&files)?;
    if !done.not_read.is_empty() && !global.quiet {
        say(format!("evidence.csv: read only where outcomes.toml names them: {}", done.not_read.join(", ")));
    }
    let folder = args.output.as_ref().unwrap_or(&args.folder);
    write(folder, &done)?;
    if global.json {
        print_json(&done)?;
        return Ok(Exit::Done);
    }
    for one in &done.outcomes {
        print(&one.outcome.name)?;
        for sentence in &one.sentences {
            print(format!("  {sentence}"))?;
        }
        for (label, reason) in &one.not_used {
            print(format!("  not used: {label}: {reason}"))?;
        }
    }
    for fault in done.flow.iter().flat_map(|flow| &flow.faults) {
        print(format!("Flow: {} is {}, and the boxes before it give {}", fault.of, fault.printed, fault.computed))?;
    }
    print(format!("Page: {}", folder.join("review.html").display()))?;
    Ok(Exit::Done)
}

fn optional(folder: &Path, name: &str) -> Result<Option<String>, Failure> {
    let path = folder.join(name);
    match read_named_text(&path) {
        Ok(text) => Ok(Some(text)),
        Err(TextFault::Missing { .. }) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

fn write(folder: &Path, done: &Review) -> Result<(), Failure> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let files: [(&str, Vec<u8>); 4] = [
        ("review.html", done.page().into_bytes()),
        ("review-studies.csv", done.studies_csv()?),
        ("review-summary.csv", done.summary_csv()?),
        ("review.json", serde_json::to_vec_pretty(done)?),
    ];
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
