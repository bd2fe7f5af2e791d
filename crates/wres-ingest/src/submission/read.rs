//! From a folder to typed batches.

use crate::{
    context::ReadContext,
    corrections::{Corrections, take_corrections},
    error::{IngestError, ReadError},
    findings::{Kind, count_of, finding},
    mapping::SiteMapping,
    raw::{Fingerprints, unit::shown},
    receipt::SubmissionRead,
    schema::lake_schema,
    submission::{
        assign::naming,
        discover::{Found, discover},
        file::{FileReader, Job},
        outcome::{Delivery, Halt, Outcome, unreadable},
    },
    table::ReadyBatch,
};
use arrow::{
    array::{ArrayRef, UInt16Array, new_null_array},
    record_batch::RecordBatch,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};
use wres_domain::{Dataset, Finding, Location, Severity};

/// Where the files of a submission are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// Every file in a folder and its folders. Links that lead out of the folder are not followed.
    Folder(PathBuf),
    /// These files.
    Files(Vec<PathBuf>),
}

/// Rows of one file that are ready for the lake: all columns of [`crate::lake_schema`], identifiers hashed, codes mapped.
#[derive(Debug, Clone)]
pub struct TypedBatches {
    /// The dataset.
    pub dataset: Dataset,
    /// The rows, in the order of the file: at least one batch, and none of them empty.
    pub batches: Vec<RecordBatch>,
    /// Index of the receipt ([`SubmissionRead::receipts`]) of the file or sheet.
    pub file: u16,
    /// Canonical columns that this file has, in the order of the schema.
    pub supplied: Arc<[String]>,
}

/// Reads every file of a submission and hands its rows over, file by file in the order of their names, in batches of at
/// most 65,536 rows. The order and content of batches do not depend on the number of threads; how many are handed over at a time
/// does.
///
/// Rows may come from a file that proves to be broken further on: its receipt is then `refused`, and whoever receives the
/// batches must not use rows whose receipt is refused.
///
/// # Errors
/// [`ReadError::Ingest`] if the submission cannot be read at all, [`ReadError::Sink`] with what the receiver returned.
pub fn read_submission<E>(
    submission: &Submission,
    mapping: &SiteMapping,
    context: &ReadContext<'_>,
    sink: &mut dyn FnMut(TypedBatches) -> Result<(), E>,
) -> Result<SubmissionRead, ReadError<E>> {
    let (mapping, waiting) = mapping.settled();
    let (mut files, findings) = discover(submission, &context.limits)?;
    let corrections = take_corrections(&mut files, &mapping, context.limits);
    let reader = FileReader { mapping: &mapping, context, corrections: &corrections };
    let mut run = Run { read: SubmissionRead::new(context.key), used: BTreeSet::new() };
    run.read.findings = findings;
    run.read.findings.extend(corrections.unread.iter().cloned());
    run.about_guesses(&mapping, waiting);
    let sizes: Vec<u64> =
        files.iter().map(|file| std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len())).collect();
    // Files of up to two blocks are read several at a time, each by one thread; larger ones by all threads.
    let small = (context.limits.block_bytes as u64).saturating_mul(2);
    let copies = copies(&files, &sizes, &mapping, &context.fingerprints);
    let mut pending: Vec<Job<'_>> = Vec::new();
    let mut pending_bytes = 0_u64;
    for ((index, file), &bytes) in files.iter().enumerate().zip(&sizes) {
        let repeated = copies.contains(&index);
        let job = Job { file, bytes, fingerprints: &context.fingerprints, repeated };
        if bytes <= small && pending_bytes + bytes <= small.saturating_mul(4) {
            pending_bytes += bytes;
            pending.push(job);
            continue;
        }
        run.small(std::mem::take(&mut pending), &reader, sink)?;
        pending_bytes = 0;
        if bytes <= small {
            pending_bytes = bytes;
            pending.push(job);
        } else {
            run.large(&job, &reader, sink)?;
        }
    }
    run.small(pending, &reader, sink)?;
    run.about_sources(&mapping);
    run.about_corrections(corrections);
    Ok(run.read)
}

/// The files that are copies of another, by their place. Of files with the same content the one stands that the mapping names, first by
/// its very name, then by a pattern; of several, or of none, the first by name. So a stray copy never takes the place of the file that
/// is meant.
fn copies(files: &[Found], sizes: &[u64], mapping: &SiteMapping, fingerprints: &Fingerprints) -> BTreeSet<usize> {
    let mut by_size: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, &size) in sizes.iter().enumerate() {
        by_size.entry(size).or_default().push(index);
    }
    // Only files of the same size can be the same, and only these are gone through before they are read.
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in by_size.into_values().filter(|alike| alike.len() > 1).flatten() {
        if let Ok(hash) = fingerprints.blake3(&files[index].path) {
            same.entry(hash).or_default().push(index);
        }
    }
    let mut copies = BTreeSet::new();
    for mut alike in same.into_values() {
        // The order of names stays among those that are named alike.
        alike.sort_by_key(|&index| naming(&files[index].name, mapping));
        copies.extend(alike.into_iter().skip(1));
    }
    copies
}

/// A submission being read.
struct Run {
    read: SubmissionRead,
    /// Sources that a file came for.
    used: BTreeSet<usize>,
}

impl Run {
    /// Reads small files at the same time and hands their rows over in order.
    fn small<E>(
        &mut self,
        jobs: Vec<Job<'_>>,
        reader: &FileReader<'_>,
        sink: &mut dyn FnMut(TypedBatches) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        let read = |job: &Job<'_>| {
            let (mut outcome, mut deliveries) = (Outcome::default(), Vec::new());
            let result = reader.read(job, &mut outcome, &mut |delivery| {
                deliveries.push(delivery);
                Ok(())
            });
            (outcome, deliveries, result)
        };
        let results: Vec<_> = jobs.par_iter().map(read).collect();
        for ((outcome, deliveries, result), job) in results.into_iter().zip(&jobs) {
            let first = self.read.receipts.len();
            for delivery in deliveries {
                deliver(first, delivery, job, sink)?;
            }
            self.add(outcome, job);
            halted(result, job)?;
        }
        Ok(())
    }

    /// Reads a large file with all threads.
    fn large<E>(
        &mut self,
        job: &Job<'_>,
        reader: &FileReader<'_>,
        sink: &mut dyn FnMut(TypedBatches) -> Result<(), E>,
    ) -> Result<(), ReadError<E>> {
        let first = self.read.receipts.len();
        let mut outcome = Outcome::default();
        let mut refused = None;
        let result = reader.read(job, &mut outcome, &mut |delivery| {
            deliver(first, delivery, job, sink).map_err(|error| {
                refused = Some(error);
                Halt::Receiver
            })
        });
        self.add(outcome, job);
        match refused {
            Some(error) => Err(error),
            None => halted(result, job),
        }
    }

    /// Adds what was said about a file.
    fn add(&mut self, outcome: Outcome, job: &Job<'_>) {
        self.used.extend(outcome.used);
        let first = self.read.findings.len();
        self.read.findings.extend(outcome.findings);
        self.read.cells.extend(outcome.cells.into_iter().map(|mut cells| {
            cells.finding += first;
            cells
        }));
        let hash = if outcome.receipts.is_empty() { Ok(String::new()) } else { job.hash() };
        let hash = hash.unwrap_or_else(|error| {
            // Whoever read the file may have said the same.
            let finding = unreadable(&shown(&job.file.name), &error);
            if !self.read.findings[first..].contains(&finding) {
                self.read.findings.push(finding);
            }
            String::new()
        });
        for mut receipt in outcome.receipts {
            receipt.blake3.clone_from(&hash);
            receipt.bytes = job.bytes;
            if let (Some(dataset), None) = (receipt.dataset, &receipt.refused) {
                let supplied = self.read.supplied.entry(dataset).or_default();
                supplied.rows += receipt.rows.kept;
                let all = dataset.schema().columns.iter().map(|column| &column.name);
                let has = |name: &&String| {
                    supplied.columns.contains(name)
                        || receipt.columns.iter().any(|found| found.name == **name)
                        || receipt.stated.contains(name)
                };
                supplied.columns = all.filter(has).cloned().collect();
            }
            self.read.receipts.push(receipt);
        }
    }

    fn about_guesses(&mut self, mapping: &SiteMapping, waiting: usize) {
        if waiting > 0 {
            let guesses = if waiting == 1 { "1 guess".to_owned() } else { format!("{waiting} guesses") };
            let found = format!("{guesses} that nobody has confirmed");
            let place = Location::default();
            let mut finding =
                finding(Kind::FileUnconfirmed, Severity::Query, None, place, found, "a confirmed mapping");
            finding.count = waiting as u64;
            self.read.findings.push(finding);
        }
        for source in mapping.sources.iter().filter(|source| !source.confirmed) {
            let place = Location::file(&source.file).sheet(source.sheet.as_deref());
            let found = format!("a guess that this is the dataset `{}`", source.dataset.name());
            let dataset = Some(source.dataset);
            self.read.findings.push(finding(
                Kind::FileUnconfirmed,
                Severity::Error,
                dataset,
                place,
                found,
                "a confirmed source",
            ));
        }
    }

    /// Takes the notes over, and says which corrections found no file.
    fn about_corrections(&mut self, corrections: Corrections) {
        for table in &corrections.tables {
            let mut of_file = self.read.receipts.iter().filter(|receipt| receipt.blake3 == table.blake3);
            if !table.rows.is_empty() && !of_file.any(|receipt| receipt.sheet == table.sheet) {
                let place = Location::file(&shown(&table.file)).sheet(table.sheet.as_deref());
                let found =
                    format!("corrections of {}, and not the file itself", count_of(table.rows.len() as u64, "row"));
                let expected = "the file that the corrections belong to";
                let lost = finding(Kind::CorrectionsLost, Severity::Query, None, place, found, expected);
                self.read.findings.push(Finding { count: table.rows.len() as u64, ..lost });
            }
        }
        self.read.notes = corrections.notes;
    }

    fn about_sources(&mut self, mapping: &SiteMapping) {
        for (index, source) in mapping.sources.iter().enumerate() {
            if source.confirmed && !self.used.contains(&index) {
                let place = Location::file(&source.file).sheet(source.sheet.as_deref());
                let found = "no file of this name";
                let dataset = Some(source.dataset);
                self.read.findings.push(finding(
                    Kind::FileMissing,
                    Severity::Query,
                    dataset,
                    place,
                    found,
                    "the file of the mapping",
                ));
            }
        }
    }
}

fn halted<E>(result: Result<(), Halt>, job: &Job<'_>) -> Result<(), ReadError<E>> {
    match result {
        Ok(()) | Err(Halt::Receiver) => Ok(()),
        Err(Halt::Arrow(source)) => Err(IngestError::Batch { place: shown(&job.file.name), source }.into()),
    }
}

/// Adds provenance to rows and hands them over.
fn deliver<E>(
    first: usize,
    delivery: Delivery,
    job: &Job<'_>,
    sink: &mut dyn FnMut(TypedBatches) -> Result<(), E>,
) -> Result<(), ReadError<E>> {
    let Delivery { receipt, dataset, supplied, batches } = delivery;
    if batches.is_empty() {
        return Ok(());
    }
    let file = u16::try_from(first + receipt).unwrap_or(u16::MAX);
    let schema = lake_schema(dataset);
    let complete = |batch: ReadyBatch| {
        let rows = batch.rows.len();
        let columns: Vec<ArrayRef> = batch
            .columns
            .into_iter()
            .zip(schema.fields())
            .map(|(column, field)| column.unwrap_or_else(|| new_null_array(field.data_type(), rows)))
            .chain([Arc::new(UInt16Array::from_value(file, rows)) as ArrayRef, Arc::new(batch.rows) as ArrayRef])
            .collect();
        RecordBatch::try_new(Arc::clone(&schema), columns)
            .map_err(|source| IngestError::Batch { place: shown(&job.file.name), source })
    };
    let batches = batches.into_iter().map(complete).collect::<Result<Vec<_>, _>>()?;
    sink(TypedBatches { dataset, batches, file, supplied }).map_err(ReadError::Sink)
}
