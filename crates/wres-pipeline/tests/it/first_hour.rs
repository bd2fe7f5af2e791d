//! Nothing is lost on the way in: facts that one row knows, names that nothing has, and rows that stand in no figure.

use serde_json::Value;
use std::{fs, path::Path};
use wres_domain::{Dataset, Site, SiteId};
use wres_ingest::{IdentifierKey, SiteMapping};
use wres_metrics::Standard;
use wres_pipeline::{CheckRequest, Config, KeySource, RunOptions, RunSummary, Silent, check, run};

const PIPELINE: &str = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"2024-25\"\n\
    [[site]]\nid = \"A1\"\nname = \"A site\"\n[disclosure]\naudit = \"audit\"\n";
const KEY: &str = "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b";
const STAFF: &str =
    "[[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n[source.codelists]\nethnicity = \"labels\"\n";
const RETURNS: &str =
    "[[source]]\ndataset = \"returns\"\nfile = \"returns.csv\"\n[source.codelists]\ngroup = \"labels\"\n";

fn written(folder: &Path, sources: &str, files: &[(&str, &str)]) -> RunSummary {
    let write = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    // As an editor of another system saves it.
    let mapping = format!("site = \"A1\"\ndate_order = \"iso\"\n{sources}[grades]\n\"5\" = \"5\"\n");
    write("mappings/A1.toml", &[b"\xEF\xBB\xBF", mapping.as_bytes()].concat());
    write("pipeline.toml", PIPELINE.as_bytes());
    write("key", &[b"\xEF\xBB\xBF", KEY.as_bytes()].concat());
    crate::ground::keep_private(&folder.join("key"));
    files.iter().for_each(|(name, text)| write(&format!("inbox/2024-25/A1/{name}"), text.as_bytes()));
    let config = Config::load(&folder.join("pipeline.toml")).unwrap();
    let options = RunOptions { key: KeySource { file: Some(folder.join("key")) }, ..RunOptions::default() };
    run(&config, &options, &Silent).unwrap()
}

/// Base of a group at rung 5 before anything is protected.
fn base(folder: &Path, group: &str) -> u64 {
    let run = fs::read_dir(folder.join("audit")).unwrap().next().unwrap().unwrap().path();
    let outcomes: Value = serde_json::from_slice(&fs::read(run.join("outcomes.json")).unwrap()).unwrap();
    let is_it = |one: &&Value| {
        let place = &one["place"];
        place["indicator"] == "sc-wres-1"
            && place["service"] == "together"
            && place["scope"] != "all"
            && place["stratum"]["value"] == "5"
            && one["grouping"] == "binary"
            && one["group"] == group
    };
    outcomes.as_array().unwrap().iter().find(is_it).unwrap()["cases"]["value"].as_u64().unwrap()
}

fn findings(folder: &Path) -> Vec<Value> {
    let path = folder.join("lake/feedback/2024-25/feedback/A1/findings.json");
    let feedback: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    feedback["findings"].as_array().unwrap().clone()
}

#[test]
fn what_one_row_knows_of_a_person_is_known_whichever_row_comes_first() {
    for turned in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let mut file = "person_id,ethnicity,service,grade,hours_fte,contract,service_start\n".to_owned();
        for person in 0..60 {
            let mut rows = vec!["Prefer not to say", "Asian/Asian British - Indian"];
            if person >= 24 {
                rows = vec!["White - British"];
            }
            if turned == (person % 2 == 0) {
                rows.reverse();
            }
            for ethnicity in rows {
                file.push_str(&format!("P{person:03},{ethnicity},adults,5,0.50,permanent,2015-03-01\n"));
            }
        }
        let summary = written(folder.path(), STAFF, &[("staff.csv", &file)]);
        assert_eq!((base(folder.path(), "bme"), base(folder.path(), "unknown")), (24, 0), "{turned}");
        let staff = summary.sites[0].datasets.iter().find(|rows| rows.dataset == Dataset::Staff).unwrap();
        assert_eq!((staff.read, staff.used, staff.left_out(), staff.balances()), (84, 60, 24, true), "{staff:?}");
        let filled = findings(folder.path()).into_iter().find(|one| one["code"] == "I-CNT-015").unwrap();
        assert_eq!(filled["count"], 24);
    }
}

#[test]
fn a_return_that_names_nothing_is_an_error_with_the_nearest_and_each_of_its_rows_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let returns = "indicator,stratum,service,group,cases,base\nleavers,,adults,white,3,50\nleavers,,adults,bme,4,50\n\
        sc-wres-1,rung=12,adults,white,3,50\nsc-wres-8,,adlts,white,3,50\nsc-wres-8,,adults,white,3,50\nsc-wres-8,,adults,bme,6,40\n";
    let summary = written(folder.path(), RETURNS, &[("returns.csv", returns)]);
    let rows = &summary.sites[0].datasets[0];
    assert_eq!((rows.read, rows.used, rows.left_out(), rows.balances()), (6, 2, 4, true), "{rows:?}");
    let findings = findings(folder.path());
    let found = |code: &str| {
        let one = findings.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{code}: {findings:#?}"));
        one["found"].as_str().unwrap().to_owned()
    };
    assert!(found("E-RET-004").contains("\"leavers\" (the nearest are `sc-wres-8`"), "{}", found("E-RET-004"));
    assert!(found("E-RET-005").contains("`rung=1`, `rung=2`"));
    assert!(found("I-SUB-607").contains("6 rows read: 2 in some figure, 4 not used"));
}

#[test]
fn a_check_finds_what_a_run_finds() {
    let folder = tempfile::tempdir().unwrap();
    let mut staff = "person_id,ethnicity,service,grade,hours_fte,contract,service_start\n".to_owned();
    (0..60).for_each(|n| {
        staff.push_str(&format!("P{n},Irish,adults,{},1,permanent,2015-03-01\n", if n < 3 { "Z" } else { "5" }));
    });
    let returns = "indicator,group,cases,base\nsc_wres_8,white,3,50\n";
    let sources = format!("{STAFF}{RETURNS}");
    let summary = written(folder.path(), &sources, &[("staff.csv", &staff), ("returns.csv", returns)]);
    let config = Config::load(&folder.path().join("pipeline.toml")).unwrap();
    let mapping = fs::read_to_string(folder.path().join("mappings/A1.toml")).unwrap();
    let checked = check(&CheckRequest {
        site: &Site { id: SiteId::new("A1").unwrap(), name: "A site".into(), region: None },
        period: &config.periods[0],
        paths: &[folder.path().join("inbox/2024-25/A1")],
        mapping: &SiteMapping::from_toml(mapping.trim_start_matches('\u{FEFF}')).unwrap(),
        policy: &config.file.validation,
        limits: config.file.limits,
        against: None,
        key: &IdentifierKey::from_file(&folder.path().join("key")).unwrap(),
        standards: &[Standard::embedded("sc-wres-2024").unwrap()],
    })
    .unwrap();
    let by_run: Vec<(String, String)> = findings(folder.path())
        .iter()
        .map(|one| (one["code"].as_str().unwrap().to_owned(), one["found"].as_str().unwrap().to_owned()))
        .collect();
    let mut by_check: Vec<(String, String)> =
        checked.with_rows().into_iter().map(|one| (one.finding.code, one.finding.found)).collect();
    let mut by_run = by_run;
    by_run.sort();
    by_check.sort();
    assert!(by_run.iter().any(|(code, _)| code == "Q-CNT-003") && by_run.iter().any(|(code, _)| code == "E-RET-004"));
    assert_eq!(by_check, by_run);
    assert_eq!(checked.rows(), summary.sites[0].datasets);
}
