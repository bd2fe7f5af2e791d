//! What became of every row of a dataset: it stands in some figure, or it is named as not used, with the reason.

use crate::{dataset::Dataset, rounding::thousands};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What became of the rows of one dataset of one submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// The dataset.
    pub dataset: Dataset,
    /// Rows of data that were read.
    pub read: u64,
    /// Rows that stand in the base or among the cases of some figure.
    pub used: u64,
    /// Rows that stand in none, by reason.
    pub unused: BTreeMap<String, u64>,
}

impl Reconciliation {
    /// The reason of rows of a dataset that no figure of the run is made from: nothing that the site could put right.
    pub const NOT_ASKED: &str = "no figure of this run is made from this dataset";

    /// A dataset of which no row has been looked at.
    #[must_use]
    pub fn of(dataset: Dataset) -> Self {
        Self { dataset, read: 0, used: 0, unused: BTreeMap::new() }
    }

    /// Names some rows as not used. Without rows there is nothing to name.
    pub fn leave_out(&mut self, rows: u64, reason: &str) {
        if rows > 0 {
            *self.unused.entry(reason.to_owned()).or_default() += rows;
        }
    }

    /// Rows that stand in no figure.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.unused.values().sum()
    }

    /// Whether every row that was read is used or named.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.read == self.used + self.left_out()
    }

    /// What became of the rows, in words, the commonest reason first.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut reasons: Vec<(&String, &u64)> = self.unused.iter().collect();
        reasons.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let mut parts = vec![format!("{} rows read: {} in some figure", thousands(self.read), thousands(self.used))];
        parts.extend(reasons.iter().map(|(reason, rows)| format!("{} not used ({reason})", thousands(**rows))));
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::Reconciliation;
    use crate::dataset::Dataset;

    #[test]
    fn rows_read_are_those_used_and_those_named() {
        let mut rows = Reconciliation { read: 1_250, used: 1_200, ..Reconciliation::of(Dataset::Staff) };
        rows.leave_out(20, "no person number");
        rows.leave_out(0, "nothing");
        assert!(!rows.balances());
        rows.leave_out(30, "another post");
        assert!(rows.balances() && rows.left_out() == 50 && rows.unused.len() == 2);
        assert_eq!(
            rows.in_words(),
            "1,250 rows read: 1,200 in some figure, 30 not used (another post), 20 not used (no person number)"
        );
    }
}
