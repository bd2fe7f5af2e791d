//! Generated files are current. `WRES_UPDATE=1 cargo test -p wres-metrics` writes them anew.
#![allow(clippy::disallowed_methods, reason = "the crate is pure, the test of its generated files is not")]

use std::path::PathBuf;
use wres_metrics::{Standard, explain, reference_page, standard_schema};

fn held(path: &str, current: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("WRES_UPDATE").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, current).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap();
    assert!(found == current, "{} is out of date: run the tests once with WRES_UPDATE=1", path.display());
}

/// The newest year of every family.
fn newest() -> Vec<Standard> {
    let mut families: Vec<String> = Vec::new();
    for name in Standard::embedded_names() {
        let family = Standard::embedded(name).unwrap().family;
        if !families.contains(&family) {
            families.push(family);
        }
    }
    families.iter().map(|family| Standard::embedded(family).unwrap_or_else(|error| panic!("{error}"))).collect()
}

#[test]
fn the_json_schema_is_current() {
    held("schemas/generated/standard.schema.json", &standard_schema());
}

#[test]
fn the_reference_page_is_current() {
    let standards = newest();
    held("docs/indicators.md", &reference_page(&standards.iter().collect::<Vec<_>>()));
}

#[test]
fn every_key_of_every_standard_is_in_the_json_schema() {
    let schema: serde_json::Value = serde_json::from_str(&standard_schema()).unwrap();
    for name in Standard::embedded_names() {
        let table: toml::Table = Standard::embedded_text(name).unwrap().parse().unwrap();
        let value = serde_json::to_value(table).unwrap();
        walk(&schema, &schema, &value, name);
    }
}

fn walk(root: &serde_json::Value, schema: &serde_json::Value, value: &serde_json::Value, path: &str) {
    let schema = match schema.get("$ref").and_then(|r| r.as_str()) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let branches = schema.get("anyOf").and_then(|any| any.as_array());
    if let Some(inner) = branches.and_then(|any| any.iter().find(|branch| branch.get("$ref").is_some())) {
        return walk(root, inner, value, path);
    }
    match value {
        serde_json::Value::Object(entries) => {
            for (key, inner) in entries {
                let known = schema.get("properties").and_then(|properties| properties.get(key));
                let any = schema.get("additionalProperties").filter(|any| any.is_object());
                let next = known.or(any).unwrap_or_else(|| panic!("{path}.{key} is not in the schema"));
                walk(root, next, inner, &format!("{path}.{key}"));
            }
        }
        serde_json::Value::Array(items) => {
            if let Some(inner) = schema.get("items") {
                items.iter().for_each(|item| walk(root, inner, item, path));
            }
        }
        _ => {}
    }
}

#[test]
fn an_explanation_has_definition_counting_example_and_history() {
    let standard = Standard::embedded("sc-wres").unwrap();
    let text = explain(&standard, standard.indicator("1").unwrap());
    for part in
        ["sc-wres-1: Representation", "How it is counted", "Worked example", "2024: Three pay bands", "Counted:"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
}
