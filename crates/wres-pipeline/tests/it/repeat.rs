//! The same inputs give the same bytes, and what has not changed is not done again.

use crate::ground::{Ground, files};
use std::collections::BTreeMap;

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
    let index = text("index.html");
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
        assert!(index.contains(&trend), "{trend}");
    }
}

#[test]
fn a_second_run_has_nothing_to_do_and_a_changed_file_redoes_its_site_alone() {
    let ground = Ground::demo(2, "");
    let first = ground.run();
    assert!(!first.nothing_to_do && first.sites.iter().filter(|site| site.unchanged).count() <= 1);
    let again = ground.run();
    assert!(again.nothing_to_do);
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
