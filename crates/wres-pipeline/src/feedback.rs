//! What goes back to a site.

use crate::{corrections::said, finding::title, intake::IntakeRecord, release::status};
use std::collections::BTreeMap;
use wres_domain::{Dataset, Finding, Note, Period, Site};
use wres_ingest::{Receipt, RowSet};
use wres_metrics::CountPlan;
use wres_report::{Feedback, FeedbackFinding, PeriodQuality, ReceiptLine, row_ranges};

/// What the feedback on one submission is made of.
pub(crate) struct FeedbackRequest<'a> {
    pub(crate) site: &'a Site,
    pub(crate) period: &'a Period,
    pub(crate) record: &'a IntakeRecord,
    /// What counting found.
    pub(crate) counting: &'a [Finding],
    /// What the site said about its queries in the period before.
    pub(crate) last_year: &'a [Note],
    /// The quality of its data in earlier periods, earliest first.
    pub(crate) before: &'a [PeriodQuality],
    /// Whether there is a workbook of corrections.
    pub(crate) corrections: bool,
    pub(crate) run: &'a str,
    /// The datasets that the indicators need.
    pub(crate) wanted: &'a [Dataset],
}

/// The datasets that counting a plan reads.
pub(crate) fn wanted(plan: &CountPlan) -> Vec<Dataset> {
    plan.scans().keys().copied().collect()
}

/// The feedback on one submission: what reading, checking and counting found.
pub(crate) fn feedback(request: &FeedbackRequest<'_>) -> Feedback {
    let FeedbackRequest { site, period, record, .. } = *request;
    let rows: BTreeMap<usize, &RowSet> = record.cells.iter().map(|found| (found.finding, &found.rows)).collect();
    let of_intake = record.findings.iter().enumerate().map(|(index, finding)| (finding, rows.get(&index).copied()));
    let all = of_intake.chain(request.counting.iter().map(|finding| (finding, None)));
    let own = PeriodQuality { period: period.label.clone(), quality: record.quality };
    Feedback {
        site: site.clone(),
        period: period.clone(),
        verdict: status(record.verdict),
        reason: record.reason.clone(),
        quality: request.before.iter().cloned().chain([own]).filter(|one| one.quality.used.of > 0).collect(),
        wanted: request.wanted.iter().map(|one| (one.name().to_owned(), one.schema().row.clone())).collect(),
        receipts: record.receipts.iter().map(line).collect(),
        findings: all.map(|(finding, rows)| found(finding, rows, &record.notes, request.last_year)).collect(),
        corrections: request.corrections,
        run: request.run.to_owned(),
    }
}

fn found(finding: &Finding, rows: Option<&RowSet>, notes: &[Note], last_year: &[Note]) -> FeedbackFinding {
    FeedbackFinding {
        finding: finding.clone(),
        title: title(&finding.code),
        rows: rows.map(|rows| row_ranges(rows.iter().filter(|&row| row > 0))).unwrap_or_default(),
        note: notes.iter().find(|note| note.explains(finding)).map(|note| note.text.clone()),
        last_year: said(last_year, finding),
    }
}

fn line(receipt: &Receipt) -> ReceiptLine {
    ReceiptLine {
        file: receipt.file.clone(),
        sheet: receipt.sheet.clone(),
        dataset: receipt.dataset.map(|dataset| dataset.name().to_owned()),
        hash: receipt.blake3.clone(),
        bytes: receipt.bytes,
        rows: receipt.rows,
        corrected: receipt.corrected,
        refused: receipt.refused.clone(),
    }
}
