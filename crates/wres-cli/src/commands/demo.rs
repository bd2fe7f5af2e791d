//! `wres demo`: everything, on synthetic authorities, in one command.

use super::{
    run::{go, headlines},
    synth::write_consortium,
};
use crate::{
    args::{DemoArgs, Global},
    exit::{Exit, Failure},
    output::{print, print_json, say},
};
use anyhow::Context;
use std::{
    collections::hash_map::RandomState,
    fs,
    hash::{BuildHasher, Hasher},
    path::Path,
};
use wres_pipeline::{Config, KeySource, RunOptions};
use wres_synth::{Consortium, Plan};

/// Written into a demo's folder, so that no other folder is ever overwritten.
const MARKER: &str = ".wres-demo";

pub(crate) fn run(args: &DemoArgs, global: &Global) -> Result<Exit, Failure> {
    let folder = &args.folder;
    let marker = folder.join(MARKER);
    let empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if !empty && !marker.exists() {
        return Err(Failure::usage(format!(
            "{} is not empty and not from an earlier demo: give another folder, as in `wres demo some/folder`",
            folder.display()
        )));
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(&marker, "made by `wres demo`\n").with_context(|| format!("cannot write {}", marker.display()))?;
    for stale in ["inbox", "mappings"] {
        let path = folder.join(stale);
        if path.exists() {
            fs::remove_dir_all(&path).with_context(|| format!("cannot clear {}", path.display()))?;
        }
    }
    if !global.json {
        say(format!("Synthesising 12 fictitious authorities (seed {}). Nobody in these files exists.", args.seed));
    }
    let consortium = Consortium::generate(args.seed, &Plan::demo())?;
    write_consortium(folder, &consortium)?;
    let key = folder.join("throwaway.key");
    if !key.exists() {
        write_key(&key)?;
        if !global.json {
            say(format!(
                "Made a throwaway key for identifiers: {}. Real data need a key that you keep.",
                key.display()
            ));
        }
    }
    let pipeline = folder.join("demo.toml");
    fs::write(&pipeline, pipeline_file(&consortium)).with_context(|| format!("cannot write {}", pipeline.display()))?;
    let config = Config::load(&pipeline)?;
    let options = RunOptions { key: KeySource { file: Some(key) }, only: Vec::new(), dry_run: false };
    let summary = go(&config, &options, global)?;
    if global.json {
        print_json(&summary)?;
        return Ok(Exit::Done);
    }
    let rejected: Vec<String> = summary
        .sites
        .iter()
        .filter(|site| site.verdict.is_rejected() || site.verdict == wres_pipeline::Verdict::Late)
        .map(|site| format!("{} {} ({})", site.period, site.site, site.verdict.label()))
        .collect();
    let used = summary.sites.len() - rejected.len();
    print(format!("{used} of {} submissions used; not used: {}", summary.sites.len(), rejected.join(", ")))?;
    headlines(&summary)?;
    crate::commands::run::published(&summary)?;
    if let Some(place) = &summary.publication {
        print(format!("Report:   {}", place.join("index.html").display()))?;
    }
    print(format!("Feedback: {}", config.feedback().display()))?;
    // A rejected submission is part of the show, so the demo itself has gone well.
    Ok(Exit::Done)
}

/// The same file as `pipelines/sc-wres.toml`, for the sites of the demo.
fn pipeline_file(consortium: &Consortium) -> String {
    let mut text = "name = \"demo\"\ntitle = \"Race equality in twelve fictitious authorities\"\n\
                    standards = [\"sc-wres-2024\"]\n"
        .to_owned();
    for period in &consortium.periods {
        text.push_str(&format!("\n[[period]]\nlabel = \"{}\"\n", period.label));
    }
    for site in &consortium.sites {
        let quoted = |text: &str| toml_string(text);
        text.push_str(&format!(
            "\n[[site]]\nid = {}\nname = {}\nregion = {}\n",
            quoted(site.id.as_str()),
            quoted(&site.name),
            quoted(&site.region)
        ));
    }
    text
}

fn toml_string(text: &str) -> String {
    // JSON and TOML write basic strings alike.
    serde_json::Value::from(text).to_string()
}

/// A key for the demo alone, from the randomness that the standard library seeds its hash maps with. Nothing real may ever
/// hang on it; the file says so.
fn write_key(path: &Path) -> anyhow::Result<()> {
    let words = (0..8_u64).map(|i| {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u64(i);
        format!("{:016x}", hasher.finish())
    });
    let key: String = words.collect();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("cannot create {}", path.display()))?;
    std::io::Write::write_all(&mut file, key.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
