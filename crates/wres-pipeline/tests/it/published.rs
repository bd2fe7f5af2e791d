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
}
