//! Every folder of `fixtures/messy` has one defect and says what must happen.
//!
//! `expected.toml` states the receipts, the findings by code with how often, and cells of the lake. What is not stated must
//! not happen: a finding too many fails like one too few.

use crate::reading::{Reading, read_folder};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use wres_domain::Dataset;
use wres_ingest::{Limits, SiteMapping};

/// What must happen.
#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The defect and what must be made of it.
    why: String,
    /// One for each receipt.
    receipt: Vec<ExpectedReceipt>,
    /// Code to the sum of counts.
    #[serde(default)]
    findings: BTreeMap<String, u64>,
    /// `receipt/row/column` to the value in the lake; `-` for a row that was not kept.
    #[serde(default)]
    cells: BTreeMap<String, String>,
    /// Codes of rules to how often, for what only the rules can see. The pipeline's tests look at these.
    #[serde(default)]
    rules: BTreeMap<String, u64>,
    /// Words that some finding must have.
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ExpectedReceipt {
    file: String,
    #[serde(default)]
    sheet: String,
    #[serde(default)]
    dataset: String,
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    header_row: u64,
    /// read, kept, rejected, duplicate.
    rows: [u64; 4],
    /// notes, header, blank, totals.
    aside: [u64; 4],
    #[serde(default)]
    refused: bool,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messy")
}

fn actual(reading: &Reading, expected: &Expected) -> Expected {
    let receipts = reading.read.receipts.iter().map(|receipt| ExpectedReceipt {
        file: receipt.file.clone(),
        sheet: receipt.sheet.clone().unwrap_or_default(),
        dataset: receipt.dataset.map_or("", Dataset::name).to_owned(),
        encoding: receipt.encoding.clone().unwrap_or_default(),
        header_row: receipt.header_row.unwrap_or_default(),
        rows: [receipt.rows.read, receipt.rows.kept, receipt.rows.rejected, receipt.rows.duplicate],
        aside: [receipt.set_aside.notes, receipt.set_aside.header, receipt.set_aside.blank, receipt.set_aside.totals],
        refused: receipt.refused.is_some(),
    });
    let mut findings = BTreeMap::new();
    for finding in &reading.read.findings {
        *findings.entry(finding.code.clone()).or_default() += finding.count;
    }
    let cell = |key: &String| {
        let parts: Vec<&str> = key.split('/').collect();
        let receipt: usize = parts[0].parse().unwrap();
        let dataset = reading.read.receipts[receipt].dataset.unwrap();
        reading.cell(dataset, receipt, parts[1].parse().unwrap(), parts[2]).unwrap_or_else(|| "-".to_owned())
    };
    let text: Vec<String> = reading.read.findings.iter().map(ToString::to_string).collect();
    Expected {
        why: expected.why.clone(),
        receipt: receipts.collect(),
        findings,
        cells: expected.cells.keys().map(|key| (key.clone(), cell(key))).collect(),
        rules: expected.rules.clone(),
        words: expected.words.iter().filter(|word| text.iter().any(|text| text.contains(*word))).cloned().collect(),
    }
}

fn examine(defect: &Path) -> Option<String> {
    let read = |name: &str| {
        std::fs::read_to_string(defect.join(name)).unwrap_or_else(|error| panic!("{defect:?} {name}: {error}"))
    };
    let expected: Expected =
        toml::from_str(&read("expected.toml")).unwrap_or_else(|error| panic!("{defect:?}: {error}"));
    let mapping = SiteMapping::from_toml(&read("mapping.toml")).unwrap_or_else(|error| panic!("{defect:?}: {error}"));
    let reading = read_folder(&defect.join("inbox"), &mapping, Limits::default());
    let actual = actual(&reading, &expected);
    let said: Vec<String> = reading.read.findings.iter().map(|finding| format!("  {finding}")).collect();
    (actual != expected).then(|| {
        format!(
            "## {}\n{}\n{}\n",
            defect.file_name().unwrap().to_string_lossy(),
            toml::to_string(&actual).unwrap(),
            said.join("\n")
        )
    })
}

#[test]
fn every_defect_ends_as_it_must() {
    let mut defects: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    defects.retain(|path| path.is_dir());
    defects.sort();
    assert!(defects.len() >= 40, "only {} defects", defects.len());
    let wrong: Vec<String> = defects.iter().filter_map(|defect| examine(defect)).collect();
    assert!(wrong.is_empty(), "{} of {} end otherwise:\n{}", wrong.len(), defects.len(), wrong.join("\n"));
}

#[test]
fn no_finding_shows_what_a_person_wrote() {
    // Values that stand in the fixtures, of columns that tell something about a person.
    const CANARIES: [&str; 4] = ["900101", "1.59E+03", "Klingon", "tuesday week"];
    for entry in std::fs::read_dir(folder()).unwrap() {
        let defect = entry.unwrap().path();
        if !defect.is_dir() {
            continue;
        }
        let mapping = SiteMapping::from_toml(&std::fs::read_to_string(defect.join("mapping.toml")).unwrap()).unwrap();
        let reading = read_folder(&defect.join("inbox"), &mapping, Limits::default());
        let text = serde_json::to_string(&reading.read).unwrap();
        for canary in CANARIES {
            assert!(!text.contains(canary), "{}: {canary}", defect.display());
        }
    }
}
