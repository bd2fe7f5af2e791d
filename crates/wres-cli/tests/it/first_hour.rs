//! The first hour: how many questions lie between the files of a tidy council, as they come, and its first publication.

use crate::keep_private;
use assert_cmd::Command;
use std::{fs, path::Path};

const SITE: &str = "E06000008";
const PIPELINE: &str = "name = \"first\"\ntitle = \"A first hour\"\nstandards = [\"sc-wres-2024\"]\n[[period]]\nlabel = \"2024-25\"\n\
    [[site]]\nid = \"E06000008\"\nname = \"A council\"\n";
const LABELS: [&str; 6] = [
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "Asian, Asian British or Asian Welsh: Indian",
    "Black, Black British, Black Welsh, Caribbean or African: African",
    "Mixed or Multiple ethnic groups: White and Asian",
    "Prefer not to say",
];

/// Rows of a table under its header.
fn table(header: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    (0..rows).fold(format!("{header}\n"), |text, n| text + &row(n) + "\n")
}

/// Four files with headers and words of the council's own.
fn tidy(folder: &Path) {
    let write = |name: &str, text: String| fs::write(folder.join(name), text).unwrap();
    let header =
        "Employee number,Ethnic group,Gender,Date of birth,Service area,Pay grade,Salary,FTE,Contract type,Start date";
    let staff = table(header, 240, |n| {
        let grade = n % 9 + 1;
        format!(
            "{},\"{}\",{},{:02}/03/19{},{},Grade {grade},\"£{},{:03}.00\",1,{},{:02}/{:02}/{}",
            1000 + n,
            LABELS[n % 6],
            ["Female", "Male"][n % 2],
            n % 28 + 1,
            60 + n % 35,
            ["Adults", "Childrens", "Corporate"][n % 3],
            20 + 4 * grade,
            n % 900,
            ["Permanent", "Fixed term"][usize::from(n % 7 == 0)],
            n % 28 + 1,
            n % 12 + 1,
            2008 + n % 14
        )
    });
    write("staff in post.csv", staff);
    let leavers = table("Employee number,Ethnic group,Leaving date,Reason for leaving", 30, |n| {
        let reason = ["Resignation", "Retirement", "Career break"][n % 3];
        format!("{},\"{}\",{:02}/06/2024,{reason}", 5000 + n, LABELS[n % 6], n % 28 + 1)
    });
    write("leavers.csv", leavers);
    let cases = table("Case number,Employee number,Case type,Date opened", 20, |n| {
        format!("C{n},{},{},{:02}/09/2024", 1000 + 7 * n, ["Disciplinary", "Grievance raised"][n % 2], n % 28 + 1)
    });
    write("cases.csv", cases);
    let applications = table("Application number,Vacancy,Ethnic group,Shortlisted,Appointed", 200, |n| {
        let word = |every: usize| ["No", "Yes"][usize::from(n % every == 0)];
        format!("A{n},V{},\"{}\",{},{}", n / 20, LABELS[n % 6], word(3), word(9))
    });
    write("applications.csv", applications);
}

#[test]
fn a_tidy_council_is_mapped_with_five_questions_and_published_without_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let inbox = at.join("inbox/2024-25").join(SITE);
    fs::create_dir_all(&inbox).unwrap();
    fs::create_dir(at.join("mappings")).unwrap();
    tidy(&inbox);
    let wres = |arguments: &[&str], typed: &str| {
        let output = Command::cargo_bin("wres").unwrap().current_dir(at).args(arguments).write_stdin(typed).output();
        let output = output.unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    };
    let mapping = "mappings/E06000008.toml";
    // Four lists are right as they are proposed; a career break is no reason for leaving: not known.
    let inbox = format!("inbox/2024-25/{SITE}");
    let (_, said) = wres(&["init", &inbox, "--site", SITE, "-o", mapping, "--ask"], "y\ny\ny\ny\n15\n");
    assert!(said.contains("5 questions were asked") && said.contains("everything is confirmed"), "{said}");

    fs::write(at.join("p.toml"), PIPELINE).unwrap();
    let key = at.join("wres.key");
    fs::write(&key, "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b\n").unwrap();
    keep_private(&key);
    let (published, said) = wres(&["run", "p.toml", "--key-file", "wres.key"], "");
    assert!(published && said.contains("outcomes published") && said.contains("490 read"), "{said}");
}
