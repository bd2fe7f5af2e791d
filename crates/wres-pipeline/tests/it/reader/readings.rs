//! The findings that were drawn, read, and put right.

use super::{
    edit::Edit,
    subject::{Shelf, is_open, printed},
};
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::PathBuf};
use wres_pipeline::FeedbackFinding;

/// A file of `fixtures/reader`: ten findings of one seed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Readings {
    seed: u64,
    reading: Vec<Reading>,
}

/// A finding and what was done with nothing but its text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    /// The submission.
    subject: String,
    /// All that the reader saw.
    text: String,
    /// What the reader did.
    edits: Vec<Edit>,
}

fn readings() -> Vec<Readings> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/reader");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files.iter().map(|path| toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()).collect()
}

/// A rule, and file, sheet and header of what it is about.
type Place = (String, Option<String>, Option<String>, Option<String>);

/// Open findings by rule and place, with how many rows and findings.
fn open(findings: &[FeedbackFinding]) -> BTreeMap<Place, u64> {
    let mut open = BTreeMap::new();
    for one in findings.iter().filter(|one| is_open(one)) {
        let place = one.finding.place.clone();
        *open.entry((one.finding.code.clone(), place.file, place.sheet, place.header)).or_default() +=
            one.finding.count;
    }
    open
}

#[test]
fn what_was_drawn_reads_as_it_was_read_and_doing_what_it_says_closes_it_and_opens_nothing() {
    let (shelf, readings) = (Shelf::new(), readings());
    assert!(readings.len() >= 2);
    for Readings { seed, reading } in &readings {
        let drawn = shelf.draw(*seed);
        let texts: Vec<(&str, String)> =
            drawn.iter().map(|(subject, one)| (subject.name.as_str(), printed(one))).collect();
        let read: Vec<(&str, String)> =
            reading.iter().map(|reading| (reading.subject.as_str(), reading.text.trim().to_owned())).collect();
        assert!(
            texts == read,
            "seed {seed} draws other findings or other words than were read: do what each text says and nothing else, and keep it: {texts:#?}"
        );
        for (Reading { subject, edits, .. }, (_, one)) in reading.iter().zip(&drawn) {
            let (as_it_was, found) = shelf.subject(subject);
            let (before, mut fixed) = (open(found), as_it_was.clone());
            edits.iter().for_each(|edit| edit.apply(&mut fixed));
            let after = shelf.check(&fixed);
            let same = |other: &&FeedbackFinding| {
                (&other.finding.code, &other.finding.place, &other.finding.found)
                    == (&one.finding.code, &one.finding.place, &one.finding.found)
            };
            assert!(!after.iter().any(|other| same(&other)), "{subject}: still open: {}", one.finding);
            for (what, count) in open(&after) {
                let texts = || after.iter().filter(|one| is_open(one)).map(printed).collect::<Vec<_>>();
                assert!(before.get(&what).is_some_and(|then| *then >= count), "{subject}: opened: {:#?}", texts());
            }
        }
    }
}
