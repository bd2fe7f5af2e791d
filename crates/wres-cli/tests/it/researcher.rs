//! `wres claims` and `wres review` as a researcher types them.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn wres() -> Command {
    Command::cargo_bin("wres").unwrap()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/published").join(name)
}

#[test]
fn right_claims_pass_the_gate_and_wrong_ones_end_with_four() {
    let judge = |file: &str| wres().args(["claims", "--fail-on", "not_held"]).arg(fixture(file)).output().unwrap();
    let right = judge("claims_right.csv");
    assert_eq!(right.status.code(), Some(0), "{}", String::from_utf8_lossy(&right.stdout));
    let wrong = judge("claims_wrong.csv");
    assert_eq!(wrong.status.code(), Some(4));
    let text = String::from_utf8(wrong.stdout).unwrap();
    assert!(text.contains("smallest change") && text.contains("upside_down"), "{text}");
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("expected"), "a column that is not read is named");
    let unknown = wres().args(["claims", "--fail-on", "weather"]).arg(fixture("claims_right.csv")).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_page_a_table_and_json_are_written_and_tell_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let output =
        wres().args(["--json", "claims", "-o"]).arg(folder.path()).arg(fixture("claims_wrong.csv")).output().unwrap();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let written: Value = serde_json::from_slice(&std::fs::read(folder.path().join("claims.json")).unwrap()).unwrap();
    assert_eq!(told, written);
    assert!(told["summary"]["not_held"].as_u64().unwrap() > 40);
    let page = std::fs::read_to_string(folder.path().join("claims.html")).unwrap();
    assert!(page.contains("Does not hold") && page.contains("scrutiny"));
    assert!(std::fs::read_to_string(folder.path().join("claims.csv")).unwrap().starts_with("file,line,standing"));
}

#[test]
fn a_file_that_holds_no_claims_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "rate,base\n12,50\n").unwrap();
    let output = wres().arg("claims").arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("no column `claim`"));
}

#[test]
fn a_review_is_written_with_its_forest_and_says_what_it_found() {
    let folder = tempfile::tempdir().unwrap();
    let output = wres().arg("review").arg(fixture("evidence")).arg("-o").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("13 studies, RR 0.49") && text.contains("strength of this evidence"), "{text}");
    let page = std::fs::read_to_string(folder.path().join("review.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("Aronson 1948"));
    let empty = wres().arg("review").arg(folder.path()).output().unwrap();
    assert_eq!(empty.status.code(), Some(1));
    assert!(String::from_utf8(empty.stderr).unwrap().contains("no evidence.csv"));
}
