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
    assert_eq!(output.status.code(), Some(3));
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(talk.contains("line 2: not a JSON object") && talk.contains("4 of 6 lines failed"), "{talk}");
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

#[test]
fn an_estimate_with_its_interval_or_p_value_is_an_effect_with_its_error() {
    let answer = |words: &[&str]| -> Value {
        let output = wres().args(["--json", "stat"]).args(words).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let number = |answer: &Value, key: &str| answer[key].as_f64().unwrap();
    for words in [&["estimate", "2", "1", "4"][..], &["estimate", "2 (1 to 4)"]] {
        assert!((number(&answer(words), "se") - 0.353_653).abs() < 1e-6);
    }
    assert!((number(&answer(&["estimate", "2", "p=.05"]), "se") - 0.353_653).abs() < 1e-6);
    let difference = answer(&["--scale", "difference", "estimate", "-2.1", "-4.0", "-0.2"]);
    assert!((number(&difference, "y") + 2.1).abs() < 1e-12);
    let output = wres().args(["stat", "estimate", "1.8"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn digits_shorten_every_number_and_the_end_of_a_name_is_enough() {
    let output = wres().args(["stat", "--method", "koopman", "--digits", "3", "12/50", "8/60"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("0.818\n") && text.contains("rr.koopman"), "{text}");
}

#[test]
fn a_batch_of_csv_is_answered_as_csv_with_its_errors_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("q.csv");
    let questions =
        "id,method,x,n,y,v\na,proportion.wilson,1,4,,\nb,proportion.wilson,5,4,,\nc,iv.fixed,,,\"[0, 1]\",\"[1, 1]\"\n";
    std::fs::write(&path, questions).unwrap();
    let output = wres().args(["stat", "--batch"]).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("id,method") && lines[0].contains("estimate") && lines[0].contains("error"), "{text}");
    assert!(
        lines[1].starts_with("a,proportion.wilson,0.25")
            && lines[2].contains("exceed")
            && lines[3].starts_with("c,iv.fixed,0.5")
    );
    assert!(String::from_utf8(output.stderr).unwrap().contains("line 3: 5 cases exceed"));
}
