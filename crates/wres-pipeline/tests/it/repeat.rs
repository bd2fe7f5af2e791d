//! The same inputs give the same bytes, and what has not changed is not done again.

use crate::ground::{Ground, files};
use std::collections::BTreeMap;
use wres_pipeline::{RunState, RunSummary};
use wres_synth::SyntheticSite;

#[test]
fn two_runs_over_the_same_files_publish_the_same_bytes() {
    let (one, two) = (Ground::demo(1, ""), Ground::demo(1, ""));
    let (first, second) = (one.run(), two.run());
    assert_eq!(first.run, second.run);
    let (left, right) = (files(&first.publication.unwrap()), files(&second.publication.unwrap()));
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
    for (name, bytes) in &left {
        assert!(bytes == &right[name], "{name} differs");
    }
    for wanted in [
        "index.html",
        "sites.html",
        "compare.html",
        "indicators/sc-wres-3.html",
        "publication.xlsx",
        "results.json",
        "tables/outcomes.csv",
        "tables/outcomes.parquet",
        "tables/sites.parquet",
        "tables/quality.csv",
        "tables/quality.csv-metadata.json",
        "tables/quality.parquet",
    ] {
        assert!(left.contains_key(wanted), "{wanted} is missing from {:?}", left.keys());
    }
    the_quality_of_the_data_is_told_to_everybody(&one, &left);
}

fn the_quality_of_the_data_is_told_to_everybody(ground: &Ground, published: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| String::from_utf8(published[name].clone()).unwrap();
    let (consortium, table) = (&ground.consortium, text("tables/quality.csv"));
    assert_eq!(table.lines().count(), 1 + consortium.sites.len() * consortium.periods.len());
    assert!(table.lines().skip(1).all(|line| line.split(',').all(|cell| cell.len() < 10)), "{table}");
    let matrix = text("sites.html");
    for site in &consortium.sites {
        let page = text(&format!("sites/{}.html", site.id));
        let of_site: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| line.starts_with(site.id.as_str()))
            .map(|line| line.split(',').collect())
            .collect();
        let shown = |number: &str, mark: &str| if number.is_empty() { mark.to_owned() } else { number.to_owned() };
        let mut trend = format!("<th scope=\"row\">{}</th>", site.name);
        for cells in &of_site {
            let score = format!("<td class=\"n\">{}</td>", shown(cells[2], cells[3]));
            assert!(page.contains(&format!("<th scope=\"row\">{}</th>{score}", cells[1])), "{} {}", site.id, cells[1]);
            trend.push_str(&score);
        }
        assert!(matrix.contains(&trend), "{trend}");
    }
}

#[test]
fn a_second_run_has_nothing_to_do_and_a_changed_file_redoes_its_site_alone() {
    let ground = Ground::demo(2, "");
    let first = ground.run();
    assert!(first.state == RunState::Published && first.sites.iter().filter(|site| site.unchanged).count() <= 1);
    let again = ground.run();
    assert_eq!(again.state, RunState::NothingToDo);
    assert_eq!(again.run, first.run);
    assert!(again.sites.iter().all(|site| site.unchanged));

    let site = &ground.consortium.sites[0];
    let submission = site.submissions.last().unwrap();
    let file = submission.files.iter().find(|file| file.name.ends_with(".csv")).unwrap();
    let mut bytes = file.bytes.clone();
    bytes.extend_from_slice(b"\n\n");
    ground.write(&format!("inbox/{}/{}/{}", submission.period, site.id, file.name), &bytes);
    let third = ground.run();
    let changed: Vec<_> = third.sites.iter().filter(|site| !site.unchanged).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((changed[0].site.as_str(), changed[0].period.as_str()), (site.id.as_str(), submission.period.as_str()));
}

/// A published run of what the inbox holds, in a new folder: as if nothing had been done before but what the register holds.
fn in_a_fresh_folder(ground: &Ground, register: &[u8]) -> (Ground, RunSummary) {
    let fresh = Ground::of(ground.consortium.clone(), MORE);
    for (name, bytes) in files(&ground.path("inbox")) {
        fresh.write(&format!("inbox/{name}"), &bytes);
    }
    fresh.write("register/test", register);
    let summary = fresh.run();
    (fresh, summary)
}

const MORE: &str = "groupings = [\"binary\", \"five\"]\n[disclosure]\naudit = \"audit\"\n";

#[test]
fn what_a_run_takes_from_the_run_before_is_what_a_run_without_one_makes() {
    let ground = Ground::small(3, MORE);
    ground.run();
    let sites = ground.consortium.sites.clone();
    let plain = |name: &str| name.ends_with(".csv");
    let of_text = |site: &&SyntheticSite| site.submissions.last().unwrap().files.iter().any(|file| plain(&file.name));
    // A row less in the files of one site, blank lines in those of another.
    for (round, site) in sites.iter().filter(of_text).take(2).enumerate() {
        let submission = site.submissions.last().unwrap();
        for file in submission.files.iter().filter(|file| plain(&file.name)) {
            let name = format!("inbox/{}/{}/{}", submission.period, site.id, file.name);
            let mut bytes = file.bytes.clone();
            match round {
                0 => {
                    let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
                    bytes.truncate(end + 1);
                }
                _ => bytes.extend_from_slice(b"\n\n"),
            }
            ground.write(&name, &bytes);
        }
        let register = std::fs::read(ground.path("register/test")).unwrap();
        let after = ground.run();
        assert_eq!(after.state, RunState::Published, "round {round}");
        let (fresh, whole) = in_a_fresh_folder(&ground, &register);
        assert_eq!(after.run, whole.run, "round {round}");
        for folder in ["out/test", "audit", "lake/feedback", "register"] {
            let part = |ground: &Ground| {
                let mut found = files(&ground.path(folder).canonicalize().unwrap());
                found.retain(|name, _| !folder.starts_with("out") && folder != "audit" || name.starts_with(&whole.run));
                found
            };
            let (left, right) = (part(&ground), part(&fresh));
            assert!(!left.is_empty(), "{folder}");
            assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "round {round}, {folder}");
            for (name, bytes) in &left {
                assert!(*bytes == right[name], "round {round}: {folder}/{name} differs");
            }
        }
    }
}
