//! A run that nobody watches, as those see it who look afterwards.
#![cfg(unix)]

use crate::keep_private;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

const KEY: &str = "3f1c6b1e0a9d4c57a8e2b4d6f7091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b";

struct Office {
    folder: TempDir,
}

impl Office {
    fn new(more: &str) -> Self {
        let this = Self { folder: tempfile::tempdir().unwrap() };
        assert!(this.say(&["synth", ".", "--kind", "clean", "--sites", "2", "--rows", "60"]).status.success());
        let pipeline = format!(
            "name = \"t\"\ntitle = \"T\"\nstandards = [\"sc-wres-2024\"]\ngroupings = [\"binary\"]\n{more}\n[[period]]\nlabel = \
             \"2023-24\"\n[[period]]\nlabel = \"2024-25\"\n[[site]]\nid = \"D0000001\"\nname = \"One\"\n[[site]]\nid = \
             \"D0000002\"\nname = \"Two\"\n"
        );
        fs::write(this.at("p.toml"), pipeline).unwrap();
        fs::write(this.at("key"), KEY).unwrap();
        keep_private(&this.at("key"));
        this
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn say(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("wres"));
        command.current_dir(self.folder.path()).args(arguments).env("WRES_KEY_FILE", "key").output().unwrap()
    }

    fn code(&self, arguments: &[&str]) -> i32 {
        self.say(arguments).status.code().unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.say(&[arguments, &["--json"]].concat());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    }

    /// Another state of a file, so that the next run has something to do.
    fn change(&self) {
        let folder = self.at("inbox/2024-25/D0000002");
        let file = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).min().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text + "\n").unwrap();
    }
}

fn every_mode(folder: &Path, found: &mut BTreeMap<PathBuf, u32>) {
    let metadata = fs::symlink_metadata(folder).unwrap();
    if metadata.is_symlink() {
        return;
    }
    found.insert(folder.to_owned(), metadata.permissions().mode() & 0o777);
    if metadata.is_dir() {
        fs::read_dir(folder).unwrap().flatten().for_each(|entry| every_mode(&entry.path(), found));
    }
}

#[test]
fn whatever_the_umask_lake_feedback_register_and_audit_are_for_their_owner_alone_and_the_doctor_looks() {
    for umask in ["000", "022", "077"] {
        let office = Office::new("[disclosure]\naudit = \"audit\"");
        let program = assert_cmd::cargo::cargo_bin!("wres");
        let script = format!("umask {umask}; exec {} run p.toml --key-file key", program.display());
        let status =
            Command::new("sh").current_dir(office.folder.path()).args(["-c", &script]).output().unwrap().status;
        assert!(status.success());
        let mut modes = BTreeMap::new();
        every_mode(&office.at("lake"), &mut modes);
        every_mode(&office.at("audit"), &mut modes);
        every_mode(&office.at("register"), &mut modes);
        assert!(modes.len() > 50);
        for (path, mode) in &modes {
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(*mode, wanted, "umask {umask}: {} has {mode:o}", path.display());
        }
        // What is published is for its readers.
        let mut published = BTreeMap::new();
        every_mode(&office.at("out/t").join(fs::read_link(office.at("out/t/latest")).unwrap()), &mut published);
        for (path, mode) in &published {
            let wanted = if path.is_dir() { 0o755 } else { 0o644 };
            assert_eq!(*mode, wanted, "umask {umask}: {} has {mode:o}", path.display());
        }
        if umask == "022" {
            assert_eq!(office.code(&["doctor", "p.toml"]), 0);
            let file = modes.keys().find(|path| path.extension().is_some_and(|end| end == "parquet")).unwrap();
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
            let told = office.say(&["doctor", "p.toml"]);
            let told = (told.status.code(), String::from_utf8_lossy(&told.stdout).into_owned());
            assert!(told.0 == Some(4) && told.1.contains(file.file_name().unwrap().to_str().unwrap()), "{told:?}");
        }
    }
}

#[test]
fn another_key_stops_the_run_with_one_sentence_and_changes_nothing() {
    let office = Office::new("");
    assert_eq!(office.code(&["run", "p.toml"]), 0);
    let before = super::campaigns::files(&office.at("lake/manifests"));
    fs::write(office.at("other"), KEY.replace('3', "9")).unwrap();
    keep_private(&office.at("other"));
    office.change();
    let output = office.say(&["run", "p.toml", "--key-file", "other", "--quiet"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.lines().count() == 1 && said.contains("made with another key"), "{said}");
    assert!(before == super::campaigns::files(&office.at("lake/manifests")));
    assert_eq!(office.code(&["run", "p.toml"]), 0);
}

#[test]
fn a_key_that_others_can_read_and_folders_in_one_another_are_refused() {
    let office = Office::new("[paths]\nlake = \"out/lake\"");
    let output = office.say(&["run", "p.toml"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("paths.lake") && said.contains("paths.output"), "{said}");
    assert!(!office.at("out").exists());
    let office = Office::new("");
    fs::set_permissions(office.at("key"), fs::Permissions::from_mode(0o640)).unwrap();
    let output = office.say(&["run", "p.toml"]);
    assert!(output.status.code() == Some(1) && String::from_utf8_lossy(&output.stderr).contains("chmod 600"));
}

#[test]
fn a_run_does_not_begin_where_it_has_too_little_space_to_end() {
    let office = Office::new("[processing]\nleast_free_mib = 16777216");
    let output = office.say(&["run", "p.toml"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("least_free_mib"), "{said}");
    assert_eq!(office.json(&["status", "p.toml"])["last_run"]["ended"], "failed");
}

#[test]
fn status_sees_that_what_is_published_was_changed_and_the_next_run_puts_it_right() {
    let office = Office::new("[watch]\nstale_after_hours = 24");
    assert_eq!(office.code(&["status", "p.toml"]), 4, "no good run yet");
    assert_eq!(office.code(&["run", "p.toml"]), 0);
    let status = office.json(&["status", "p.toml"]);
    assert!(status["published_age_seconds"].as_i64().unwrap() < 600 && status["stale"] == false, "{status}");
    assert_eq!(office.code(&["status", "p.toml"]), 0);
    let table = office.at("out/t/latest/tables/outcomes.csv");
    let good = fs::read_to_string(&table).unwrap();
    fs::write(&table, good.replacen('5', "6", 1)).unwrap();
    let told = office.json(&["status", "p.toml"]);
    assert_eq!(told["published_wrong"][0], "tables/outcomes.csv is not as it was published");
    assert_eq!(office.code(&["status", "p.toml"]), 4);
    let again = office.json(&["run", "p.toml"]);
    assert_eq!(again["state"], "published");
    assert_eq!(fs::read_to_string(&table).unwrap(), good);
    assert_eq!(office.code(&["status", "p.toml"]), 0);
    assert_eq!(office.json(&["run", "p.toml"])["state"], "nothing_to_do");
    // A clock that was set back is said, and is no reason to be silent.
    let ledger = office.at("lake/ledger.jsonl");
    let text = fs::read_to_string(&ledger).unwrap();
    fs::write(&ledger, text.replacen("\"run\"", "\"ran\"", 1)).unwrap();
    assert!(office.json(&["status", "p.toml"])["ledger_wrong"].as_str().unwrap().contains("line 1"));
}

#[test]
fn a_run_with_nothing_to_do_sees_that_the_register_or_a_published_file_is_gone_or_changed() {
    let office = Office::new("");
    assert_eq!(office.code(&["run", "p.toml"]), 0);
    let register = office.at("register/t");
    let good = fs::read(&register).unwrap();
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    fs::write(&register, &flipped).unwrap();
    assert_eq!(office.code(&["run", "p.toml"]), 5, "a changed register");
    fs::remove_file(&register).unwrap();
    assert_eq!(office.code(&["run", "p.toml"]), 5, "no register");
    fs::write(&register, &good).unwrap();
    assert_eq!(office.json(&["run", "p.toml"])["state"], "nothing_to_do");
    let published =
        super::campaigns::files(&office.at("out/t").join(fs::read_link(office.at("out/t/latest")).unwrap()));
    for name in ["index.html", "results.json", "sites/D0000001.html", "BLAKE3SUMS"] {
        fs::remove_file(office.at("out/t/latest").join(name)).unwrap();
        assert_eq!(office.json(&["run", "p.toml"])["state"], "published", "{name}");
        assert_eq!(fs::read(office.at("out/t/latest").join(name)).unwrap(), published[name], "{name}");
    }
}

#[test]
fn a_dry_run_says_what_is_there_and_judges_nothing_that_nobody_read() {
    let office = Office::new("");
    fs::remove_dir_all(office.at("inbox/2023-24/D0000001")).unwrap();
    let plan = office.json(&["run", "p.toml", "--dry-run"]);
    assert_eq!((&plan["state"], &plan["sites"]), (&"planned".into(), &Value::Array(Vec::new())));
    let sent: Vec<&str> =
        plan["planned"].as_array().unwrap().iter().map(|planned| planned["sent"].as_str().unwrap()).collect();
    assert_eq!(sent, ["nothing", "folder", "folder", "folder"]);
    assert!(!plan.to_string().contains("accepted"), "{plan}");
    let told = String::from_utf8(office.say(&["run", "p.toml", "--dry-run"]).stdout).unwrap();
    assert!(told.contains("1 not there, 3 to be read") && !office.at("lake").exists(), "{told}");
}

#[test]
fn a_workbook_of_corrections_that_is_not_as_it_was_made_goes_back_to_nobody() {
    let office = Office::new("");
    let staff = office.at("inbox/2024-25/D0000002/staff 2024-25.csv");
    let text = fs::read_to_string(&staff).unwrap();
    fs::write(&staff, text.replacen(",20", ",2x", 1)).unwrap();
    assert!([0, 3].contains(&office.code(&["run", "p.toml"])));
    let (made, sent) = (
        office.at("lake/corrections/2024-25/feedback/D0000002/corrections.xlsx"),
        office.at("lake/feedback/2024-25/feedback/D0000002/corrections.xlsx"),
    );
    let good = fs::read(&made).unwrap();
    assert_eq!(good, fs::read(&sent).unwrap());
    let mut bad = good.clone();
    bad[good.len() / 2] ^= 1;
    fs::write(&made, &bad).unwrap();
    // Another site's file makes the run renew what goes back to all.
    let other = office.at("inbox/2024-25/D0000001/staff 2024-25.csv");
    fs::write(&other, fs::read_to_string(&other).unwrap() + "\n").unwrap();
    assert!([0, 3].contains(&office.code(&["run", "p.toml"])));
    assert_eq!(fs::read(&sent).unwrap(), good, "made anew from the site's own files");
}

#[test]
fn a_second_run_ends_with_75_and_says_nothing_to_those_who_watch() {
    let office = Office::new("[watch]\non_failure = [\"sh\", \"-c\", \"cat > failed\"]");
    assert_eq!(office.code(&["run", "p.toml"]), 0);
    let lines = || fs::read_to_string(office.at("lake/ledger.jsonl")).unwrap().lines().count();
    let before = lines();
    let held = fs::File::options().write(true).open(office.at("lake/run.lock")).unwrap();
    held.lock().unwrap();
    for command in [&["run", "p.toml"][..], &["prune", "p.toml"]] {
        assert_eq!(office.code(command), 75);
    }
    drop(held);
    assert!(lines() == before && !office.at("failed").exists());
    assert_eq!(office.code(&["run", "p.toml"]), 0);
}

#[test]
fn what_went_wrong_with_a_site_is_told_to_the_site_and_no_path_of_it_leaves() {
    let office = Office::new("");
    let folder = office.at("inbox/2024-25/D0000002");
    fs::remove_dir_all(&folder).unwrap();
    std::os::unix::fs::symlink(office.at("mappings"), &folder).unwrap();
    let (summary, output) = (office.json(&["run", "p.toml"]), office.say(&["run", "p.toml"]));
    let site = summary["sites"].as_array().unwrap().iter().find(|site| site["verdict"] == "rejected").unwrap();
    assert_eq!(
        (&site["site"], &site["period"], output.status.code()),
        (&"D0000002".into(), &"2024-25".into(), Some(3))
    );
    let feedback = fs::read_to_string(office.at("lake/feedback/2024-25/feedback/D0000002/findings.json")).unwrap();
    assert!(feedback.contains("E-SUB-601") && feedback.contains("leads out of the inbox"), "{feedback}");
    let root = office.folder.path().to_str().unwrap().to_owned();
    for (name, bytes) in super::campaigns::files(&office.at("out")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(&root) && !text.contains("leads out of"), "{name}");
    }
    let page = fs::read_to_string(office.at("out/t/latest/results.json")).unwrap();
    assert!(page.contains("A submission that cannot be read."));
}

#[test]
fn prune_removes_old_publications_and_never_the_one_that_stands() {
    let office = Office::new("[disclosure]\naudit = \"audit\"");
    for _ in 0..3 {
        office.change();
        assert_eq!(office.code(&["run", "p.toml"]), 0);
    }
    let latest = fs::read_link(office.at("out/t/latest")).unwrap();
    let runs = |folder: &str| -> Vec<String> {
        let all = fs::read_dir(office.at(folder)).unwrap().flatten();
        let names = all.filter(|entry| entry.file_type().unwrap().is_dir()).map(|entry| entry.file_name());
        names.map(|name| name.into_string().unwrap()).collect()
    };
    assert_eq!((runs("out/t").len(), runs("audit").len()), (3, 3));
    let pretended = office.json(&["prune", "p.toml", "--publications", "1", "--dry-run"]);
    assert!(pretended["bytes"].as_u64().unwrap() > 100_000 && runs("out/t").len() == 3, "{pretended}");
    assert_eq!(office.json(&["prune", "p.toml", "--publications", "5"])["kept"], 3);
    assert_eq!(office.json(&["prune", "p.toml", "--publications", "1", "--days", "2"])["kept"], 3);
    let pruned = office.json(&["prune", "p.toml", "--publications", "1"]);
    assert_eq!(pruned["bytes"], pretended["bytes"]);
    let latest = latest.to_str().unwrap();
    assert_eq!((runs("out/t"), runs("audit")), (vec![latest.to_owned()], vec![latest.to_owned()]));
    assert_eq!(office.json(&["run", "p.toml"])["state"], "nothing_to_do");
    assert_eq!(office.code(&["doctor", "p.toml", "--deep"]), 0);
}

#[test]
fn those_who_watch_are_told_what_happened_and_nothing_of_anybody() {
    let hook = "on_change = [\"sh\", \"-c\", \"cat > told; echo $WRES_RESULT >> told\"]\non_failure = [\"sh\", \"-c\", \"cat > failed\"]";
    let watch =
        format!("[watch]\nmetrics = \"w/wres.prom\"\nlineage = \"w/lineage.jsonl\"\ndigest = \"w/digest\"\n{hook}");
    let office = Office::new(&watch);
    assert_eq!(office.code(&["run", "p.toml", "--log-file", "log.jsonl", "--quiet"]), 0);
    let read = |name: &str| fs::read_to_string(office.at(name)).unwrap();
    let told = read("told");
    assert!(told.starts_with("Pipeline t: published run") && told.ends_with("published\n"), "{told}");
    assert_eq!(read("w/digest") + "published\n", told);
    exposition_is_well_formed(&read("w/wres.prom"));
    for wanted in [
        "wres_last_success_timestamp_seconds{",
        "wres_submissions{pipeline=\"t\",verdict=\"accepted",
        "stage=\"publish\"",
    ] {
        assert!(read("w/wres.prom").contains(wanted), "{wanted}: {}", read("w/wres.prom"));
    }
    let events: Vec<Value> = read("w/lineage.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events.iter().map(|event| &event["eventType"]).collect::<Vec<_>>(), ["START", "COMPLETE"]);
    assert_eq!(events[0]["run"]["runId"], events[1]["run"]["runId"]);
    assert_eq!(events[1]["inputs"].as_array().unwrap().len(), 4);
    let log: Vec<Value> = read("log.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sites: Vec<&Value> = log.iter().filter(|line| line["fields"]["message"] == "done").collect();
    assert_eq!(sites.len(), 4);
    assert!(sites.iter().all(|line| line["fields"]["rows"].as_u64().unwrap() > 0 && line["span"]["site"].is_string()));
    let ledger: Value = serde_json::from_str(read("lake/ledger.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(ledger["line"]["entry"]["submissions"].as_array().unwrap().len(), 4);
    assert!(ledger["line"]["entry"]["stages"]["publish"].as_f64().unwrap() > 0.0);

    // Nothing to do: nobody is called. A failure: somebody is.
    fs::remove_file(office.at("told")).unwrap();
    assert_eq!(office.code(&["run", "p.toml"]), 0);
    assert!(!office.at("told").exists() && read("w/digest").contains("nothing has changed"));
    fs::rename(office.at("inbox"), office.at("gone")).unwrap();
    assert_eq!(office.code(&["run", "p.toml"]), 1);
    assert!(read("failed").contains("the run failed"), "{}", read("failed"));
    assert!(read("w/wres.prom").contains("wres_last_run_failed{pipeline=\"t\"} 1"));
    let status = office.json(&["status", "p.toml"]);
    assert_eq!(
        (&status["last_run"]["ended"], &status["last_good_run"]["ended"]),
        (&"failed".into(), &"nothing_to_do".into())
    );
}

/// Each metric has its help and its type before its samples, and each sample a number.
fn exposition_is_well_formed(text: &str) {
    let mut known = "";
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            known = rest.split(' ').next().unwrap();
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            assert_eq!(rest, format!("{known} gauge"));
        } else {
            let (name, rest) = line.split_once('{').unwrap();
            let (labels, value) = rest.split_once("} ").unwrap();
            assert!(
                name == known && labels.split(',').all(|label| label.ends_with('"') && label.contains("=\"")),
                "{line}"
            );
            assert!(value.parse::<f64>().unwrap().is_finite(), "{line}");
        }
    }
}

#[test]
fn the_nightly_pipeline_can_be_read_and_its_units_are_as_systemd_wants_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let config = wres_pipeline::Config::load(&root.join("pipelines/nightly.toml")).unwrap();
    assert!(config.file.processing.deadline_minutes.unwrap() < 5 * 60 && config.file.keep.is_some());
    let timer = fs::read_to_string(root.join("deploy/wres-nightly.timer")).unwrap();
    assert!(timer.contains("Persistent=true"));
    let folder = tempfile::tempdir().unwrap();
    let service = fs::read_to_string(root.join("deploy/wres-nightly.service")).unwrap();
    for code in ["3", "75"] {
        assert!(service.contains("SuccessExitStatus=") && service.contains(code));
    }
    // The program need not be installed where this is tested.
    fs::write(folder.path().join("wres-nightly.service"), service.replace("/usr/local/bin/wres", "/bin/true")).unwrap();
    fs::write(folder.path().join("wres-nightly.timer"), timer).unwrap();
    let units = ["wres-nightly.service", "wres-nightly.timer"].map(|name| folder.path().join(name));
    match Command::new("systemd-analyze").arg("verify").args(&units).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => eprintln!("not verified by systemd-analyze: {error}"),
    }
}
