//! What goes back to a site.

use crate::{intake::IntakeRecord, release::status};
use wres_domain::{Finding, Period, Site};
use wres_ingest::Receipt;
use wres_report::{Feedback, ReceiptLine};

/// The feedback on one submission: what reading, checking and counting found.
pub(crate) fn feedback(
    site: &Site,
    period: &Period,
    record: &IntakeRecord,
    counting: &[Finding],
    run: &str,
) -> Feedback {
    Feedback {
        site: site.clone(),
        period: period.clone(),
        verdict: status(record.verdict),
        reason: record.reason.clone(),
        receipts: record.receipts.iter().map(line).collect(),
        findings: record.findings.iter().chain(counting).cloned().collect(),
        run: run.to_owned(),
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
        refused: receipt.refused.clone(),
    }
}
