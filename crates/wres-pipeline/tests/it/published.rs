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

const TOTALS_AS_ROWS: &str = "\
level,la,code,region,year,role,breakdown,n,pct
Local authority,Here,E09000001,London,2025,Total,Total,50,z
Local authority,Here,E09000001,London,2025,Total,Asian,20,40
Local authority,Here,E09000001,London,2025,Total,White,30,61
Local authority,Here,E09000001,London,2025,Manager,Total,0,z
Local authority,Here,E09000001,London,2025,Manager,Asian,x,x
Local authority,Here,E09000001,London,2025,Manager,White,x,x
Local authority,Here,E09000001,London,2025,Case holder,Total,51,z
Local authority,Here,E09000001,London,2025,Case holder,Asian,20,39.2
Local authority,Here,E09000001,London,2025,Case holder,White,30,58.8
National,England,E92000001,,2025,Total,Total,50,z
National,England,E92000001,,2025,Manager,Asian,0,0
";

#[test]
fn totals_that_are_rows_are_denominators_and_a_mark_under_a_total_of_nobody_is_nobody() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("totals.csv"), TOTALS_AS_ROWS).unwrap();
    let text = std::fs::read_to_string(repository().join("pipelines/dfe-workforce.toml")).unwrap();
    let (head, tail) = text.split_once("[[published.counts]]").unwrap();
    let (_, indicators) = tail.split_once("[[published.counts.indicators]]").unwrap();
    let (indicators, _) = indicators.split_once("[[published.rates]]").unwrap();
    let table = r#"
[[published.counts]]
title = "Totals as rows"
file = "totals.csv"
period = "year"
stratum = "role"
strata = ["Case holder", "Manager"]
whole = "Total"
group = "breakdown"
count = "n"
total_group = "Total"
share = "pct"
decimals = 1

[published.counts.levels]
column = "level"
site = "Local authority"
region = "Regional"
all = "National"
site_code = "code"
site_name = "la"
region_name = "region"

[published.counts.groups]
"Asian" = "asian_unsplit"
"White" = "white_unsplit"

[published.counts.derived]
"Total" = ["Asian", "White"]

[[published.counts.indicators]]
"#;
    let head =
        head.replace("../../shared/published", ".").replace("../lake/dfe-workforce", "lake").replace("../out", "out");
    let path = folder.path().join("p.toml");
    std::fs::write(&path, format!("{head}{table}{indicators}")).unwrap();
    let summary = run(&Config::load(&path).unwrap(), &RunOptions::default(), &Silent).unwrap();
    let table = std::fs::read_to_string(summary.publication.unwrap().join("tables/printed_figures.csv")).unwrap();
    let verdict = |figure: &str| {
        let line = table
            .lines()
            .find(|line| line.contains(figure) && line.contains(",Here,"))
            .unwrap_or_else(|| panic!("{figure}: {table}"));
        line.split(',').nth(9).unwrap().to_owned()
    };
    assert_eq!(verdict("share of Total: Asian"), "reproduces");
    assert_eq!(verdict("share of Total: White"), "differs");
    assert_eq!(verdict("share of Case holder: White"), "reproduces");
    // 51 is not 20 and 30: the row that is called Total is a finding, and the parts count.
    assert!(
        summary.findings.iter().any(|finding| finding.found.contains("51 for the derived group \"Total\"")),
        "{:?}",
        summary.findings
    );
    // Nobody is a manager, so `x` is 0, and England's printed 0 of them is the sum of its sites.
    let sum = table.lines().find(|line| line.contains("sum of sites: Manager: Asian")).unwrap();
    assert!(sum.contains(",reproduces,"), "{sum}");
}
