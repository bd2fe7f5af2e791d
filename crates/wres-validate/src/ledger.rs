//! What the examination takes out of each file.

use crate::verdict::Removed;
use std::collections::{BTreeMap, BTreeSet};

/// Rows taken out, by file.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    files: BTreeMap<u16, Removed>,
}

impl Ledger {
    pub(crate) fn add(&mut self, file: u16, rejected: u64, duplicate: u64) {
        if rejected + duplicate > 0 {
            let removed = self.files.entry(file).or_insert(Removed { file, ..Removed::default() });
            removed.rejected += rejected;
            removed.duplicate += duplicate;
        }
    }

    /// Forgets files that were given up.
    pub(crate) fn forget(&mut self, refused: &BTreeSet<u16>) {
        self.files.retain(|file, _| !refused.contains(file));
    }

    pub(crate) fn removed(&self) -> Vec<Removed> {
        self.files.values().copied().collect()
    }
}
