//! Published tables, read as they are.

use std::path::{Path, PathBuf};
use wres_domain::FigureVerdict;
use wres_pipeline::{Config, RunOptions, Silent, run};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

#[test]
fn every_share_that_the_department_printed_for_2025_reproduces_to_the_printed_decimal() {
    let pipeline = repository().join("pipelines/dfe-workforce.toml");
    let mut config = Config::load(&pipeline).unwrap();
    if !config.inbox().join("dfe_csww_seniority_by_ethnicity_2025.csv").exists() {
        println!("skipped: the published tables are not beside the repository");
        return;
    }
    let output = tempfile::tempdir().unwrap();
    config.file.paths.output = output.path().to_owned();
    let summary = run(&config, &RunOptions::default(), &Silent).unwrap();
    let folder = summary.publication.unwrap();
    let table = std::fs::read_to_string(folder.join("tables/printed_figures.csv")).unwrap();
    let mut shares = 0;
    for line in table.lines().filter(|line| line.contains(",share of ") && !line.contains(",not_printed,")) {
        shares += 1;
        assert!(line.contains(",reproduces,"), "{line}");
    }
    assert!(shares > 3900, "{shares}");
    assert!(summary.printed[&FigureVerdict::Reproduces] > 10_000, "{:?}", summary.printed);
    assert!(summary.sites.len() > 150);
    let page = std::fs::read_to_string(folder.join("what-does-not-reproduce.html")).unwrap();
    assert!(page.contains("15804 printed figures") && page.contains("printed 3.8, computed 3.1"));
    assert!(std::fs::read_to_string(folder.join("index.html")).unwrap().contains("what-does-not-reproduce.html"));
}

#[test]
fn a_thousand_equal_findings_of_a_source_are_one_line_with_three_examples() {
    let finding = |n: u32| wres_domain::Finding {
        code: "Q-PUB-001".to_owned(),
        severity: wres_domain::Severity::Query,
        dataset: None,
        place: wres_domain::Location::file("a.csv"),
        count: 1,
        found: format!("{n} for a derived group"),
        expected: String::new(),
        fix: String::new(),
    };
    let many: Vec<_> = (0..1109).map(finding).collect();
    let told = wres_pipeline::told_together(&many);
    assert_eq!((told.len(), told[0].count), (1, 1109));
    assert!(told[0].found.starts_with("1109 times, such as 0 for a derived group; 1 for"), "{}", told[0].found);
    assert_eq!(wres_pipeline::told_together(&many[..3]).len(), 3);
}
