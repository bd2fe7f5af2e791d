//! What became of every row that was read: of those that reading and the rules left out, and of those that counting left out.

use crate::{
    finding::{NOT_RECONCILED, RECONCILED, UNUSED_DATASET},
    intake::IntakeRecord,
};
use std::collections::BTreeMap;
use wres_domain::{Dataset, Finding, Location, Reconciliation, RowLedger, Severity};
use wres_metrics::{CountPlan, Standard};
use wres_validate::Catalogue;

const REJECTED: &str = "rejected, as the findings say";
const REPEATED: &str = "an exact repeat of another row";
const FILE_REFUSED: &str = "in a file that could not be used";
const NOT_TAKEN_IN: &str = "of a submission that was rejected";

/// What a run knows by name.
pub(crate) fn catalogue(standards: &[Standard], plan: &CountPlan) -> Catalogue {
    let indicators = standards.iter().flat_map(|standard| &standard.indicators);
    let titles = indicators.map(|indicator| (indicator.id.0.clone(), indicator.title.clone())).collect();
    Catalogue { indicators: plan.catalogue(), titles }
}

/// The rows of every dataset of a submission: read, used, and named as not used. `counted` is what counting said of the rows that were
/// kept; for a rejected submission nothing was counted.
pub(crate) fn reconciled(record: &IntakeRecord, counted: &[Reconciliation]) -> Vec<Reconciliation> {
    let mut datasets: BTreeMap<Dataset, Reconciliation> = BTreeMap::new();
    let rejected = record.verdict.is_rejected();
    if !rejected {
        datasets.extend(counted.iter().map(|rows| (rows.dataset, rows.clone())));
        // What counting saw are the rows that were kept; what was read is more.
        datasets.values_mut().for_each(|rows| rows.read = 0);
    }
    for receipt in &record.receipts {
        let Some(dataset) = receipt.dataset else { continue };
        let rows = datasets.entry(dataset).or_insert_with(|| Reconciliation::of(dataset));
        let RowLedger { read, kept, rejected: left_out, duplicate } = receipt.rows;
        rows.read += read;
        rows.leave_out(left_out, if receipt.refused.is_some() { FILE_REFUSED } else { REJECTED });
        rows.leave_out(duplicate, REPEATED);
        if rejected {
            rows.leave_out(kept, NOT_TAKEN_IN);
        }
    }
    datasets.into_values().filter(|rows| rows.read > 0 || rows.left_out() > 0).collect()
}

/// What there is to say about the rows of a submission.
pub(crate) fn findings(reconciled: &[Reconciliation]) -> Vec<Finding> {
    let about = |rows: &Reconciliation| {
        let (kind, severity, expected) = if !rows.balances() {
            (&NOT_RECONCILED, Severity::Error, "every row in some figure, or named as not used")
        } else if rows.used == 0 && rows.unused.keys().any(|reason| reason != Reconciliation::NOT_ASKED) {
            (&UNUSED_DATASET, Severity::Query, "rows that stand in some figure")
        } else {
            (&RECONCILED, Severity::Information, "every row in some figure, or named as not used")
        };
        let dataset = Some(rows.dataset.name());
        let found = format!("`{}`: {}", rows.dataset.name(), rows.in_words());
        let one = kind.finding(severity, dataset, Location::default(), found, expected.to_owned());
        Finding { count: rows.left_out().max(1), ..one }
    };
    reconciled.iter().filter(|rows| rows.left_out() > 0 || !rows.balances()).map(about).collect()
}

#[cfg(test)]
mod tests {
    use super::{findings, reconciled};
    use crate::{intake::empty, summary::Verdict};
    use wres_domain::{Dataset, Reconciliation};

    #[test]
    fn rows_that_counting_never_saw_are_missed_and_said() {
        let mut record = empty(String::new(), Verdict::Accepted);
        let receipt = r#"{"file":"a.csv","blake3":"","bytes":0,"format":"csv","dataset":"cases","columns":[],
            "rows":{"read":10,"kept":7,"rejected":2,"duplicate":1},"set_aside":{"notes":0,"header":1,"blank":0,"totals":0}}"#;
        record.receipts.push(serde_json::from_str(receipt).unwrap());
        let mut counted = Reconciliation { read: 7, used: 5, ..Reconciliation::of(Dataset::Cases) };
        counted.leave_out(2, "no person number");
        let rows = reconciled(&record, std::slice::from_ref(&counted));
        assert!(rows[0].balances() && (rows[0].read, rows[0].used, rows[0].left_out()) == (10, 5, 5), "{rows:?}");
        assert_eq!(findings(&rows)[0].code, "I-SUB-607");
        let lost = reconciled(&record, &[]);
        assert!(!lost[0].balances());
        assert_eq!(findings(&lost)[0].code, "E-SUB-608");
        record.verdict = Verdict::Rejected;
        let rows = reconciled(&record, &[counted]);
        assert!(rows[0].balances() && rows[0].used == 0 && findings(&rows)[0].code == "Q-SUB-609");
    }
}
