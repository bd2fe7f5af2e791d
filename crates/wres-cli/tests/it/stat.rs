//! `wres stat` as a statistician types it.

use assert_cmd::Command;
use serde_json::Value;

fn wres() -> Command {
    Command::cargo_bin("wres").unwrap()
}

#[test]
fn a_ratio_from_two_groups_has_estimate_interval_method_and_reference() {
    let output = wres().args(["--json", "stat", "ratio", "12/50", "8/60"]).output().unwrap();
    assert!(output.status.success());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!((answer["estimate"].as_f64().unwrap() - 1.8).abs() < 1e-12);
    assert_eq!(answer["method"], "rr.koopman");
    assert!(answer["lower"].as_f64().unwrap() < 1.0 && answer["upper"].as_f64().unwrap() > 1.8);
    assert!(answer["reference"].as_str().unwrap().contains("Koopman"));
}

#[test]
fn a_batch_goes_on_after_a_bad_line_and_keeps_the_order() {
    let questions = concat!(
        "{\"id\": 1, \"method\": \"proportion.wilson\", \"input\": {\"x\": 1, \"n\": 4}}\n",
        "not json\n",
        "{\"id\": 3, \"method\": \"proportion.wilson\", \"input\": {\"x\": 5, \"n\": 4}}\n",
        "{\"id\": 4, \"method\": \"rr.kopman\", \"input\": {}}\n",
        "{\"id\": 5, \"method\": \"proportion.wilson\", \"input\": {\"x\": 1, \"n\": 4}, \"conf\": 95}\n",
        "{\"id\": 6, \"method\": \"proportion.wilson\", \"input\": {\"x\": 2, \"n\": 4}}\n",
    );
    let output = wres().args(["stat", "--batch", "-"]).write_stdin(questions).output().unwrap();
    assert!(output.status.success());
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 6);
    assert_eq!(answers[0]["estimate"], 0.25);
    assert!(answers[1]["error"].as_str().unwrap().contains("JSON"));
    assert!(answers[2]["error"].as_str().unwrap().contains("exceed"));
    assert!(answers[3]["error"].as_str().unwrap().contains("rr.koopman"));
    assert!(answers[4]["error"].as_str().unwrap().contains("0.95"));
    assert_eq!(answers[5]["estimate"], 0.5);
}

#[test]
fn a_wrong_command_line_ends_with_two_and_says_what_to_type() {
    let output = wres().args(["stat", "ratio", "12of50"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("CASES/BASE"));
}
