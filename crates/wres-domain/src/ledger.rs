//! Rows balance: nothing is lost on the way in.

use serde::{Deserialize, Serialize};

/// What became of the rows of one file or sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowLedger {
    /// Data rows read (without titles, headers, notes, blank rows and totals, which are counted apart).
    pub read: u64,
    /// Rows that went into the lake.
    pub kept: u64,
    /// Rows that a rule rejected.
    pub rejected: u64,
    /// Rows dropped as exact repeats of another row.
    pub duplicate: u64,
}

impl RowLedger {
    /// Whether `read = kept + rejected + duplicate`.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.kept.checked_add(self.rejected).and_then(|n| n.checked_add(self.duplicate)) == Some(self.read)
    }

    /// The ledger of both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            read: self.read + other.read,
            kept: self.kept + other.kept,
            rejected: self.rejected + other.rejected,
            duplicate: self.duplicate + other.duplicate,
        }
    }
}
