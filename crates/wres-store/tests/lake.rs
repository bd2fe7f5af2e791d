//! The lake as its callers see it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use arrow::{
    array::{ArrayRef, DictionaryArray, RecordBatch, UInt64Array},
    datatypes::UInt16Type,
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};
use wres_domain::{ColumnValues, Dataset, DatasetColumns, Period, RowLedger, SiteId, Values};
use wres_store::{Lake, Manifest, Publication, RunLock, StoreError, published_runs};

fn batch(keys: Vec<u64>, ethnicities: Vec<&str>) -> RecordBatch {
    let dictionary: DictionaryArray<UInt16Type> = ethnicities.into_iter().collect();
    let columns: Vec<(&str, ArrayRef)> =
        vec![("person_id", Arc::new(UInt64Array::from(keys))), ("ethnicity", Arc::new(dictionary))];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn submit(lake: &Lake, keys: Vec<u64>) -> Manifest {
    let (site, period) = (SiteId::new("S1").unwrap(), Period::financial_year("2024-25").unwrap());
    let mut staging = lake.stage(&site, &period).unwrap();
    let ethnicities = vec!["asian_indian"; keys.len()];
    let supplied = ["person_id".to_owned(), "ethnicity".to_owned()];
    staging.write(Dataset::Staff, &supplied, &[batch(keys, ethnicities)]).unwrap();
    let staged = staging.finish().unwrap();
    let manifest = Manifest {
        version: Manifest::VERSION,
        site,
        period: period.label,
        identity: "x".into(),
        key_id: "k".into(),
        files: staged.files().clone(),
        ledger: RowLedger::default(),
        notes: Value::Null,
    };
    lake.accept(&staged, &manifest).unwrap();
    manifest
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(files_below(&entry.path()));
        } else {
            found.push(entry.path().display().to_string());
        }
    }
    found
}

fn staff(lake: &Lake, manifest: &Manifest, asked: &[&str]) -> Result<DatasetColumns, StoreError> {
    let asked = asked.iter().map(|name| (*name).to_owned()).collect();
    Ok(lake.columns(manifest, &BTreeMap::from([(Dataset::Staff, asked)]))?.remove(&Dataset::Staff).unwrap())
}

#[test]
fn what_was_written_is_read_back_and_no_more_than_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).unwrap();
    let manifest = submit(&lake, vec![7, 8, 9]);
    let read = staff(&lake, &manifest, &["person_id", "not_there"]).unwrap();
    let keys = ColumnValues::Keys(Values::new(vec![7, 8, 9], None));
    assert_eq!((read.rows, read.columns), (3, BTreeMap::from([("person_id".to_owned(), keys)])));
    assert_eq!(read.supplied, ["ethnicity", "person_id"].map(str::to_owned).into());
    let texts = ColumnValues::Texts([Some("asian_indian"); 3].into_iter().collect());
    assert_eq!(staff(&lake, &manifest, &["ethnicity"]).unwrap().columns["ethnicity"], texts);
    let nothing_asked = lake.columns(&manifest, &BTreeMap::new()).unwrap();
    assert_eq!((nothing_asked[&Dataset::Staff].rows, nothing_asked[&Dataset::Staff].columns.len()), (3, 0));
}

#[test]
fn the_same_rows_give_the_same_file_and_new_rows_replace_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).unwrap();
    let first = submit(&lake, vec![1, 2]);
    let again = submit(&lake, vec![1, 2]);
    assert_eq!(first.files, again.files);
    let other = submit(&lake, vec![1, 2, 3]);
    assert_ne!(first.files, other.files);
    let parquet: Vec<_> = files_below(folder.path()).into_iter().filter(|f| f.ends_with(".parquet")).collect();
    assert_eq!(parquet.len(), 1, "{parquet:?}");
}

#[test]
fn an_unfinished_submission_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).unwrap();
    let period = Period::financial_year("2024-25").unwrap();
    let site = SiteId::new("S1").unwrap();
    let mut staging = lake.stage(&site, &period).unwrap();
    staging.write(Dataset::Staff, &[], &[batch(vec![1], vec!["asian_indian"])]).unwrap();
    drop(staging);
    assert_eq!(files_below(folder.path()), Vec::<String>::new());
    assert_eq!(lake.manifest(&site, &period).unwrap(), None);
}

#[test]
fn a_second_run_is_told_who_holds_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.lock");
    let held = RunLock::take(&path, "process 42").unwrap();
    match RunLock::take(&path, "process 43") {
        Err(StoreError::Locked { owner, .. }) => assert_eq!(owner, "process 42"),
        other => panic!("{other:?}"),
    }
    assert!(!held.is_after_a_death());
    drop(held);
    assert!(!RunLock::take(&path, "process 43").unwrap().is_after_a_death());
    // A process that dies gives its lock up, and leaves its name.
    fs::write(&path, "process 44").unwrap();
    assert!(RunLock::take(&path, "process 45").unwrap().is_after_a_death());
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}

#[test]
fn a_publication_appears_whole_and_latest_moves_last() {
    let folder = tempfile::tempdir().unwrap();
    let first = Publication::begin(folder.path()).unwrap();
    first.write("tables/a.csv", b"1").unwrap();
    assert_eq!(published_runs(folder.path()).unwrap(), (vec![], None));
    first.finish("run1").unwrap();
    let second = Publication::begin(folder.path()).unwrap();
    second.write("tables/a.csv", b"2").unwrap();
    drop(second);
    assert_eq!(published_runs(folder.path()).unwrap(), (vec!["run1".to_owned()], Some("run1".to_owned())));
    assert_eq!(fs::read(folder.path().join("latest/tables/a.csv")).unwrap(), b"1");
}

#[test]
fn a_name_that_leads_out_of_the_publication_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let publication = Publication::begin(folder.path()).unwrap();
    for bad in ["../x", "/etc/x", "a/../../x"] {
        assert!(publication.write(bad, b"").is_err(), "{bad}");
    }
}

#[test]
fn a_flipped_bit_of_a_file_or_manifest_is_found_before_a_row_of_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).unwrap();
    let manifest = submit(&lake, vec![7, 8, 9]);
    assert!(lake.scrub().unwrap().is_empty());
    for path in files_below(folder.path()).into_iter().filter(|path| !path.contains("ledger")) {
        let good = fs::read(&path).unwrap();
        for bit in (0..good.len() * 8).step_by(97) {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, bad).unwrap();
            let read = lake.manifest(&manifest.site, &Period::financial_year("2024-25").unwrap());
            let used = read.and_then(|manifest| staff(&lake, &manifest.unwrap(), &["person_id"]).map(|_| ()));
            assert!(matches!(used, Err(StoreError::Damaged { .. })), "bit {bit} of {path}: {used:?}");
            assert_eq!(lake.scrub().unwrap().len(), 1, "bit {bit} of {path}");
        }
        fs::write(&path, good).unwrap();
    }
    assert!(lake.scrub().unwrap().is_empty());
}

#[test]
fn a_lake_knows_its_key_even_if_its_check_value_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).unwrap();
    lake.hold_to_key("k").unwrap();
    submit(&lake, vec![1]);
    lake.hold_to_key("k").unwrap();
    assert!(matches!(lake.hold_to_key("other"), Err(StoreError::OtherKey { .. })));
    fs::write(folder.path().join("key.check"), "damaged").unwrap();
    assert!(matches!(lake.hold_to_key("other"), Err(StoreError::OtherKey { .. })));
    fs::remove_file(folder.path().join("key.check")).unwrap();
    assert!(matches!(lake.hold_to_key("other"), Err(StoreError::OtherKey { .. })));
    lake.hold_to_key("k").unwrap();
}

#[test]
fn what_a_killed_run_left_is_swept_and_what_stands_is_not() {
    let (lake_folder, output) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let lake = Lake::open(lake_folder.path()).unwrap();
    let manifest = submit(&lake, vec![1, 2]);
    let before = files_below(lake_folder.path());
    let dataset = lake_folder.path().join(&manifest.files[&Dataset::Staff].path);
    for left in
        ["staging/2024-25-S1-x/staff.parquet", "cache/.aside-1", "manifests/2024-25/.aside-2", "generations/.aside-3/a"]
    {
        let path = lake_folder.path().join(left);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "rows of people").unwrap();
    }
    fs::write(dataset.with_file_name("orphan.parquet"), "rows of people").unwrap();
    let swept = lake.sweep_leftovers().unwrap();
    assert_eq!((swept.files, swept.bytes), (5, 5 * 14));
    assert_eq!(files_below(lake_folder.path()), before);

    // Of exact outcomes: those of a run that was never published, and a half-written file of one that was.
    let audit = tempfile::tempdir().unwrap();
    let (known, unknown) = ("0123456789abcdef", "fedcba9876543210");
    for name in [format!("{known}/.aside-x"), format!("{known}/outcomes.json"), format!("{unknown}/outcomes.json")] {
        fs::create_dir_all(audit.path().join(&name).parent().unwrap()).unwrap();
        fs::write(audit.path().join(name), "x").unwrap();
    }
    wres_store::clear_unpublished(audit.path(), &[known.to_owned()]).unwrap();
    assert_eq!(files_below(audit.path()), [audit.path().join(known).join("outcomes.json").display().to_string()]);

    let publication = Publication::begin(output.path()).unwrap();
    publication.write("a", b"1").unwrap();
    publication.finish("run1").unwrap();
    fs::create_dir_all(output.path().join(".aside-x/tables")).unwrap();
    fs::rename(output.path().join("run1"), output.path().join(".old-run1")).unwrap();
    wres_store::clear_output(output.path()).unwrap();
    assert_eq!(fs::read(output.path().join("latest/a")).unwrap(), b"1");
    assert!(!output.path().join(".aside-x").exists());
}

#[test]
fn a_file_of_a_publication_that_was_changed_is_missing_or_was_put_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let publication = Publication::begin(folder.path()).unwrap();
    for name in ["a", "tables/b", "c"] {
        publication.write(name, name.as_bytes()).unwrap();
    }
    let place = publication.finish("run1").unwrap();
    let sums = wres_store::hash_of_sums(&place).unwrap().unwrap();
    let check = || wres_store::check_sums(&place, &sums).unwrap();
    assert_eq!(check(), Vec::<String>::new());
    fs::write(place.join("tables/b"), "x").unwrap();
    fs::remove_file(place.join("a")).unwrap();
    fs::write(place.join("d"), "x").unwrap();
    assert_eq!(check(), ["a is missing", "d was not published", "tables/b is not as it was published"]);
    fs::write(place.join(wres_store::SUMS_FILE), "").unwrap();
    assert_eq!(check(), ["BLAKE3SUMS is not as it was published"]);
}
