//! The demonstration, from the files that its sites send to the verdict on each.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the test writes the files that ingest reads")]

use arrow::{
    array::{AsArray, RecordBatch, StringArray},
    compute::filter_record_batch,
    datatypes::UInt16Type,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};
use wres_domain::{Dataset, Period};
use wres_ingest::{
    Fingerprints, IdentifierKey, Limits, ReadContext, SiteMapping, Submission, TypedBatches, read_submission,
};
use wres_synth::{Consortium, Extract, Plan, SyntheticFile, SyntheticSite, Value};
use wres_validate::{Batches, Context, Decision, Examination, SourceFile, Sources, Verdict};

/// One submission that was read and examined.
struct Examined {
    verdict: Verdict,
    /// Staff that stay, for the year after.
    staff: Vec<RecordBatch>,
    /// Rows that stay, by dataset and canonical group; the group is empty for datasets without one.
    kept: Groups,
}

type Groups = BTreeMap<(Dataset, String), u64>;

fn examine(site: &SyntheticSite, period: &Period, files: &[SyntheticFile], last: Option<&[RecordBatch]>) -> Examined {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        std::fs::write(folder.path().join(&file.name), &file.bytes).unwrap();
    }
    let key = IdentifierKey::from_bytes(b"a key of the demonstration, 0123456789abcdef").unwrap();
    let mapping = SiteMapping::from_toml(&site.mapping_toml).unwrap();
    let context = ReadContext { period, key: &key, limits: Limits::default(), fingerprints: Fingerprints::default() };
    let mut examination = Examination::new(Context::new(site.id.clone(), period.clone())).unwrap();
    for batch in last.into_iter().flatten() {
        examination.recall(batch);
    }
    let (mut staff, mut kept) = (Vec::new(), Groups::new());
    let submission = Submission::Folder(folder.path().to_owned());
    let read = read_submission::<Infallible>(&submission, &mapping, &context, &mut |typed| {
        let TypedBatches { dataset, file, supplied, batches } = typed;
        let looks = examination.look(&Batches { dataset, file, supplied: &supplied, rows: &batches });
        for (batch, look) in batches.iter().zip(looks) {
            let stay = filter_record_batch(batch, &look.keep).unwrap();
            for group in groups(&stay, &supplied) {
                *kept.entry((dataset, group)).or_default() += 1;
            }
            if dataset == Dataset::Staff {
                staff.push(stay);
            }
        }
        Ok(())
    })
    .unwrap();
    let files = read.receipts.iter().map(|receipt| SourceFile {
        name: receipt.file.clone(),
        sheet: receipt.sheet.clone(),
        dataset: receipt.dataset,
        rows: receipt.rows,
        refused: receipt.refused.is_some(),
        ..SourceFile::default()
    });
    let sources = Sources { files: files.collect() };
    Examined { verdict: examination.finish(&sources), staff, kept }
}

/// The canonical group of each row; empty where the dataset has none.
fn groups(rows: &RecordBatch, supplied: &[String]) -> Vec<String> {
    let column = rows.column_by_name("ethnicity").filter(|_| supplied.iter().any(|column| column == "ethnicity"));
    let Some(column) = column else { return vec![String::new(); rows.num_rows()] };
    let words = column.as_dictionary::<UInt16Type>().downcast_dict::<StringArray>().unwrap();
    words.into_iter().map(|word| word.unwrap_or_default().to_owned()).collect()
}

/// The rows that were simulated, before any slip.
fn simulated(extract: &Extract) -> Groups {
    let mut rows = Groups::new();
    for table in &extract.tables {
        for row in 0..table.rows() {
            let group = match table.get(row, "ethnicity") {
                Value::Code(code) => code.to_owned(),
                _ => String::new(),
            };
            *rows.entry((table.dataset, group)).or_default() += 1;
        }
    }
    rows
}

/// What the slips add and take: an internal move without an ethnicity, a course of a stranger, and one agency worker whose
/// ethnicity is not in the list.
fn hold_to_the_simulation(place: &str, mut kept: Groups, simulated: Groups) {
    let mut take = |dataset, group: &str| {
        let count = kept.entry((dataset, group.to_owned())).or_default();
        *count = count.checked_sub(1).unwrap_or_else(|| panic!("{place}: no {group} in {}", dataset.name()));
    };
    take(Dataset::Leavers, "unknown_blank");
    if simulated.keys().any(|(dataset, _)| *dataset == Dataset::Training) {
        take(Dataset::Training, "");
    }
    take(Dataset::Staff, "unknown_unmapped");
    kept.retain(|_, count| *count > 0);
    // The agency worker's own group has one fewer.
    let missing: Vec<(Dataset, String)> = simulated
        .iter()
        .filter(|(key, count)| kept.get(*key).copied().unwrap_or(0) + 1 == **count)
        .map(|(key, _)| key.clone())
        .collect();
    assert!(matches!(&missing[..], [(Dataset::Staff, _)]), "{place}: {missing:?}");
    *kept.entry(missing[0].clone()).or_default() += 1;
    assert_eq!(kept, simulated, "{place}");
}

#[test]
fn every_site_is_read_to_its_simulated_rows_and_judged_as_planned() {
    let plan = Plan::demo();
    let demo = Consortium::generate(1, &plan).unwrap();
    let mut codes = BTreeSet::new();
    for (index, site) in demo.sites.iter().enumerate() {
        let extracts = plan.tables(1, index).unwrap();
        let mut last: Option<Vec<RecordBatch>> = None;
        for ((period, submission), extract) in demo.periods.iter().zip(&site.submissions).zip(&extracts) {
            if submission.files.is_empty() {
                continue;
            }
            let place = format!("{} {}", site.name, period.label);
            let examined = examine(site, period, &submission.files, last.as_deref());
            if demo.truth.usable(&site.id, &period.label) {
                assert_eq!(examined.verdict.decision, Decision::AcceptedWithQueries, "{place}");
                hold_to_the_simulation(&place, examined.kept, simulated(extract));
            } else {
                let why = "no row of staff that can be used; at least one post in the staff dataset, or counts in the dataset of returns \
                           is expected.";
                assert_eq!(examined.verdict.decision, Decision::Rejected { why: vec![why.to_owned()] }, "{place}");
            }
            codes.extend(examined.verdict.findings.into_iter().map(|finding| finding.code));
            last = Some(examined.staff);
        }
    }
    // The slips and the peculiarities of the sites are found, and nothing that would be a contradiction in the simulation.
    let found: Vec<&str> = codes.iter().map(String::as_str).collect();
    let sure = ["E-SUB-001", "I-LEA-009", "I-SUB-002", "Q-ETH-001", "Q-LEA-006", "Q-TRA-006", "Q-YOY-004"];
    // Whether the reading leaves these to be found depends on the format of the file.
    let possible = ["Q-ETH-009", "Q-STA-022", "Q-STA-024", "Q-SUB-003"];
    assert!(sure.iter().all(|code| found.contains(code)), "{found:?}");
    assert!(found.iter().all(|code| sure.contains(code) || possible.contains(code)), "{found:?}");
}

#[test]
fn a_clean_site_is_read_to_its_simulated_rows_and_accepted() {
    let plan = Plan::clean(1, 800);
    let site = plan.site(3, 0).unwrap().unwrap();
    let mut last: Option<Vec<RecordBatch>> = None;
    for ((period, submission), extract) in plan.periods.iter().zip(&site.submissions).zip(plan.tables(3, 0).unwrap()) {
        let examined = examine(&site, period, &submission.files, last.as_deref());
        assert_eq!(examined.kept, simulated(&extract), "{}", period.label);
        assert_eq!(examined.verdict.findings, [], "{}", period.label);
        assert_eq!(examined.verdict.decision, Decision::Accepted);
        last = Some(examined.staff);
    }
}
