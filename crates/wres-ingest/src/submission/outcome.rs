//! What came of one unit: receipts, findings, and rows that go on.

use crate::{
    findings::{Kind, about_file},
    input::Refused,
    raw::{format::Format, source::LimitReached, unit::Unit},
    receipt::{FoundCells, Receipt, SetAside},
    table::ReadyBatch,
};
use std::{collections::BTreeSet, io, sync::Arc};
use wres_domain::{Dataset, Finding, RowLedger, Severity};

/// Rows on their way out.
pub(super) struct Delivery {
    /// Index of the receipt among those of the unit.
    pub(super) receipt: usize,
    pub(super) dataset: Dataset,
    pub(super) supplied: Arc<[String]>,
    /// In their order.
    pub(super) batches: Vec<ReadyBatch>,
}

/// Takes deliveries. `Err` means that the receiver wants no more.
pub(super) type Deliver<'a> = dyn FnMut(Delivery) -> Result<(), Halt> + 'a;

/// Why the reading of a unit stops.
#[derive(Debug)]
pub(super) enum Halt {
    /// The receiver wants no more.
    Receiver,
    /// Arrays could not be put together: a defect of this program.
    Arrow(arrow::error::ArrowError),
}

impl From<arrow::error::ArrowError> for Halt {
    fn from(error: arrow::error::ArrowError) -> Self {
        Self::Arrow(error)
    }
}

/// What was said about a unit.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) receipts: Vec<Receipt>,
    pub(super) findings: Vec<Finding>,
    pub(super) cells: Vec<FoundCells>,
    /// Sources of the mapping that a unit came for.
    pub(super) used: BTreeSet<usize>,
}

impl Outcome {
    /// Adds the findings of a table, whose cells count findings from 0.
    pub(super) fn add(&mut self, findings: Vec<Finding>, cells: Vec<FoundCells>) {
        let first = self.findings.len();
        self.findings.extend(findings);
        self.cells.extend(cells.into_iter().map(|cells| FoundCells { finding: cells.finding + first, ..cells }));
    }

    /// Marks a receipt as refused, with a finding.
    pub(super) fn refuse(&mut self, receipt: usize, finding: Finding) {
        if let Some(receipt) = self.receipts.get_mut(receipt) {
            receipt.refused = Some(finding.found.clone());
        }
        self.findings.push(finding);
    }
}

/// An empty receipt for a unit.
pub(super) fn receipt(unit: &Unit) -> Receipt {
    Receipt { format: unit.format.name().to_owned(), ..named_receipt(&unit.name) }
}

/// An empty receipt for a file of which only the name is known.
pub(super) fn named_receipt(name: &str) -> Receipt {
    Receipt {
        file: name.to_owned(),
        blake3: String::new(),
        bytes: 0,
        format: Format::Unreadable("").name().to_owned(),
        sheet: None,
        dataset: None,
        encoding: None,
        dialect: None,
        header_row: None,
        columns: Vec::new(),
        stated: Vec::new(),
        rows: RowLedger::default(),
        corrected: 0,
        set_aside: SetAside::default(),
        refused: None,
    }
}

/// A finding for a file that the system or a limit keeps from being read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Finding {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<LimitReached>()) {
        Some(limit) => {
            about_file(Kind::FileLimit, Severity::Error, name, limit.to_string(), "a file within the limits")
        }
        None => {
            // What the system says may quote the content; its kind does not.
            let found = match Refused::of(error) {
                Some(refused) => format!("a file that cannot be read: {refused}"),
                None => format!("a file that cannot be read ({})", error.kind()),
            };
            about_file(Kind::FileUnreadable, Severity::Error, name, found, "a file that can be read")
        }
    }
}
