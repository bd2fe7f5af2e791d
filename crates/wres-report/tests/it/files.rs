//! What a program reads.

use crate::ground::{Asked, publication, rendered};
use serde_json::Value;
use wres_report::read_results;

const FEW: Asked = Asked { sites: 8, indicators: 2, ratio: 1.6 };

#[test]
fn the_same_publication_gives_the_same_bytes() {
    assert_eq!(rendered(FEW), rendered(FEW));
}

#[test]
fn the_data_package_names_every_table_and_its_columns_in_their_order() {
    let files = rendered(FEW);
    let package: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources[0]["name"], "headlines");
    let tables = files.keys().filter(|name| name.ends_with(".csv")).count();
    assert_eq!(resources.len(), tables);
    for resource in resources {
        let table = String::from_utf8(files[resource["path"].as_str().unwrap()].clone()).unwrap();
        let names: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(table.lines().next().unwrap(), names.join(","));
    }
}

#[test]
fn the_crate_of_metadata_names_every_file_and_the_run() {
    let files = rendered(FEW);
    let described: Value = serde_json::from_slice(&files["ro-crate-metadata.json"]).unwrap();
    let graph = described["@graph"].as_array().unwrap();
    let of = |id: &str| graph.iter().find(|one| one["@id"] == id).unwrap();
    for name in files.keys().filter(|name| *name != "ro-crate-metadata.json") {
        assert!(of(name)["encodingFormat"].is_string(), "{name}");
    }
    assert_eq!(of("ro-crate-metadata.json")["about"]["@id"], "./");
    assert_eq!(of("#run")["result"]["@id"], "./");
    let citation = String::from_utf8(files["CITATION.cff"].clone()).unwrap();
    assert!(citation.starts_with("cff-version: 1.2.0\n") && citation.contains("- name: \"Nobody\""), "{citation}");
}

#[test]
fn results_are_read_back_as_they_were_and_need_half_of_the_tables() {
    let given = publication(FEW);
    let files = rendered(FEW);
    let read = read_results(std::str::from_utf8(&files["results.json"]).unwrap()).unwrap();
    assert_eq!(read.run, given.about.get().run);
    let mut outcomes: Vec<_> = given.outcomes.get().iter().collect();
    outcomes.sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    assert_eq!(read.figures.len(), outcomes.len());
    for (read, given) in read.figures.iter().zip(outcomes) {
        assert_eq!((&read.place, read.grouping, read.group), (&*given.place, given.grouping, given.group));
        assert_eq!((read.cases, read.base), (given.cases, given.base));
        let (Some(found), Some(wanted)) = (read.ratio, given.comparison.as_ref().map(|one| one.ratio)) else {
            assert!(read.ratio.is_none() && given.comparison.is_none());
            continue;
        };
        match (found.value(), wanted.value()) {
            (Some(found), Some(wanted)) => assert!((found.estimate / wanted.estimate - 1.0).abs() < 1e-5),
            _ => assert_eq!(found.reason(), wanted.reason()),
        }
    }
    let tables: usize = files.iter().filter(|(name, _)| name.ends_with(".csv")).map(|(_, bytes)| bytes.len()).sum();
    assert!(files["results.json"].len() < tables / 2, "{} of {tables}", files["results.json"].len());
}

#[test]
fn what_is_no_results_is_refused_in_a_sentence() {
    assert!(read_results("{}").unwrap_err().contains("not the results of a run"));
    assert!(read_results("{\"shape\":\"1\"}").unwrap_err().contains("its shape is 1"));
    let files = rendered(FEW);
    let text = String::from_utf8(files["results.json"].clone()).unwrap();
    let broken = text.replacen("\"rows\":", "\"rows\":1", 1);
    assert!(read_results(&broken).unwrap_err().contains("contradicts itself"));
}

#[test]
fn headlines_have_one_row_an_indicator_period_and_place() {
    let files = rendered(FEW);
    let table = String::from_utf8(files["tables/headlines.csv"].clone()).unwrap();
    assert_eq!(table.lines().count(), 1 + FEW.indicators * 2 * (1 + FEW.sites));
    assert!(table.contains(",more_likely,yes,") && table.contains(",[c],"), "{table}");
    let digits = |cell: &str| cell.trim_start_matches(['0', '.', '-']).chars().filter(char::is_ascii_digit).count();
    for cell in table.lines().skip(1).flat_map(|line| line.split(',')).filter(|cell| cell.parse::<f64>().is_ok()) {
        assert!(digits(cell) <= 6, "{cell} has digits that mean nothing");
    }
}
