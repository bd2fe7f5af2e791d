//! What is wrong with a messy file and can only be seen by the rules, some of it only beside the year before.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use wres_pipeline::{Config, KeySource, RunOptions, Silent, run};

/// A folder of `fixtures/messy` whose `expected.toml` names rules.
struct Defect {
    folder: PathBuf,
    /// Codes of rules to how often.
    rules: toml::Table,
    /// The site that stands for it in the run.
    site: String,
}

fn defects() -> Vec<Defect> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messy");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut defects = Vec::new();
    for folder in folders.into_iter().filter(|path| path.is_dir()) {
        let expected: toml::Table = fs::read_to_string(folder.join("expected.toml")).unwrap().parse().unwrap();
        if let Some(rules) = expected.get("rules").and_then(toml::Value::as_table) {
            let site = format!("D{:07}", defects.len() + 1);
            defects.push(Defect { folder, rules: rules.clone(), site });
        }
    }
    defects
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_defect_that_only_the_rules_can_see_is_seen() {
    let defects = defects();
    assert!(defects.len() >= 4, "{}", defects.len());
    let ground = tempfile::tempdir().unwrap();
    let at = |name: &str| ground.path().join(name);
    let mut pipeline = "name = \"messy\"\ntitle = \"Messy\"\nstandards = [\"sc-wres-2024\"]\n\
                        [[period]]\nlabel = \"2023-24\"\n[[period]]\nlabel = \"2024-25\"\n"
        .to_owned();
    fs::create_dir_all(at("mappings")).unwrap();
    for Defect { folder, site, .. } in &defects {
        pipeline.push_str(&format!("[[site]]\nid = \"{site}\"\nname = \"{site}\"\n"));
        copy(&folder.join("before"), &at(&format!("inbox/2023-24/{site}")));
        copy(&folder.join("inbox"), &at(&format!("inbox/2024-25/{site}")));
        let mapping = fs::read_to_string(folder.join("mapping.toml")).unwrap().replace("E06000008", site);
        fs::write(at("mappings").join(format!("{site}.toml")), mapping).unwrap();
    }
    fs::write(at("pipeline.toml"), pipeline).unwrap();
    fs::write(at("key"), "8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7").unwrap();
    crate::ground::keep_private(&at("key"));
    let config = Config::load(&at("pipeline.toml")).unwrap();
    let options = RunOptions { key: KeySource { file: Some(at("key")) }, ..RunOptions::default() };
    run(&config, &options, &Silent).unwrap();
    for Defect { folder, rules, site } in &defects {
        let findings = config.feedback().join(format!("2024-25/feedback/{site}/findings.json"));
        let feedback: serde_json::Value = serde_json::from_slice(&fs::read(findings).unwrap()).unwrap();
        let mut found: BTreeMap<&str, i64> = BTreeMap::new();
        for finding in feedback["findings"].as_array().unwrap() {
            *found.entry(finding["code"].as_str().unwrap()).or_default() += finding["count"].as_i64().unwrap();
        }
        for (code, count) in rules {
            assert_eq!(found.get(code.as_str()).copied(), count.as_integer(), "{} {code}: {found:?}", folder.display());
        }
    }
}
