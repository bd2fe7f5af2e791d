//! What a reading needs to know, and its limits.

use crate::{key::IdentifierKey, raw::Fingerprints};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wres_domain::Period;

/// What hostile or broken input may cost. A file that goes beyond a limit is refused with a finding that names the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest size of a file on disk, in bytes.
    pub file_bytes: u64,
    /// Largest size of what a compressed file or workbook unpacks to, in bytes.
    pub unpacked_bytes: u64,
    /// Largest part that has to be held in memory whole, in bytes: a workbook or archive inside an archive.
    pub memory_bytes: u64,
    /// Most entries of an archive or workbook.
    pub archive_entries: usize,
    /// Most archives within one another (an archive in the inbox is 1).
    pub archive_depth: u32,
    /// Most files of a submission.
    pub files: usize,
    /// Most cells of one sheet of a workbook.
    pub sheet_cells: u64,
    /// Longest cell, in bytes of UTF-8.
    pub cell_bytes: usize,
    /// Most columns of a table.
    pub columns: usize,
    /// Most rows of one table that are remembered to find exact repeats; about ten bytes each.
    pub repeat_rows: usize,
    /// Bytes of text that are parsed at a time by one thread. Together with the number of threads it bounds the memory.
    pub block_bytes: usize,
}

/// What a reading needs to know beside the site's mapping.
#[derive(Debug, Clone)]
pub struct ReadContext<'a> {
    /// The reporting year; age bands are at its snapshot.
    pub period: &'a Period,
    /// The key that identifiers are hashed with.
    pub key: &'a IdentifierKey,
    /// What input may cost.
    pub limits: Limits,
    /// What is known of files that were gone through before.
    pub fingerprints: Fingerprints,
}

impl Limits {
    /// Whether every limit is within what makes sense: enough to read a file at all, and no more than can be counted.
    ///
    /// # Errors
    /// A sentence that names the limit and its bounds.
    pub fn check(&self) -> Result<(), String> {
        const TIB: u64 = 1 << 40;
        let bounds: [(&str, u64, u64, u64); 11] = [
            ("file_bytes", self.file_bytes, 1, 16 * TIB),
            ("unpacked_bytes", self.unpacked_bytes, 1, 16 * TIB),
            ("memory_bytes", self.memory_bytes, 1, 64 << 30),
            ("archive_entries", self.archive_entries as u64, 1, 1_000_000),
            ("archive_depth", u64::from(self.archive_depth), 0, 16),
            ("files", self.files as u64, 1, 65_535),
            ("sheet_cells", self.sheet_cells, 1, 10_000_000_000),
            ("cell_bytes", self.cell_bytes as u64, 16, 16 << 20),
            ("columns", self.columns as u64, 1, 65_535),
            ("repeat_rows", self.repeat_rows as u64, 0, 1_000_000_000),
            ("block_bytes", self.block_bytes as u64, 64, 1 << 30),
        ];
        match bounds.iter().find(|(_, value, least, most)| !(least..=most).contains(&value)) {
            Some((name, value, least, most)) => {
                Err(format!("`{name} = {value}` is out of bounds: give a number from {least} to {most}"))
            }
            None => Ok(()),
        }
    }
}

impl Default for Limits {
    /// 64 GiB on disk, 16 GiB unpacked, 512 MiB held whole, 10,000 entries, 2 archives deep, 1,000 files, 50 million cells a sheet, 64 KiB a
    /// cell, 2,000 columns, 20 million rows remembered, blocks of 2 MiB.
    fn default() -> Self {
        Self {
            file_bytes: 64 << 30,
            unpacked_bytes: 16 << 30,
            memory_bytes: 512 << 20,
            archive_entries: 10_000,
            archive_depth: 2,
            files: 1_000,
            sheet_cells: 50_000_000,
            cell_bytes: 64 << 10,
            columns: 2_000,
            repeat_rows: 20_000_000,
            block_bytes: 2 << 20,
        }
    }
}
