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
    (said, fs::read_to_string(folder.join("site.toml")).unwrap_or_default())
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
    assert!(!said.contains("y yes") && unconfirmed(&mapping) == GUESSES, "{said}{mapping}");
    assert!(!mapping.contains("\nconfirmed = true"), "{mapping}");
    let (said, again) = init(folder.path(), &[], "");
    assert!(said.contains("never overwritten") && again == mapping, "{said}");
}

#[test]
fn each_answer_is_kept_and_the_next_time_only_what_is_left_is_asked() {
    let folder = inbox();
    // The table, yes; the first header, skipped; then the answers end.
    let (said, mapping) = init(folder.path(), &["--ask"], "y\ns\n");
    assert_eq!(unconfirmed(&mapping), GUESSES - 1, "{said}");
    assert!(
        said.contains("hr extract.csv: is it the dataset `staff`?") && said.contains("7 guesses are not confirmed")
    );
    assert!(!said.contains("Smith"), "{said}");

    // The next time the table is not asked about again. What cannot be is asked again.
    let (said, mapping) = init(folder.path(), &["--ask"], "no such column\ny\ns\nq\n");
    assert!(!said.contains("is it the dataset"), "{said}");
    assert!(said.contains("staff has no column `no such column`") && said.contains("6 guesses"), "{said}");
    // The shape of values, and not the values, where they tell nothing about a person; no shape where they do.
    assert!(
        said.contains("\"Contrac Type\" the column `contract`?") && said.contains("values look like AAAAAAAAA"),
        "{said}"
    );
    assert_eq!(said.matches("values look like").count(), 1, "{said}");
    assert_eq!(unconfirmed(&mapping), GUESSES - 2, "{mapping}");

    // Yes to pay and contract, another list, no to the order of dates, another code, another rung.
    let (said, mapping) = init(folder.path(), &["--ask"], "y\ny\nnhs_dd_ethnic_category\nn\nfixed_term\n\"4\"\n");
    assert!(said.contains("everything is confirmed"), "{said}");
    for part in
        ["means = \"nhs_dd_ethnic_category\"", "means = \"fixed_term\"", "means = \"4\"", "column = \"contract\""]
    {
        assert!(mapping.contains(part), "{part}: {mapping}");
    }
    assert!(!mapping.contains("date_order") && unconfirmed(&mapping) == 0, "{mapping}");
    let (said, again) = init(folder.path(), &["--ask"], "");
    assert!(!said.contains("y yes") && again == mapping, "{said}");
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
