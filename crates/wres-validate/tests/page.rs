//! The reference page of rules is the one that the rules make.
#![expect(clippy::disallowed_methods, reason = "the test reads and writes the page that the crate only makes")]

use std::path::Path;
use wres_validate::{explain, rules_page};

#[test]
fn the_page_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let page = rules_page();
    if std::env::var_os("WRES_UPDATE").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap();
    assert!(there == page, "docs/rules.md is not current: run the tests of wres-validate with WRES_UPDATE=1");
}

#[test]
fn every_rule_of_the_page_can_be_explained() {
    let codes: Vec<String> = rules_page()
        .lines()
        .filter_map(|line| line.strip_prefix("### ")?.split_once(':').map(|(code, _)| code.to_owned()))
        .collect();
    assert!(codes.len() >= 60, "{}", codes.len());
    for code in codes {
        let text = explain(&code).unwrap();
        for heading in ["What", "Why", "Example", "Fix at source", "Reference"] {
            assert!(text.contains(&format!("\n{heading}\n  ")), "{code}: {heading}");
        }
    }
}
