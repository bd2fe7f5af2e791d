//! The four submissions in `fixtures/sites`, through `pipelines/sc-wres.toml`.

use crate::ground::{files, keep_private};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use wres_pipeline::{Config, KeySource, RESULTS_VERSION, RunOptions, RunSummary, Silent, run};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn go(place: &Path) -> RunSummary {
    let mut config = Config::load(&repository().join("pipelines/sc-wres.toml")).unwrap();
    config.file.paths.lake = place.join("lake");
    config.file.paths.output = place.join("out");
    config.file.paths.register = place.join("register");
    // A clone of the repository leaves the test key open to others, and such a key is refused.
    fs::copy(repository().join("fixtures/sites/test.key"), place.join("key")).unwrap();
    keep_private(&place.join("key"));
    let key = KeySource { file: Some(place.join("key")) };
    run(&config, &RunOptions { key, ..RunOptions::default() }, &Silent).unwrap()
}

#[test]
fn the_run_over_the_fixtures_gives_the_golden_outcomes_and_the_same_bytes_when_repeated() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (go(one.path()), go(two.path()));
    assert!(!first.any_rejected(), "{:?}", first.sites);
    let (left, right) = (files(&first.publication.unwrap()), files(&second.publication.unwrap()));
    for (name, bytes) in &left {
        assert!(right.get(name) == Some(bytes), "{name} differs between two runs");
    }
    let table = String::from_utf8(left["tables/outcomes.csv"].clone()).unwrap();
    let mut lines = table.lines();
    let header = lines.next().unwrap();
    let wanted = lines.filter(|line| line.contains(",all,all,together,") && line.contains(",binary,"));
    let found = [header].into_iter().chain(wanted).collect::<Vec<_>>().join("\n") + "\n";
    let golden = repository().join("fixtures/sites/golden.csv");
    if env::var_os("WRES_UPDATE").is_some() {
        fs::write(&golden, &found).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap();
    for (expected, found) in expected.lines().zip(found.lines()) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected.lines().count(), found.lines().count());
    counts_change_with_their_version_alone(&found);
}

/// The counts of a table of outcomes, below the version of the results that they are of.
fn counts_change_with_their_version_alone(table: &str) {
    const COLUMNS: [&str; 7] = ["indicator", "period", "dimension", "stratum", "group", "cases", "base"];
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places = COLUMNS.map(|column| header.iter().position(|name| name == column).unwrap());
    let mut counts = String::new();
    for record in reader.records() {
        let record = record.unwrap();
        counts.push_str(&(places.map(|place| record[place].to_owned()).join(",") + "\n"));
    }
    let path = repository().join("fixtures/sites/golden-counts.txt");
    let kept = fs::read_to_string(&path).unwrap();
    let (version, golden) = kept.split_once('\n').unwrap();
    let now = RESULTS_VERSION.to_string();
    assert!(
        golden == counts || version != now,
        "counts have changed: raise RESULTS_VERSION, or caches keep the old ones"
    );
    if env::var_os("WRES_UPDATE").is_some() {
        fs::write(&path, format!("{now}\n{counts}")).unwrap();
    } else {
        assert_eq!((version, golden), (now.as_str(), counts.as_str()), "run the tests with WRES_UPDATE=1");
    }
}
