//! The lists against the tables they were carried over from, where those are at hand.

use std::{collections::BTreeMap, path::PathBuf};
use wres_domain::{Ethnicity, normalise};
use wres_ingest::{
    codes,
    raw::{RawOptions, RawTable, open},
};

/// The folder of the original tables beside the repository. Where it is missing the test says so and has nothing to compare.
fn originals() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/codelists");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("NOT COMPARED: the original code lists are not beside the repository ({})", folder.display());
    None
}

fn table(path: PathBuf) -> RawTable {
    open(&path, &RawOptions::default()).unwrap().tables.remove(0)
}

/// Finer groups of the originals are kept within the canonical ones.
fn canonical(original: &str) -> &str {
    match original {
        "white_polish" | "white_showman" => "white_other",
        "unknown_not_known" | "unknown_not_obtained" => "unknown_not_asked",
        other => other,
    }
}

#[test]
fn every_original_code_is_carried_with_its_meaning() {
    let Some(folder) = originals() else { return };
    let mut compared = 0;
    let mut carried: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("ethnicity_")
            || ["collisions", "hazard", "synonyms"].iter().any(|part| name.contains(part))
        {
            continue;
        }
        let mut seen = std::collections::BTreeSet::new();
        for row in table(path).records() {
            let (list, code) = (row.get("codelist").unwrap(), row.get("code").unwrap());
            let carried_list = codes::list(list).unwrap_or_else(|| panic!("{list}"));
            let entry = carried_list.entry(code).unwrap_or_else(|| panic!("{list} {code}"));
            assert_eq!(entry.canonical, canonical(row.get("canonical").unwrap()), "{list} {code}");
            assert!(Ethnicity::from_code(&entry.canonical).is_some());
            let label = row.get("label").unwrap();
            let known = std::iter::once(&entry.label).chain(&entry.also).any(|own| label.contains(own.as_str()));
            assert!(known || label == "(not recorded)", "{list} {code}: {label}");
            compared += 1;
            if seen.insert((list.to_owned(), code.to_owned())) {
                *carried.entry(list.to_owned()).or_default() += 1;
            }
        }
    }
    assert!(compared > 250, "{compared}");
    for (list, n) in carried {
        assert_eq!(codes::list(&list).unwrap().entries.len(), n, "{list} has codes that the original lacks");
    }
}

#[test]
fn every_original_collision_is_computed_and_no_other_among_the_same_lists() {
    let Some(folder) = originals() else { return };
    let yes = |value: bool| if value { "yes" } else { "no" };
    let original: Vec<[String; 3]> = table(folder.join("ethnicity_code_collisions.csv"))
        .records()
        .map(|row| ["code", "changes_wres_group", "changes_group5"].map(|name| row.get(name).unwrap().to_owned()))
        .collect();
    let computed: Vec<[String; 3]> = codes::collisions()
        .into_iter()
        .filter(|collision| collision.meanings.iter().all(|meaning| meaning.list != "ons_census_2021"))
        .map(|collision| [collision.code, yes(collision.moves_binary).to_owned(), yes(collision.moves_five).to_owned()])
        .collect();
    assert_eq!(computed, original);
}

#[test]
fn every_original_label_and_hazard_is_carried() {
    let Some(folder) = originals() else { return };
    for row in table(folder.join("ethnicity_label_synonyms.csv")).records() {
        let label = normalise(row.get("normalised_label").unwrap());
        let carried = codes::labels().iter().find(|own| normalise(&own.label) == label);
        let carried = carried.unwrap_or_else(|| panic!("{label}"));
        let code = carried.ethnicity.map_or("", Ethnicity::code);
        assert_eq!(code, canonical(row.get("canonical").unwrap()), "{label}");
        assert_eq!(carried.use_ == codes::LabelUse::Match, row.get("confidence") == Some("auto"), "{label}");
    }
    let hazards = table(folder.join("ethnicity_hazard_labels.csv"));
    assert_eq!(hazards.records().count(), codes::hazards().len());
    for (row, carried) in hazards.records().zip(codes::hazards()) {
        assert_eq!(row.get("raw_label").unwrap().trim(), carried.written.trim());
        assert_eq!(canonical(row.get("required_canonical").unwrap()), carried.ethnicity.map_or("", Ethnicity::code));
        use codes::HazardOutcome::{Ask, Declare, Map, Suggest, Token};
        let outcome = match row.get("required_outcome").unwrap() {
            "map" | "map as unknown" | "map after trimming" | "map with full code" => Map,
            "suggest, never auto-accept" => Suggest,
            // A hint that it negates a group is no suggestion of one.
            "ask the site" | "reject with hint" => Ask,
            "require declared code list" => Declare,
            "treat per declared token list" => Token,
            other => panic!("{other}"),
        };
        assert_eq!(outcome, carried.outcome, "{}", carried.written);
    }
}
