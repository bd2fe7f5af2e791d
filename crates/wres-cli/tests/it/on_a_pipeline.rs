//! Commands on a pipeline: a check against the year before and within the pipeline's limits, and two runs beside one another.

use assert_cmd::Command;
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path, process::Output};
use tempfile::TempDir;

const SITE: &str = "E06000008";
const MAPPING: &str = "site = \"E06000008\"\ndate_order = \"iso\"\n[grades]\n\"4\" = \"4\"\n\"5\" = \"5\"\n\
    [[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n[source.codelists]\nethnicity = \"canonical\"\n";
const PIPELINE: &str = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\"]\n\
    [[period]]\nlabel = \"2022-23\"\n[[period]]\nlabel = \"2023-24\"\n[[period]]\nlabel = \"2024-25\"\n\
    [[site]]\nid = \"E06000008\"\nname = \"A site\"\n";

/// One row of staff, as far as years can differ in it.
#[derive(Clone)]
struct Post {
    person: u32,
    ethnicity: &'static str,
    grade: u8,
    start: &'static str,
}

fn posts() -> Vec<Post> {
    let post = |person| Post {
        person,
        ethnicity: if person % 4 == 0 { "asian_indian" } else { "white_irish" },
        grade: 5,
        start: "2012-03-05",
    };
    (0..120).map(post).collect()
}

fn staff(posts: &[Post]) -> String {
    let mut text = "person_id,ethnicity,service,grade,hours_fte,contract,service_start\n".to_owned();
    for Post { person, ethnicity, grade, start } in posts {
        text.push_str(&format!("E{person:05},{ethnicity},adults,{grade},1.00,permanent,{start}\n"));
    }
    text
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    if ["key", "other"].contains(&name) {
        crate::keep_private(&path);
    }
}

fn wres(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("wres")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .args(["--key-file", "key"])
        .output()
        .unwrap()
}

/// A pipeline that has accepted the staff of 2023-24.
fn ground() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "pipeline.toml", PIPELINE);
    write(folder.path(), "key", "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b");
    write(folder.path(), &format!("mappings/{SITE}.toml"), MAPPING);
    write(folder.path(), &format!("inbox/2023-24/{SITE}/staff.csv"), &staff(&posts()));
    let output = wres(folder.path(), &["run", "pipeline.toml", "--only", SITE]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    folder
}

/// Rules from year to year with the rows that they are about; 0 for a statement about the whole.
fn years(folder: &Path, posts: &[Post], arguments: &[&str]) -> BTreeMap<String, u64> {
    write(folder, "now/staff.csv", &staff(posts));
    let usual = ["check", "now", "--pipeline", "pipeline.toml", "--site", SITE, "--period", "2024-25", "--json"];
    let output = wres(folder, &[&usual, arguments].concat());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let findings = answer["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| (finding["code"].as_str().unwrap(), finding["place"]["row"].as_u64().unwrap_or(0)))
        .filter(|(code, _)| ["YOY", "BAL"].iter().any(|family| code.contains(family)))
        .map(|(code, row)| (code.to_owned(), row))
        .collect()
}

#[test]
fn what_differs_from_the_year_before_is_found_as_a_run_finds_it_and_is_gone_when_put_right() {
    let ground = ground();
    let folder = ground.path();
    let against = ["--against", "2023-24"];
    let same = posts();
    assert_eq!(years(folder, &same, &against), BTreeMap::new());

    let mut other = same.clone();
    other[10].ethnicity = "black_african";
    other[20].grade = 4;
    other[30].start = "2019-03-05";
    other.remove(110);
    other.push(Post { person: 900, ..same[0].clone() });
    let rows = [
        // Somebody vanished without leaving and somebody appeared who should have been there: the rows balance no longer.
        ("Q-YOY-001", 0),
        ("Q-YOY-002", 121),
        ("Q-YOY-003", 12),
        ("Q-YOY-005", 22),
        ("Q-YOY-007", 32),
    ];
    let expected = rows.into_iter().map(|(code, row)| (code.to_owned(), row)).collect();
    assert_eq!(years(folder, &other, &against), expected);
    assert_eq!(years(folder, &other, &[]), expected, "a check of a pipeline compares with the year before by itself");

    // One after the other is put right.
    other[10].ethnicity = same[10].ethnicity;
    other[20].grade = 5;
    let left: Vec<String> = years(folder, &other, &against).into_keys().collect();
    assert_eq!(left, ["Q-YOY-001", "Q-YOY-002", "Q-YOY-007"]);
    other[30].start = same[30].start;
    other.pop();
    other.insert(110, same[110].clone());
    assert_eq!(years(folder, &other, &against), BTreeMap::new());
}

#[test]
fn what_cannot_be_compared_with_is_said() {
    let ground = ground();
    let folder = ground.path();
    write(folder, "now/staff.csv", &staff(&posts()));
    write(folder, "other", "8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7bc8d91e2f30415263748596a7");
    let usual = ["check", "now", "--pipeline", "pipeline.toml", "--site", SITE, "--period", "2024-25"];
    for (against, key, status, told) in [
        ("2022-23", "key", 1, "nothing of E06000008 is accepted for 2022-23"),
        ("2021-22", "key", 2, "the pipeline has no period 2021-22; it has 2022-23, 2023-24, 2024-25"),
        ("2023-24", "other", 1, "taken in with another key"),
    ] {
        let mut command = Command::cargo_bin("wres").unwrap();
        let output = command.current_dir(folder).args(usual).args(["--against", against, "--key-file", key]).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(status) && said.contains(told), "{against}: {output:?}");
    }
}

#[test]
fn a_check_holds_to_the_limits_of_its_pipeline() {
    let ground = ground();
    let folder = ground.path();
    write(folder, "now/staff.csv", &staff(&posts()));
    let codes = || -> Vec<String> {
        let usual = ["check", "now", "--pipeline", "pipeline.toml", "--site", SITE, "--period", "2024-25", "--json"];
        let answer: Value = serde_json::from_slice(&wres(folder, &usual).stdout).unwrap();
        answer["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!codes().contains(&"E-FIL-502".to_owned()), "{:?}", codes());
    write(folder, "pipeline.toml", &format!("{PIPELINE}[limits]\nfile_bytes = 1000\n"));
    assert!(codes().contains(&"E-FIL-502".to_owned()), "{:?}", codes());
    // A mapping that is guessed from the files is held to them as well: the file is too large to be looked at.
    fs::remove_file(folder.join(format!("mappings/{SITE}.toml"))).unwrap();
    let output = wres(folder, &["check", "now", "--pipeline", "pipeline.toml", "--site", SITE, "--period", "2024-25"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing here looks like a dataset"), "{output:?}");
}

#[test]
fn two_runs_beside_one_another_say_which_file_of_which_site_changed_and_what_became_of_its_rows() {
    let ground = ground();
    let folder = ground.path();
    let publication = || -> String {
        let output = wres(folder, &["run", "pipeline.toml", "--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
        answer["publication"].as_str().unwrap().to_owned()
    };
    let first = publication();
    write(folder, &format!("inbox/2023-24/{SITE}/staff.csv"), &staff(&posts()[..100]));
    let second = publication();
    let compare = |more: &[&str]| -> String {
        let mut command = Command::cargo_bin("wres").unwrap();
        let output = command.current_dir(folder).args(["compare", &first, &second]).args(more).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let line = |text: &str| text.lines().find(|line| line.starts_with("File ")).map(str::to_owned).unwrap_or_default();
    let plain = line(&compare(&[]));
    // Outside, a file has neither its name nor its hash.
    assert!(plain.starts_with("File changed: 2023-24 E06000008 file-") && plain.contains(" -> "), "{plain}");
    assert!(!plain.contains("rows read"), "{plain}");
    // The lake holds the later version.
    let looked_up = line(&compare(&["--pipeline", "pipeline.toml"]));
    let inside = "File changed: 2023-24 E06000008 staff.csv, ";
    assert!(looked_up.ends_with(" (100 rows read, 100 kept)") && looked_up.starts_with(inside), "{looked_up}");
    let hash = |text: &str| text.rsplit("-> ").next().unwrap().split(' ').next().unwrap().to_owned();
    let published = fs::read_to_string(folder.join(&second).join("results.json")).unwrap();
    assert!(
        !published.contains("staff.csv") && !published.contains(&hash(&looked_up)) && published.contains(&hash(&plain))
    );
}
