//! `wres explain` of findings.

use assert_cmd::Command;

fn explained(subject: &str) -> String {
    let output = Command::cargo_bin("wres").unwrap().args(["explain", subject]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{subject}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_code_of_a_finding_can_be_explained() {
    for kind in wres_pipeline::finding_kinds() {
        let text = wres_pipeline::explain_finding(kind.stem).unwrap();
        for part in [&kind.code(), kind.title, "\nWhat\n  ", kind.meaning, "\nFix at source\n  ", kind.fix] {
            assert!(text.contains(part), "{}: {part}", kind.stem);
        }
    }
    for counting in ["CNT-001", "Q-CNT-007", "q-cnt-013"] {
        let text = explained(counting);
        assert!(["\nWhat\n", "\nWhy\n", "\nFix at source\n"].iter().all(|heading| text.contains(heading)), "{text}");
    }
    assert!(explained("E-DAT-502").starts_with("DAT-502: Day and month not told apart"));
    assert!(explained("E-SUB-001").starts_with("E-SUB-001: No staff"));
    assert!(explained("SUB-602").contains("fault of the program"));
}

#[test]
fn a_standard_says_what_it_is_for_what_applies_to_whom_and_which_indicators_it_has() {
    let text = explained("monitoring-duty").split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "What applies to whom - From 15,000 in monitoring-duty-threshold: The hours of staff add up to 150 full-time posts",
        "Below 15,000: The hours of staff add up to less than 150 full-time posts",
        "monitoring-duty-staff-in-post: Staff in post",
        "Source Race Relations Act 1976 (Statutory Duties) Order 2001",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!explained("sc-wres").contains("What applies to whom"));
}

#[test]
fn a_figure_is_explained_with_its_columns_its_meaning_and_its_method() {
    let lowest = explained("ratio_lowest");
    assert!(lowest.contains("unknown ethnicity") && lowest.contains("bounds.ratio"), "{lowest}");
    assert!(explained("changes.ratio_change").contains("change.ratio"));
    assert!(explained("hazard_ratio").contains("unit: ratio"));
}
