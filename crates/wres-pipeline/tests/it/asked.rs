//! Every number of a publication, as it lies on disk, is what the catalogue answers to the question beside it.

use crate::ground::Ground;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use wres_disparity::catalogue::answer;

/// Whole numbers that are counted and given as they are, the level, and what orders rows.
const COUNTED: [&str; 15] = [
    "stratum_order",
    "cases",
    "base",
    "reference_cases",
    "reference_base",
    "level",
    "sites",
    "sites_given",
    "sites_hidden",
    "sites_absent",
    "sites_without_both_groups",
    "sites_without_contrast",
    "sites_corrected",
    "at",
    "stratum",
];

/// The columns that name a row of a table, after those of its place and group.
const REST: [(&str, &[&str]); 5] =
    [("outcomes", &[]), ("pooled", &[]), ("sites", &["peers"]), ("changes", &[]), ("measures", &["measure", "at"])];

const PLACE: [&str; 9] =
    ["indicator", "period", "scope_kind", "scope", "service", "dimension", "stratum", "grouping", "group"];

/// What is answered for a column of a row.
fn answers(lines: &str) -> BTreeMap<(String, String), f64> {
    let mut out = BTreeMap::new();
    for line in lines.lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        let answered = answer(&question);
        let id = question["id"].as_str().unwrap();
        let row = id.rsplit_once('/').unwrap().0;
        for (part, column) in question["columns"].as_object().unwrap() {
            let number = match &answered[part] {
                Value::String(text) => text.parse().unwrap(),
                other => match other.as_f64() {
                    Some(number) => number,
                    None => continue,
                },
            };
            out.insert((row.to_owned(), column.as_str().unwrap().to_owned()), number);
        }
    }
    out
}

#[test]
fn every_number_of_every_row_of_a_publication_is_what_the_catalogue_answers() {
    let standards = "standards = [\"sc-wres-2024\", \"progression\", \"retention\", \"pay-gap\", \"experience\"]";
    let ground = Ground::demo(31, &format!("{standards}\ngroupings = [\"binary\"]\n[disclosure]\naudit = \"audit\"\n"));
    let run = ground.run().run;
    let asked = fs::read_to_string(ground.path(&format!("audit/{run}/figures.jsonl"))).unwrap();
    let answers = answers(&asked);
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    let mut columns: BTreeSet<String> = BTreeSet::new();
    for (table, rest) in REST {
        let path = ground.path(&format!("out/test/{run}/tables/{table}.csv"));
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        for row in reader.records() {
            let row = row.unwrap();
            let cell = |name: &str| heads.iter().position(|head| head == name).map_or("", |at| &row[at]);
            let name: Vec<&str> = PLACE.iter().chain(rest).map(|column| cell(column)).collect();
            let name = format!("{table}/{}", name.join("/"));
            for (column, text) in heads.iter().zip(&row) {
                let Ok(published) = text.parse::<f64>() else { continue };
                if COUNTED.contains(&column.as_str()) || PLACE.contains(&column.as_str()) {
                    continue;
                }
                let answered = answers.get(&(name.clone(), column.clone()));
                let answered = *answered.unwrap_or_else(|| panic!("no answer behind {column} of {name}: {published}"));
                // Six digits are published: half a unit of the last is at most so much of the number.
                let same = answered == published
                    || (answered - published).abs() <= 5.01e-6 * answered.abs().max(published.abs()).max(1e-7);
                assert!(same, "{column} of {name}: {published} is published and {answered} is answered");
                *held.entry(table).or_default() += 1;
                columns.insert(format!("{table}.{column}"));
            }
        }
    }
    assert!(held.len() == REST.len() && held.values().sum::<usize>() > 10_000, "{held:?}");
    assert!(columns.len() > 60, "{columns:?}");
}
