//! `wres check`.

use crate::{
    args::{CheckArgs, Global},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use anyhow::Context;
use std::{fs, path::Path};
use wres_domain::{Finding, Period, Severity, Site};
use wres_ingest::SiteMapping;
use wres_pipeline::{CheckRequest, KeySource, check, load_key};

pub(crate) fn run(args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let period = Period::financial_year(&args.period).map_err(Failure::usage)?;
    let mapping = mapping(args)?;
    let key = load_key(&KeySource { file: args.key.key_file.clone() })?;
    let site = Site { id: mapping.site.clone(), name: mapping.site.to_string(), region: None };
    let request = CheckRequest { site: &site, period: &period, paths: &args.paths, mapping: &mapping, key: &key };
    let checked = check(&request)?;
    if let Some(folder) = &args.output {
        for file in checked.feedback()? {
            write(folder, &file.path, &file.bytes)?;
        }
    }
    if global.json {
        print_json(&checked.findings())?;
    } else {
        for severity in [Severity::Error, Severity::Query, Severity::Information] {
            list(checked.findings(), severity)?;
        }
        let verdict = checked.verdict();
        match (checked.findings().is_empty(), checked.reason()) {
            (true, _) => print(format!("{}: {verdict}. Nothing was found: the files are clean.", site.id))?,
            (false, Some(reason)) => print(format!("{}: {verdict}. {reason}", site.id))?,
            (false, None) => print(format!("{}: {verdict}.", site.id))?,
        }
        if let Some(folder) = &args.output {
            print(format!("Feedback: {}", folder.display()))?;
        }
    }
    Ok(if checked.is_rejected() { Exit::Rejected } else { Exit::Done })
}

fn list(findings: &[Finding], severity: Severity) -> anyhow::Result<()> {
    let those: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == severity).collect();
    if those.is_empty() {
        return Ok(());
    }
    let title = match severity {
        Severity::Error => "Errors: these must be put right",
        Severity::Query => "Queries: put right, or explain",
        Severity::Information => "For information",
    };
    print(format!("{title} ({})", those.len()))?;
    for finding in those {
        print(format!("  {finding}"))?;
    }
    print("")
}

fn mapping(args: &CheckArgs) -> Result<SiteMapping, Failure> {
    let Some(path) = &args.mapping else {
        return Err(Failure::usage(
            "give the site's mapping with --mapping; `wres init FOLDER --site CODE` drafts one from the files",
        ));
    };
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(SiteMapping::from_toml(&text).with_context(|| format!("{}", path.display()))?)
}

fn write(folder: &Path, relative: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let path = folder.join(relative);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    }
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
