//! The rules of the house, run as ordinary tests: which crate may use which, which crates are pure, which licences may be
//! linked in.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};
use wres_domain::FindingOwner;

/// Which of our crates each crate may use. An arrow that is not here is a wall.
const ARROWS: &[(&str, &[&str])] = &[
    ("wres-disparity", &[]),
    ("wres-domain", &["wres-disparity"]),
    ("wres-ingest", &["wres-domain"]),
    ("wres-validate", &["wres-domain"]),
    ("wres-store", &["wres-domain"]),
    ("wres-metrics", &["wres-domain", "wres-disparity"]),
    ("wres-disclosure", &["wres-domain"]),
    ("wres-figures", &["wres-disparity", "wres-domain", "wres-metrics"]),
    ("wres-report", &["wres-domain", "wres-disclosure", "wres-figures"]),
    ("wres-review", &["wres-disparity", "wres-domain"]),
    ("wres-synth", &["wres-domain"]),
    (
        "wres-pipeline",
        &[
            "wres-disparity",
            "wres-domain",
            "wres-ingest",
            "wres-validate",
            "wres-store",
            "wres-metrics",
            "wres-disclosure",
            "wres-figures",
            "wres-report",
            "wres-review",
        ],
    ),
    (
        "wres-cli",
        &[
            "wres-disparity",
            "wres-domain",
            "wres-figures",
            "wres-ingest",
            "wres-metrics",
            "wres-pipeline",
            "wres-review",
            "wres-synth",
            "wres-validate",
        ],
    ),
];

/// Crates that must not see files, the environment or the clock.
const PURE: &[&str] = &[
    "wres-disparity",
    "wres-domain",
    "wres-validate",
    "wres-metrics",
    "wres-disclosure",
    "wres-figures",
    "wres-report",
    "wres-review",
    "wres-synth",
];

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// What cargo prints.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output =
        Command::new(cargo).args(arguments).args(["--locked", "--offline"]).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn metadata(extra: &[&str]) -> Value {
    let arguments: Vec<&str> = ["metadata", "--format-version", "1"].iter().chain(extra).copied().collect();
    serde_json::from_str(&cargo(&arguments)).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn crates_use_only_what_the_map_allows() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    for package in metadata(&["--no-deps"])["packages"].as_array().unwrap() {
        let name = text(package, "name");
        if name == "wres-benches" {
            continue;
        }
        let arrows = allowed.get(name).unwrap_or_else(|| panic!("{name} is not on the map: add it to ARROWS"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let ours = text(dependency, "name").starts_with("wres-");
            if ours && dependency["kind"].is_null() {
                let used = text(dependency, "name");
                assert!(arrows.contains(&used), "{name} must not use {used}");
            }
        }
    }
}

#[test]
fn no_arrow_of_the_map_is_unused() {
    let packages = metadata(&["--no-deps"]);
    for (name, arrows) in ARROWS {
        let mut packages = packages["packages"].as_array().unwrap().iter();
        let package = packages.find(|package| text(package, "name") == *name).unwrap();
        let dependencies = package["dependencies"].as_array().unwrap();
        for arrow in *arrows {
            let used = dependencies.iter().any(|one| text(one, "name") == *arrow && one["kind"].is_null());
            assert!(used, "{name} does not use {arrow}: take it from ARROWS");
        }
    }
}

/// What the program is built from: the packages that `wres-cli` needs, those of build scripts included, by name. `cargo metadata` would
/// name more, because it does not look at which features are on.
fn built_from() -> BTreeSet<String> {
    let tree = cargo(&["tree", "--package", "wres-cli", "--edges", "normal,build", "--prefix", "none"]);
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn the_program_has_no_http_client_no_tls_and_no_asynchronous_runtime_in_it() {
    let built_from = built_from();
    assert!(["parquet", "clap", "rayon"].iter().all(|known| built_from.contains(*known)), "{built_from:?}");
    for name in ["tokio", "reqwest", "hyper", "rustls", "native-tls", "openssl", "object_store", "polars-lazy"] {
        assert!(!built_from.contains(name), "{name} is part of a program that promises to be offline");
    }
}

#[test]
fn every_dependency_that_is_declared_is_used_by_the_code_that_declares_it() {
    let mut unused = Vec::new();
    let mut declared = BTreeSet::new();
    for package in metadata(&["--no-deps"])["packages"].as_array().unwrap() {
        let folder = PathBuf::from(text(package, "manifest_path")).parent().unwrap().to_owned();
        let mut code = String::new();
        rust_files(&folder, &mut |path| code.push_str(&std::fs::read_to_string(path).unwrap()));
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = text(dependency, "name");
            declared.insert(name.to_owned());
            if !code.contains(&name.replace('-', "_")) {
                unused.push(format!("{} does not use {name}", text(package, "name")));
            }
        }
    }
    let workspace: toml::Table = std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    for name in workspace["workspace"]["dependencies"].as_table().unwrap().keys() {
        if !declared.contains(name) {
            unused.push(format!("no crate declares {name}"));
        }
    }
    assert!(unused.is_empty(), "{unused:#?}");
}

fn rust_files(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(&path);
        }
    }
}

#[test]
fn there_is_one_program_so_that_cargo_run_knows_which() {
    let metadata = metadata(&["--no-deps"]);
    let targets =
        metadata["packages"].as_array().unwrap().iter().flat_map(|package| package["targets"].as_array().unwrap());
    let programs: Vec<&str> = targets
        .filter(|target| target["kind"].as_array().unwrap().iter().any(|kind| kind == "bin"))
        .map(|target| text(target, "name"))
        .collect();
    assert_eq!(programs, ["wres"], "`cargo run` of the README would not know which to run: make the others examples");
}

#[test]
fn pure_crates_ban_files_the_environment_and_the_clock() {
    for name in PURE {
        let path = root().join("crates").join(name).join("clippy.toml");
        let bans = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for banned in ["std::fs::File", "std::fs::read_to_string", "std::env::var", "std::time::SystemTime"] {
            assert!(bans.contains(banned), "{} does not ban {banned}", path.display());
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_deny_toml_allows() {
    let deny: toml::Table = std::fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap();
    let allowed: Vec<String> = deny["licenses"]["allow"].clone().try_into().unwrap();
    let mut wrong = Vec::new();
    // The packages of this platform: those of others need not be here to be looked at.
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    for package in metadata(&["--filter-platform", &host])["packages"].as_array().unwrap() {
        let expression = text(package, "license").replace('/', " OR ");
        let passes = expression
            .replace(['(', ')'], "")
            .split(" AND ")
            .all(|all| all.split(" OR ").any(|one| allowed.iter().any(|allowed| allowed == one.trim())));
        if !passes {
            wrong.push(format!("{} {}: `{expression}`", text(package, "name"), text(package, "version")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_rust_file_has_grown_past_reading() {
    let mut long = Vec::new();
    rust_files(&root().join("crates"), &mut |path| {
        let lines = std::fs::read_to_string(path).unwrap().lines().count();
        if lines > 600 {
            long.push(format!("{lines} lines: {}", path.display()));
        }
    });
    assert!(long.is_empty(), "split by concept: {long:#?}");
}

/// Codes that stand in a file as those of findings that it makes, its tests left out.
fn codes_made_in(text: &str) -> Vec<String> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let code = |line: &str| {
        let (_, rest) = line.trim().split_once("code: \"").or_else(|| line.trim().split_once("stem: \""))?;
        rest.split_once('"').map(|(code, _)| code.to_owned())
    };
    lines.filter_map(code).collect()
}

#[test]
fn every_finding_is_made_with_a_code_of_the_catalogue() {
    let owned: BTreeSet<String> = wres_pipeline::finding_kinds().map(|kind| kind.stem.to_owned()).collect();
    // No finding is made with a code that nobody owns. Code that makes one with the code of a rule names the rule.
    let mut made = BTreeMap::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() && !["tests", "examples", "target"].iter().any(|other| name == *other) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                for code in codes_made_in(&std::fs::read_to_string(&path).unwrap()) {
                    let stem =
                        code.strip_prefix(["E-", "Q-", "I-"].iter().find(|l| code.starts_with(**l)).unwrap_or(&""));
                    made.insert(stem.unwrap_or(&code).to_owned(), path.clone());
                }
            }
        }
    }
    let shape = |stem: &str| stem.len() == 7 && stem.as_bytes()[3] == b'-';
    let unowned: Vec<_> = made.iter().filter(|(stem, _)| shape(stem) && !owned.contains(*stem)).collect();
    assert!(unowned.is_empty(), "{unowned:#?}");
    assert!(made.len() > 100, "{}", made.len());
}

/// The source of a crate, its tests left out.
fn source_of(name: &str) -> String {
    let mut text = String::new();
    let mut folders = vec![root().join("crates").join(name).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let whole = std::fs::read_to_string(&path).unwrap();
                text.extend(whole.split("#[cfg(test)]").take(1));
            }
        }
    }
    text
}

#[test]
fn every_kind_of_finding_is_made_somewhere() {
    let mut idle = Vec::new();
    for owner in FindingOwner::ALL.into_iter().filter(|owner| *owner != FindingOwner::Rules) {
        let source = source_of(match owner {
            FindingOwner::Rules => "wres-validate",
            FindingOwner::Reading => "wres-ingest",
            FindingOwner::Counting => "wres-metrics",
            FindingOwner::Published => "wres-review",
            FindingOwner::Run => "wres-pipeline",
        });
        for kind in wres_pipeline::finding_kinds().filter(|kind| kind.owner == owner) {
            let at =
                source.find(&format!("\"{}\"", kind.stem)).unwrap_or_else(|| panic!("{} stands nowhere", kind.stem));
            let (before, word) = (&source[..at], |c: char| c.is_alphanumeric() || c == '_');
            // `Variant => "FIL-501"` in reading, `const NAME: FindingKind = ... "CNT-001"` elsewhere: the catalogue names each twice.
            let (name, named) = if owner == FindingOwner::Reading {
                let name = before.trim_end_matches(" => ").rsplit(|c| !word(c)).next().unwrap();
                (format!("Kind::{name}"), 0)
            } else {
                let (_, rest) = before.rsplit_once("const ").unwrap();
                (rest.split(|c| !word(c)).next().unwrap().to_owned(), 2)
            };
            let made =
                source.match_indices(&name).filter(|(at, _)| !source[at + name.len()..].starts_with(word)).count();
            if made <= named {
                idle.push(kind.stem);
            }
        }
    }
    assert!(idle.is_empty(), "never made: {idle:?}");
}

/// The modules at the top of a crate, each with those that it uses.
fn modules_of(name: &str) -> BTreeMap<String, BTreeSet<String>> {
    let source = root().join("crates").join(name).join("src");
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let own = path.strip_prefix(&source).unwrap().components().next().unwrap().as_os_str().to_string_lossy();
            let own = own.trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let code: String = text
                .split("#[cfg(test)]")
                .take(1)
                .flat_map(str::lines)
                .filter(|line| !line.trim_start().starts_with("//"))
                .flat_map(|line| [line, "\n"])
                .collect();
            let uses = modules.entry(own).or_default();
            for (at, word) in code.match_indices("crate::") {
                let rest = &code[at + word.len()..];
                let mut depth = 0;
                let mut part = String::new();
                for c in rest.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' | ';' if depth <= 1 => break,
                        '}' => depth -= 1,
                        ',' if depth == 1 => {
                            uses.insert(std::mem::take(&mut part));
                        }
                        c if depth <= 1 && (c.is_alphanumeric() || c == '_') => part.push(c),
                        ':' if depth == 0 => break,
                        // What comes after the first name of a path in a list is no module at the top.
                        ':' if depth == 1 => part.push('.'),
                        c if depth == 0 && !c.is_whitespace() => break,
                        _ => {}
                    }
                }
                uses.insert(part);
            }
        }
    }
    let names: Vec<String> = modules.keys().cloned().collect();
    for (own, uses) in &mut modules {
        let first = |part: &String| part.split('.').next().unwrap_or("").to_owned();
        *uses = uses.iter().map(first).filter(|used| used != own && names.contains(used)).collect();
    }
    modules
}

#[test]
fn no_module_uses_one_that_uses_it() {
    for name in ["wres-cli", "wres-disclosure"] {
        let mut modules = modules_of(name);
        assert!(modules.values().map(BTreeSet::len).sum::<usize>() > 5, "{name}: {modules:?}");
        // Modules that use none of those left are put aside until none is left, or only a circle.
        while let Some(done) = modules.iter().find(|(_, uses)| uses.is_empty()).map(|(own, _)| own.clone()) {
            modules.remove(&done);
            modules.values_mut().for_each(|uses| {
                uses.remove(&done);
            });
        }
        assert!(modules.is_empty(), "{name} has a circle among {modules:?}");
    }
}
