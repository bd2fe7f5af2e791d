//! `wres init`: a draft, and its guesses put to a person.

use assert_cmd::Command;
use std::{fs, path::Path};
use tempfile::TempDir;

fn inbox() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut staff =
        "Employee No,Ethnicty Code,Service,Grade,Annual Sallary,FTE,Contrac Type,Start Date,Surname\n".to_owned();
    for n in 0..40 {
        let ethnicity = ["WBRI", "AIND", "BAFR", "WOTH"][n % 4];
        staff.push_str(&format!(
            "{},{ethnicity},Adults,Team manager,32000,1,Permanant,{}/04/2019,Smith\n",
            1000 + n,
            n % 28 + 1
        ));
    }
    fs::create_dir_all(folder.path().join("inbox")).unwrap();
    fs::write(folder.path().join("inbox/hr extract.csv"), staff).unwrap();
    folder
}

/// What it says, and the mapping that is there afterwards.
fn init(folder: &Path, more: &[&str], typed: &str) -> (String, String) {
    let usual = ["init", "inbox", "--site", "E06000008", "-o", "site.toml"];
    let mut command = Command::cargo_bin("wres").unwrap();
    let output = command.current_dir(folder).args(usual).args(more).write_stdin(typed).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let draft = folder.join("site.toml");
    (said, if draft.exists() { fs::read_to_string(draft).unwrap() } else { String::new() })
}

/// What is guessed of the files: the table, three headers, a list, the order of dates, a value, and a grade.
const GUESSES: usize = 8;

fn unconfirmed(mapping: &str) -> usize {
    mapping.lines().filter(|line| *line == "confirmed = false").count()
}

#[test]
fn without_a_terminal_nothing_is_asked_and_nothing_is_confirmed() {
    let folder = inbox();
    let (said, mapping) = init(folder.path(), &[], "y\ny\ny\ny\ny\ny\ny\n");
    assert!(!said.contains("all are right") && unconfirmed(&mapping) == GUESSES, "{said}{mapping}");
    assert!(!mapping.contains("\nconfirmed = true"), "{mapping}");
    let (said, again) = init(folder.path(), &[], "");
    assert!(said.contains("never overwritten") && again == mapping, "{said}");
}

#[test]
fn what_is_likely_is_confirmed_in_lists_and_each_answer_is_kept_at_once() {
    let folder = inbox();
    // The table, yes; then the answers end.
    let (said, mapping) = init(folder.path(), &["--ask"], "y\n");
    assert_eq!(unconfirmed(&mapping), GUESSES - 1, "{said}");
    assert!(said.contains("hr extract.csv: staff") && said.contains("7 guesses are not confirmed"), "{said}");
    assert!(!said.contains("Smith"), "{said}");

    // Headers: the third is not what was guessed. Lists, dates, values and grades as they are; then what is left, one by one.
    let (said, mapping) = init(folder.path(), &["--ask"], "3\ny\ny\ny\nq\n");
    assert!(!said.contains("These are the tables"), "{said}");
    assert!(mapping.contains("means = \"dfe_") && mapping.contains("means = \"dmy\""), "{said}{mapping}");
    assert!(unconfirmed(&mapping) >= 1 && mapping.contains("means = \"permanent\""), "{said}{mapping}");
}

#[test]
fn an_answer_is_given_by_label_with_help_progress_and_a_way_back() {
    let folder = inbox();
    // The tables are asked about one by one: help, yes; then back, and the tables are listed again.
    let (said, mapping) = init(folder.path(), &["--ask"], "n\n?\ny\nb\n");
    assert!(said.contains("[1 of 1]") && said.contains("staff: One post held on the snapshot date"), "{said}");
    assert!(said.contains("back to the question before"), "help says what can be typed: {said}");
    assert_eq!(said.matches("These are the tables").count(), 2, "{said}");
    assert_eq!(unconfirmed(&mapping), GUESSES, "what was taken back is not confirmed: {mapping}");

    // Everything one by one: the headers for later, and the list of ethnicity by a part of its title.
    let (said, mapping) = init(folder.path(), &["--ask"], "y\nn\ns\ns\ns\nn\nn\nn\nn\nworkforce census\n");
    assert!(said.contains("[3 of 3]") && said.contains("[1 of 4]"), "{said}");
    assert!(mapping.contains("means = \"dfe_csww\""), "{said}{mapping}");
}

#[test]
fn a_list_is_corrected_line_by_line_and_unclear_words_are_asked_again() {
    let folder = inbox();
    let mut staff = "Employee No,Ethnic group,Service,Grade,Salary,FTE,Contract type,Start date\n".to_owned();
    for n in 0..60 {
        let grade = n % 6 + 1;
        staff.push_str(&format!(
            "{n},White - British,Adults,Grade {grade},{},1,Permanent,2019-04-01\n",
            20_000 + 5_000 * grade
        ));
    }
    fs::write(folder.path().join("inbox/hr extract.csv"), staff).unwrap();
    // Tables, the code list, and the grades: the fifth and sixth are on another rung than was proposed.
    let (said, mapping) = init(folder.path(), &["--ask"], "y\ny\nwhat\n5-6=9\n");
    assert!(said.contains("median pay") && said.contains("everything is confirmed"), "{said}");
    assert!(said.contains("3 questions were asked"), "{said}");
    let of = |grade: &str, rung: &str| mapping.contains(&format!("written = \"{grade}\"\nmeans = \"{rung}\""));
    assert!(of("Grade 1", "1") && of("Grade 4", "4") && of("Grade 5", "9") && of("Grade 6", "9"), "{mapping}");
    assert!(mapping.contains("means = \"labels\""), "words are words: {mapping}");
}

#[test]
fn a_column_without_a_header_is_stated_and_the_next_site_is_offered_what_this_one_said() {
    let folder = inbox();
    let mut staff = "Employee No,Ethnic group,Service,Grade,Salary,FTE,Start date\n".to_owned();
    (0..20).for_each(|n| staff.push_str(&format!("{n},White - British,Adults,Team manager,30000,1,2019-04-01\n")));
    fs::write(folder.path().join("inbox/hr extract.csv"), &staff).unwrap();
    let (said, mapping) = init(folder.path(), &["--ask"], "y\n= permanent\ny\ny\n");
    assert!(said.contains("no header is the column `contract`") && said.contains("everything is confirmed"), "{said}");
    assert!(mapping.contains("means = \"= permanent\""), "{mapping}");

    let next = ["init", "inbox", "--site", "E06000009", "-o", "next.toml"];
    Command::cargo_bin("wres").unwrap().current_dir(folder.path()).args(next).assert().success();
    let next = fs::read_to_string(folder.path().join("next.toml")).unwrap();
    assert!(next.contains("confirmed so for E06000008") && next.contains("means = \"= permanent\""), "{next}");
    assert!(!next.contains("\nconfirmed = true"), "what was confirmed elsewhere is offered, not applied: {next}");
}

#[test]
fn a_mapping_with_comments_of_its_own_is_kept_as_it_was_before_it_is_written_anew() {
    let folder = inbox();
    let (_, draft) = init(folder.path(), &[], "");
    init(folder.path(), &["--ask"], "q\n");
    assert!(!folder.path().join("site.toml.before").exists(), "the draft's own comments are no loss");
    let own = format!("# Asked payroll on Monday.\n{draft}");
    fs::write(folder.path().join("site.toml"), &own).unwrap();
    let (said, mapping) = init(folder.path(), &["--ask"], "y\nq\n");
    assert!(said.contains("site.toml.before") && !mapping.contains("payroll"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("site.toml.before")).unwrap(), own);
}
