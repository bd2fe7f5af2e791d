//! `wres check` on whatever there is.

use assert_cmd::Command;
use std::{
    fs,
    path::Path,
    process::{Command as Process, Stdio},
    thread,
    time::{Duration, Instant},
};

fn staff(fte: &str) -> String {
    let mut text = "Employee ID,Ethnicity,Service,Grade,FTE,Contract,Start Date\n".to_owned();
    for person in 0..40 {
        let group = if person % 4 == 0 { "asian_indian" } else { "white_irish" };
        text.push_str(&format!("E{person:05},{group},adults,5,{fte},permanent,2012-03-{:02}\n", person % 28 + 1));
    }
    text
}

fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let output =
        Command::cargo_bin("wres").unwrap().current_dir(folder).arg("check").args(arguments).arg("--json").output();
    let output = output.unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn codes(answer: &serde_json::Value) -> Vec<&str> {
    answer["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn a_file_alone_is_enough_and_what_was_assumed_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("staff 2024-25.csv"), staff("1.25")).unwrap();
    for paths in [&["staff 2024-25.csv"][..], &["."], &[]] {
        let answer = json(folder.path(), paths);
        let assumed = answer["assumed"].to_string();
        assert!(assumed.contains("2024-25") && assumed.contains("guessed from the files"), "{assumed}");
        assert_eq!(answer["period"], "2024-25");
        assert!(answer["score"].as_f64().is_some());
    }
}

#[test]
fn every_row_of_a_finding_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("staff.csv"), staff("1.25")).unwrap();
    let mapping = "site = \"A1\"\n[grades]\n\"5\" = \"5\"\n[[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n\
                   [source.columns]\nperson_id = \"Employee ID\"\nhours_fte = \"FTE\"\nservice_start = \"Start Date\"\n\
                   [source.codelists]\nethnicity = \"canonical\"\n";
    fs::write(folder.path().join("a1.toml"), mapping).unwrap();
    let answer = json(folder.path(), &["staff.csv", "--mapping", "a1.toml", "--period", "2024-25", "-o", "back"]);
    let all = answer["findings"].as_array().unwrap();
    let finding = all.iter().find(|finding| finding["code"] == "Q-STA-013").unwrap_or_else(|| panic!("{answer}"));
    assert_eq!((&finding["count"], &finding["rows"]), (&40.into(), &serde_json::json!([[2, 41]])));
    assert_eq!((&finding["place"]["column"], &finding["place"]["header"]), (&4.into(), &"FTE".into()));
    for file in ["findings.html", "findings.csv", "findings.json", "corrections.xlsx"] {
        assert!(folder.path().join("back/feedback/A1").join(file).exists(), "{file}");
    }
}

#[test]
fn what_needs_a_pipeline_or_a_terminal_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("staff.csv"), staff("1.00")).unwrap();
    for (arguments, told) in [
        (&["staff.csv", "--against", "2023-24"][..], "--pipeline"),
        (&["staff.csv", "--show"], "on a terminal only"),
        (&["nothing.csv"], "looks like a dataset"),
    ] {
        let output =
            Command::cargo_bin("wres").unwrap().current_dir(folder.path()).arg("check").args(arguments).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{output:?}");
    }
}

#[test]
fn a_saved_file_is_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("staff.csv");
    fs::write(&file, staff("1.25")).unwrap();
    let child = Process::new(assert_cmd::cargo::cargo_bin("wres"))
        .current_dir(folder.path())
        .args(["check", "staff.csv", "--period", "2024-25", "--watch", "--watch-checks", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Saved until it has been seen, for at most a minute: how long the first check takes depends on the machine.
    let (mut child, start, mut number) = (child, Instant::now(), 0);
    while child.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(1500));
        number += 1;
        fs::write(&file, staff(&format!("1.{:02}", 25 + number % 20))).unwrap();
    }
    let ended = child.try_wait().unwrap().is_some();
    if !ended {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert!(ended, "it did not see the file being saved: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).matches("Quality of the data").count(), 2);
}
