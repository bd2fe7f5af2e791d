//! What is personal in a submission is in no log, no metric, no report, and no finding that is shared.

use assert_cmd::Command;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wres_ingest::raw::{RawOptions, open};

/// Values that stand in the files and nowhere else: a person, a post, a name, an answer, a birthday, a matter, a mistyped date.
const CANARIES: [&str; 7] =
    ["KANARI77", "POSTCANARY", "Zebedee", "Canarian Islander", "1966-07-13", "matter of the canary", "31/31/canary"];
/// Those that identify somebody: not even the lake has them.
const IDENTIFIERS: [&str; 4] = ["KANARI77", "POSTCANARY", "Zebedee", "1966-07-13"];

const MAPPING: &str = "site = \"E06000008\"\ndate_order = \"iso\"\n[grades]\n\"5\" = \"5\"\n\"2\" = \"2\"\n\
    [[source]]\ndataset = \"staff\"\nfile = \"staff.csv\"\n[source.codelists]\nethnicity = \"canonical\"\n\
    [[source]]\ndataset = \"cases\"\nfile = \"cases.csv\"\n";
const PIPELINE: &str = "name = \"test\"\ntitle = \"A test\"\nstandards = [\"sc-wres-2024\"]\n\
    [[period]]\nlabel = \"2024-25\"\n[[site]]\nid = \"E06000008\"\nname = \"A site\"\n";

fn ground() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        if name == "key" {
            crate::keep_private(&path);
        }
    };
    write("pipeline.toml", PIPELINE);
    write("mappings/E06000008.toml", MAPPING);
    write("key", "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b");
    let mut staff =
        "person_id,post_id,name,ethnicity,birth_date,service,grade,hours_fte,contract,service_start\n".to_owned();
    let mut cases = "case_id,person_id,kind,entered_on,stage\n".to_owned();
    for person in 0..300 {
        let group = match person {
            7 => "Canarian Islander",
            person if person % 3 == 0 => "asian_indian",
            _ => "white_british",
        };
        let (fte, start) = match person {
            1 => ("1.30", "2015-02-01"),
            2 => ("1.00", "31/31/canary"),
            3 => ("1.00", "2031-01-01"),
            _ => ("1.00", "2015-03-01"),
        };
        let (person, grade) = (format!("KANARI77{person:04}"), if person % 2 == 0 { 5 } else { 2 });
        staff.push_str(&format!(
            "{person},POSTCANARY{person},Zebedee,{group},1966-07-13,adults,{grade},{fte},permanent,{start}\n"
        ));
        if person.ends_with('5') {
            cases.push_str(&format!("C{person},{person},disciplinary,2024-06-30,matter of the canary\n"));
        }
    }
    cases.push_str("CX,KANARI77STRANGER,disciplinary,2024-06-30,matter of the canary\n");
    write("inbox/2024-25/E06000008/staff.csv", &staff);
    write("inbox/2024-25/E06000008/cases.csv", &cases);
    folder
}

/// Everything that a command says on both channels, at its most talkative.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("wres").unwrap();
    let output = command.current_dir(folder).args(arguments).args(["-vvv", "--log-json"]).output().unwrap();
    assert!(output.status.code().is_some_and(|code| [0, 3].contains(&code)), "{output:?}");
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.path().is_file() {
            found.push(entry.path());
        }
    }
    found
}

/// What a file says: the cells of workbooks and Parquet files, and the bytes of all others.
fn text(path: &Path) -> String {
    let name = path.to_string_lossy();
    if [".xlsx", ".ods", ".parquet"].iter().any(|end| name.ends_with(end)) {
        let file = open(path, &RawOptions::default()).unwrap();
        let rows = file.tables.iter().flat_map(|table| &table.rows);
        return rows.map(|row| row.cells.join("\t")).collect::<Vec<_>>().join("\n");
    }
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

#[test]
fn no_personal_value_is_in_a_log_a_report_or_a_shared_finding() {
    let folder = ground();
    let key = folder.path().join("key");
    let key = key.to_str().unwrap();
    let logs = [
        said(folder.path(), &["run", "pipeline.toml", "--key-file", key]),
        said(folder.path(), &["status", "pipeline.toml", "--json"]),
        said(folder.path(), &["check", "--pipeline", "pipeline.toml", "--site", "E06000008", "--key-file", key]),
        said(folder.path(), &["check", "inbox/2024-25/E06000008", "--json", "-o", "guessed"]),
    ];
    // The rules did see them: a stranger, a date, a value, and hours above full time.
    for code in ["Q-CAS-007", "DAT-50", "E-STA-008", "Q-ETH-502", "Q-STA-013"] {
        assert!(logs[2].contains(code), "{code}: {}", logs[2]);
    }
    for canary in CANARIES {
        assert!(logs.iter().all(|log| !log.contains(canary)), "{canary} was said");
    }
    let (mut seen, mut own) = (0, 0);
    for path in ["out", "lake", "guessed"].iter().flat_map(|name| files(&folder.path().join(name))) {
        let (name, text) = (path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned(), text(&path));
        if name.ends_with("corrections.xlsx") {
            // The site's own rows, for the site alone.
            assert!(text.contains("KANARI77") && !name.starts_with("out"), "{name}");
            own += 1;
            continue;
        }
        let wanted =
            if name.starts_with("lake") && name.ends_with("parquet") { &IDENTIFIERS[..] } else { &CANARIES[..] };
        for canary in wanted {
            assert!(!text.contains(canary), "{canary} stands in {name}");
        }
        seen += 1;
    }
    assert!(seen >= 15 && own >= 1, "{seen} files, {own} workbooks of corrections");
}
