//! Whatever stands on the reference page can be explained.

use wres_validate::{explain, rules_page};

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
