//! Reading and rules together: which rows stay, and what the submission is worth.

use crate::{finding::UNBALANCED, intake::IntakeRecord, summary::Verdict};
use arrow::{array::RecordBatch, compute::filter_record_batch};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{DataQuality, Dataset, Finding, Location, Note, Part, RowLedger, Severity};
use wres_ingest::{FoundCells, FoundColumn, Receipt, RowSet, SubmissionRead, TypedBatches};
use wres_validate::{Batches, Decision, Examination, Look, SourceColumn, SourceFile, Sources};

/// Judges rows and gives those that stay.
pub(crate) fn keep(examination: &mut Examination, typed: TypedBatches) -> Vec<RecordBatch> {
    let TypedBatches { dataset, batches, file, supplied } = typed;
    let looks = examination.look(&Batches { dataset, file, supplied: &supplied, rows: &batches });
    let stay = |(batch, look): (RecordBatch, Look)| {
        if look.rejected == 0 && look.duplicate == 0 {
            return batch;
        }
        // The mask has the length of the batch; were it not, keeping every row would be seen in the ledger.
        filter_record_batch(&batch, &look.keep).unwrap_or(batch)
    };
    batches.into_iter().zip(looks).map(stay).collect()
}

/// A submission that has been read and judged.
pub(crate) struct Judged {
    receipts: Vec<Receipt>,
    findings: Vec<Finding>,
    cells: Vec<FoundCells>,
    notes: Vec<Note>,
    decision: Decision,
    rows: RowLedger,
    quality: DataQuality,
}

impl Judged {
    /// Concludes an examination with what reading found.
    ///
    /// `handed` are the files of which rows were handed over. A file that was then given up has left rows behind that must
    /// not be used, so the submission is rejected: half a file is worse than none.
    pub(crate) fn new(read: SubmissionRead, examination: Examination, handed: &BTreeSet<u16>) -> Self {
        let sources = Sources { files: read.receipts.iter().map(source_file).collect() };
        let verdict = examination.finish(&sources);
        let mut receipts = read.receipts;
        for removed in &verdict.removed {
            if let Some(receipt) = receipts.get_mut(usize::from(removed.file)) {
                receipt.rows.kept = receipt.rows.kept.saturating_sub(removed.rejected + removed.duplicate);
                receipt.rows.rejected += removed.rejected;
                receipt.rows.duplicate += removed.duplicate;
            }
        }
        let (mut findings, mut cells) = (read.findings, read.cells);
        let first = findings.len();
        findings.extend(verdict.findings);
        cells.extend(verdict.rows.into_iter().map(|marked| {
            let mut rows = RowSet::default();
            marked.rows.iter().for_each(|&row| rows.push(row));
            FoundCells { finding: first + marked.finding, rows }
        }));
        let mut decision = verdict.decision;
        for receipt in receipts.iter().filter(|receipt| !receipt.rows.balances()) {
            findings.push(unbalanced(receipt));
            reject(&mut decision, format!("the rows of {} do not balance", receipt.file));
        }
        for (index, receipt) in receipts.iter().enumerate() {
            let given_up = u16::try_from(index).is_ok_and(|index| handed.contains(&index));
            if let Some(refused) = receipt.refused.as_ref().filter(|_| given_up) {
                reject(&mut decision, format!("{} could not be read to its end: {refused}.", receipt.file));
            }
        }
        let rows = receipts.iter().fold(RowLedger::default(), |sum, receipt| sum.plus(receipt.rows));
        let staff = verdict.completeness.iter().find(|part| part.dataset == Dataset::Staff);
        let open = open_rows(&findings, &cells, &read.notes);
        let quality = DataQuality {
            known: staff.map_or(Part::default(), |staff| Part { count: staff.known, of: staff.rows() }),
            used: Part { count: rows.kept + rows.duplicate, of: rows.read },
            clean: Part { count: rows.read.saturating_sub(open), of: rows.read },
            sent: verdict.sent,
        };
        Self { receipts, findings, cells, notes: read.notes, decision, rows, quality }
    }

    /// The record of the submission.
    pub(crate) fn record(self, identity: String) -> IntakeRecord {
        let open = self.findings.iter().any(|finding| is_open(finding, &self.notes));
        let (verdict, reason) = match self.decision {
            Decision::Rejected { why } => (Verdict::Rejected, Some(why.join(" "))),
            Decision::Accepted | Decision::AcceptedWithQueries if open => (Verdict::AcceptedWithQueries, None),
            Decision::Accepted | Decision::AcceptedWithQueries => (Verdict::Accepted, None),
        };
        let Self { receipts, findings, cells, notes, rows, quality, .. } = self;
        IntakeRecord { identity, verdict, reason, findings, cells, notes, receipts, rows, quality }
    }
}

/// Whether a finding asks for something: an error, or a query that no note explains.
pub(crate) fn is_open(finding: &Finding, notes: &[Note]) -> bool {
    match finding.severity {
        Severity::Error => true,
        Severity::Query => !notes.iter().any(|note| note.explains(finding)),
        Severity::Information => false,
    }
}

/// How many rows some open finding is about, each counted once.
fn open_rows(findings: &[Finding], cells: &[FoundCells], notes: &[Note]) -> u64 {
    let mut rows: BTreeMap<(&Option<String>, &Option<String>), BTreeSet<u32>> = BTreeMap::new();
    for found in cells {
        let Some(finding) = findings.get(found.finding).filter(|finding| is_open(finding, notes)) else { continue };
        rows.entry((&finding.place.file, &finding.place.sheet)).or_default().extend(found.rows.iter());
    }
    rows.values().map(|rows| rows.len() as u64).sum()
}

fn reject(decision: &mut Decision, why: String) {
    match decision {
        Decision::Rejected { why: reasons } => reasons.push(why),
        other => *other = Decision::Rejected { why: vec![why] },
    }
}

fn source_file(receipt: &Receipt) -> SourceFile {
    SourceFile {
        name: receipt.file.clone(),
        sheet: receipt.sheet.clone(),
        dataset: receipt.dataset,
        columns: receipt.columns.iter().map(source_column).collect(),
        rows: receipt.rows,
        refused: receipt.refused.is_some(),
    }
}

fn source_column(column: &FoundColumn) -> SourceColumn {
    SourceColumn { name: column.name.clone(), index: column.position, header: column.header.clone() }
}

fn unbalanced(receipt: &Receipt) -> Finding {
    let RowLedger { read, kept, rejected, duplicate } = receipt.rows;
    UNBALANCED.finding(
        Severity::Error,
        receipt.dataset.map(Dataset::name),
        Location::file(&receipt.file).sheet(receipt.sheet.as_deref()),
        format!("{read} rows read, but {kept} kept, {rejected} rejected and {duplicate} dropped as repeats"),
        "rows that balance".to_owned(),
    )
}
