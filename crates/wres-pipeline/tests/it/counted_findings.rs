//! What counting finds is told to the site like everything else: with a title, what is expected and what to do.

use crate::ground::files;
use serde_json::Value;
use std::{fs, path::Path};
use wres_domain::{AbsentReason, Cell, Outcome, Scope};
use wres_pipeline::{Config, KeySource, RunOptions, RunSummary, Silent, Verdict, run};

const PIPELINE: &str = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\", \"monitoring-duty\"]\n\
    [[period]]\nlabel = \"2024-25\"\n[[site]]\nid = \"A1\"\nname = \"With staff\"\n\
    [[site]]\nid = \"B1\"\nname = \"Without\"\n[disclosure]\naudit = \"audit\"\n";
const MAPPING: &str = "date_order = \"iso\"\n[grades]\n\"5\" = \"5\"\n\
    [[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n[source.codelists]\nethnicity = \"canonical\"\n\
    [[source]]\ndataset = \"cases\"\nfile = \"cases.csv\"\n";

fn written(folder: &Path) -> RunSummary {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        if name == "key" {
            crate::ground::keep_private(&path);
        }
    };
    write("pipeline.toml", PIPELINE);
    write("key", "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b");
    let mut staff = "person_id,ethnicity,service,grade,hours_fte,contract,service_start\n".to_owned();
    for person in 0..60 {
        let group = if person % 3 == 0 { "asian_indian" } else { "white_british" };
        // Three are on a grade that no ladder of the site has.
        let grade = if person < 3 { "Z" } else { "5" };
        staff.push_str(&format!("P{person:03},{group},adults,{grade},1.00,permanent,2015-03-01\n"));
    }
    let cases = "case_id,person_id,kind,entered_on\nC1,P001,disciplinary,2024-06-03\nC2,P900,disciplinary,2024-06-04\n";
    for site in ["A1", "B1"] {
        write(&format!("mappings/{site}.toml"), &format!("site = \"{site}\"\n{MAPPING}"));
        write(&format!("inbox/2024-25/{site}/cases.csv"), cases);
    }
    write("inbox/2024-25/A1/staff.csv", &staff);
    let config = Config::load(&folder.join("pipeline.toml")).unwrap();
    let options = RunOptions { key: KeySource { file: Some(folder.join("key")) }, ..RunOptions::default() };
    run(&config, &options, &Silent).unwrap()
}

#[test]
fn what_cannot_be_counted_is_said_in_words_and_is_in_no_figure() {
    let folder = tempfile::tempdir().unwrap();
    let summary = written(folder.path());
    let back = folder.path().join("lake/feedback/2024-25/feedback");
    let feedback: Value = serde_json::from_slice(&fs::read(back.join("A1/findings.json")).unwrap()).unwrap();
    let page = fs::read_to_string(back.join("A1/findings.html")).unwrap();
    let findings = feedback["findings"].as_array().unwrap();
    for (code, part, title) in [
        // An event of somebody outside the population.
        ("Q-CNT-001", "somebody in `cases`", "Somebody outside the population"),
        // A grade that the ladder does not have.
        ("Q-CNT-003", "`rung`", "A value that the standard does not list"),
        ("Q-COD-504", "a grade that is not on the ladder", "A grade that is not on the ladder"),
        // A year without the snapshot before it, and without leavers.
        ("I-CNT-006", "only one snapshot", "Only one snapshot for a year"),
        ("Q-CNT-007", "no leavers file", "No leavers for a year"),
    ] {
        let says = |one: &&Value| one["code"] == code && one["found"].as_str().unwrap().contains(part);
        let said = findings.iter().find(says);
        let said = said.unwrap_or_else(|| panic!("{code} {part}: {findings:#?}"));
        assert_eq!(said["title"], title);
        assert!(page.contains(title), "{title}");
        assert!(["expected", "fix"].iter().all(|part| said[part].as_str().unwrap().len() > 10), "{said}");
    }
    assert!(findings.iter().all(|one| one["title"].is_string()), "{findings:#?}");

    // What applies to the site as a body is said on its page and in the results: sixty full-time posts are less than 150.
    let publication = summary.publication.clone().unwrap();
    let page = fs::read_to_string(publication.join("sites/A1.html")).unwrap();
    assert!(page.contains("less than 150 full-time posts, so paragraph (a) of article 5(2) applies"));
    let results: Value = serde_json::from_slice(&fs::read(publication.join("results.json")).unwrap()).unwrap();
    let notes: Vec<&str> =
        results["about"]["sites"].as_array().unwrap().iter().map(|site| site["note"].as_str().unwrap()).collect();
    assert!(notes[0].contains("paragraph (b) does not") && notes[1].contains("no row of staff"), "{notes:?}");

    // A period without a snapshot: rejected, with the reason; nothing of it is counted, and nothing is nought.
    let without = summary.sites.iter().find(|site| site.site.as_str() == "B1").unwrap();
    assert_eq!(without.verdict, Verdict::Rejected);
    let feedback: Value = serde_json::from_slice(&fs::read(back.join("B1/findings.json")).unwrap()).unwrap();
    assert!(feedback["reason"].as_str().unwrap().contains("no row of staff"), "{feedback}");
    let audit = files(&folder.path().join("audit"));
    let outcomes: Vec<Outcome> =
        serde_json::from_slice(audit.iter().find(|(name, _)| name.ends_with("outcomes.json")).unwrap().1).unwrap();
    let of_site = |code: &str| {
        let is_site = move |one: &&Outcome| matches!(&one.place.scope, Scope::Site(id) if id.as_str() == code);
        outcomes.iter().filter(is_site).map(|one| one.cases).collect::<Vec<_>>()
    };
    let rejected = of_site("B1");
    assert!(!rejected.is_empty() && rejected.iter().all(|cases| *cases == Cell::Absent(AbsentReason::Rejected)));
    assert!(of_site("A1").iter().any(|cases| cases.value().is_some()));
}
