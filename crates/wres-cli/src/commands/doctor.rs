//! `wres doctor`: looks at what a run needs, and says how to put right what is wrong.

use crate::{
    args::{DoctorArgs, Global},
    exit::{Exit, Failure},
    output::{print, print_json},
};
use wres_pipeline::{Config, DoctorCheck as Check, KeySource, examine, load_key, scrub};

pub(crate) fn run(args: &DoctorArgs, global: &Global) -> Result<Exit, Failure> {
    let mut checks = vec![key(args), threads(), code_lists()];
    if let Some(path) = &args.pipeline {
        match Config::load(path) {
            Ok(config) => {
                checks.push(Check { what: "pipeline", good: true, found: format!("{} can be read", path.display()) });
                checks.extend(folders(&config));
                let key = KeySource { file: args.key.key_file.clone() };
                checks.extend(examine(&config, key.path().as_deref())?);
                if args.deep {
                    checks.extend(scrub(&config)?);
                }
            }
            Err(error) => checks.push(Check { what: "pipeline", good: false, found: error.to_string() }),
        }
    }
    if global.json {
        print_json(&checks)?;
    } else {
        for check in &checks {
            print(format!("{} {:<10} {}", if check.good { "ok   " } else { "WRONG" }, check.what, check.found))?;
        }
    }
    Ok(if checks.iter().all(|check| check.good) { Exit::Done } else { Exit::Gate })
}

fn key(args: &DoctorArgs) -> Check {
    match load_key(&KeySource { file: args.key.key_file.clone() }) {
        Ok(key) => Check { what: "key", good: true, found: format!("key {} can be used", key.key_id()) },
        Err(error) => Check { what: "key", good: false, found: error.to_string() },
    }
}

fn threads() -> Check {
    Check { what: "threads", good: true, found: format!("{} will work", rayon::current_num_threads()) }
}

fn code_lists() -> Check {
    let problems = wres_ingest::codes::self_test();
    let lists = wres_ingest::codes::lists().len();
    match problems.first() {
        None => {
            Check { what: "codes", good: true, found: format!("{lists} lists, every code maps to a group that exists") }
        }
        Some(problem) => Check { what: "codes", good: false, found: problem.to_string() },
    }
}

fn folders(config: &Config) -> Vec<Check> {
    let inbox = config.inbox();
    let there = inbox.is_dir();
    let missing: Vec<String> = config
        .sites
        .iter()
        .filter(|site| !config.mappings().join(format!("{}.toml", site.id)).is_file())
        .map(|site| site.id.to_string())
        .collect();
    vec![
        Check {
            what: "inbox",
            good: there,
            found: format!(
                "{}{}",
                inbox.display(),
                if there { "" } else { " does not exist: create it, or set paths.inbox" }
            ),
        },
        Check {
            what: "mappings",
            good: missing.is_empty(),
            found: if missing.is_empty() {
                format!("every site has one in {}", config.mappings().display())
            } else {
                format!("missing for {}: draft each with `wres init`", missing.join(", "))
            },
        },
    ]
}
