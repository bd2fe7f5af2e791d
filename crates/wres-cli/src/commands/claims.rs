//! `wres claims`: printed claims judged.

use crate::{
    args::{ClaimsArgs, Global},
    exit::{Exit, Failure},
    output::{legible, print, print_json, say},
};
use anyhow::Context;
use std::{collections::BTreeMap, fs, path::Path};
use wres_ingest::raw::{RawOptions, open};
use wres_pipeline::read_named_text;
use wres_review::claims::{
    Claim, Column, Judged, RULES, ReadClaims, Standing, Summary, claims_from_cells, judge, read_csv, read_toml,
    render_csv, render_json, render_page,
};

/// Claims that do not hold which are told one by one; `--json` and `-o` have all.
const SHOWN: usize = 20;

pub(crate) fn run(args: &ClaimsArgs, global: &Global) -> Result<Exit, Failure> {
    for what in &args.fail_on {
        known(what)?;
    }
    let mut claims: Vec<Claim> = Vec::new();
    for file in &args.files {
        let read = read(file)?;
        if !read.not_read.is_empty() && !global.quiet {
            say(format!(
                "{}: not read, because no claim has such columns: {}",
                file.display(),
                read.not_read.join(", ")
            ));
        }
        claims.extend(read.claims);
    }
    let judged = judge(&claims);
    if let Some(folder) = &args.output {
        write(folder, &judged)?;
    }
    if global.json {
        print_json(&render_json(&judged))?;
    } else {
        tell(&judged)?;
        if let Some(folder) = &args.output {
            print(format!("Page: {}", folder.join("claims.html").display()))?;
        }
    }
    let failed = args.fail_on.iter().any(|what| judged.iter().any(|one| earns(one, what)));
    Ok(if failed { Exit::Gate } else { Exit::Done })
}

fn read(path: &Path) -> Result<ReadClaims, Failure> {
    let name = path.display().to_string();
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok(match extension.as_str() {
        "toml" => read_toml(&read_named_text(path)?, &name)?,
        "xlsx" | "xls" | "xlsb" | "ods" | "xlsm" => {
            let file = open(path, &RawOptions::default()).with_context(|| format!("cannot read {name}"))?;
            let mut read = ReadClaims::default();
            for table in &file.tables {
                let rows: Vec<Vec<String>> =
                    table.rows.iter().map(|row| row.cells.iter().map(ToString::to_string).collect()).collect();
                let sheet = claims_from_cells(&rows, &name)?;
                read.claims.extend(sheet.claims);
                read.not_read.extend(sheet.not_read);
            }
            read
        }
        _ => read_csv(&read_named_text(path)?, &name)?,
    })
}

fn known(what: &str) -> Result<(), Failure> {
    let standing = [Standing::NotHeld, Standing::Noted, Standing::CannotTell].iter().any(|one| one.code() == what);
    if standing || RULES.iter().any(|rule| rule.code == what) {
        return Ok(());
    }
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    Err(Failure::usage(format!(
        "--fail-on `{what}` is neither not_held, noted or cannot_tell nor the code of a verdict: {}",
        codes.join(", ")
    )))
}

fn earns(one: &Judged<'_>, what: &str) -> bool {
    one.standing.code() == what
        || one
            .verdicts
            .iter()
            .any(|verdict| verdict.rule.code == what || (what == "noted" && verdict.standing() == Standing::Noted))
}

fn write(folder: &Path, judged: &[Judged<'_>]) -> Result<(), Failure> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let json = serde_json::to_vec_pretty(&render_json(judged))?;
    let files: [(&str, Vec<u8>); 3] =
        [("claims.html", render_page(judged).into_bytes()), ("claims.csv", render_csv(judged)?), ("claims.json", json)];
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn tell(judged: &[Judged<'_>]) -> Result<(), Failure> {
    let summary = Summary::of(judged);
    print(format!(
        "{} claims: {} hold, {} do not hold, {} cannot be told; {} have something to note.",
        summary.claims, summary.held, summary.not_held, summary.cannot_tell, summary.noted
    ))?;
    let mut causes: BTreeMap<(Standing, &str), usize> = BTreeMap::new();
    for verdict in judged.iter().flat_map(|one| &one.verdicts) {
        *causes.entry((verdict.standing(), verdict.rule.code)).or_default() += 1;
    }
    for ((standing, code), n) in causes {
        print(format!("  {n:>7}  {code} ({})", standing.label()))?;
    }
    let faults: Vec<&Judged<'_>> = judged.iter().filter(|one| one.standing == Standing::NotHeld).collect();
    for one in faults.iter().take(SHOWN) {
        let claim = one.claim;
        print(format!("{} line {}: {}", claim.file, claim.line, legible(claim.text(Column::Claim))))?;
        for verdict in one.verdicts.iter().filter(|verdict| verdict.standing() == Standing::NotHeld) {
            print(format!("  {}: {}", verdict.rule.code, verdict.rule.says))?;
            let computed = if verdict.recomputed.is_empty() { "" } else { "; computed " };
            print(format!("    printed {}{computed}{}", legible(&verdict.printed), verdict.recomputed))?;
            if let Some(change) = &verdict.change {
                print(format!("    smallest change: {}", legible(change)))?;
            }
        }
    }
    if faults.len() > SHOWN {
        print(format!("... and {} more; --json and -o have all", faults.len() - SHOWN))?;
    }
    Ok(())
}
