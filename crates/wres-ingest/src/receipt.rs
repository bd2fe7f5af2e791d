//! What became of each file.

use crate::key::IdentifierKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Dataset, Finding, Note, RowLedger};

/// What became of one file, or of one sheet of a workbook, or of one member of an archive.
///
/// The column `_file` of the lake is the index of a receipt in [`SubmissionRead::receipts`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Name of the file within the submission, with the member after a `/` if it came in an archive. Characters that could
    /// mislead a reader are replaced.
    pub file: String,
    /// BLAKE3 of the file's bytes, in hexadecimal; empty if the file could not be opened.
    pub blake3: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// What the file is: `csv`, `xlsx`, `xls`, `xlsb`, `ods`, `parquet`, or `unknown`.
    pub format: String,
    /// Sheet, for a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The dataset that the mapping says it is; `None` if it was not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<Dataset>,
    /// Encoding of a text file, such as `UTF-8` or `windows-1252`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Dialect of a text file in words, such as `comma, quote ", CRLF`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<String>,
    /// Row of the header, the first being 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Canonical columns that were found and where they stand in the file, in the order of the dataset's schema.
    pub columns: Vec<FoundColumn>,
    /// Canonical columns that no header names: the mapping states them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<String>,
    /// Data rows: read = kept + rejected + duplicate. Here `kept` is what was handed over.
    pub rows: RowLedger,
    /// Rows that stand as the site has corrected them since it sent the file.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub corrected: u64,
    /// Rows that are not data: titles and notes, header, blank rows, totals.
    pub set_aside: SetAside,
    /// Why the file was not used at all, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// Where a file has a canonical column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundColumn {
    /// The canonical column.
    pub name: String,
    /// Its place in the file; the first is 0 (`A`).
    pub position: u32,
    /// Its header as the site wrote it; for a header over two rows, both together.
    pub header: String,
}

/// Rows of a sheet that are not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SetAside {
    /// Titles, source lines and notes above the header or below the data.
    pub notes: u64,
    /// Rows of the header, and its repeats further down.
    pub header: u64,
    /// Rows without any content.
    pub blank: u64,
    /// Totals and subtotals.
    pub totals: u64,
}

impl std::ops::AddAssign for SetAside {
    fn add_assign(&mut self, more: Self) {
        self.notes += more.notes;
        self.header += more.header;
        self.blank += more.blank;
        self.totals += more.totals;
    }
}

/// What a site supplied of one dataset.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Supplied {
    /// Canonical columns that at least one of its files has, in the order of the schema.
    pub columns: Vec<String>,
    /// Rows handed over.
    pub rows: u64,
}

/// Rows of one file, stored compactly: the differences of ascending row numbers, seven bits to a byte.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowSet {
    bytes: Vec<u8>,
    last: u32,
    len: u64,
}

/// All cells that one finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundCells {
    /// Index into [`SubmissionRead::findings`].
    pub finding: usize,
    /// The rows; the column is in the finding.
    pub rows: RowSet,
}

/// What reading a submission gave, beside the batches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SubmissionRead {
    /// One receipt for each file, sheet or archive member, in the order of their names.
    pub receipts: Vec<Receipt>,
    /// What was found, in the order of receipts.
    pub findings: Vec<Finding>,
    /// Every cell of the findings that are about cells.
    pub cells: Vec<FoundCells>,
    /// What was supplied of each dataset. A dataset with a good header and no rows is here with none; one that the site
    /// did not send, or whose every file was refused, is not here.
    pub supplied: BTreeMap<Dataset, Supplied>,
    /// What the site says about queries, in workbooks of corrections that it has sent back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Which key hashed the identifiers ([`IdentifierKey::key_id`]).
    pub key_id: String,
}

impl SubmissionRead {
    pub(crate) fn new(key: &IdentifierKey) -> Self {
        Self { key_id: key.key_id().to_owned(), ..Self::default() }
    }

    /// Whether the rows of every receipt balance.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.receipts.iter().all(|receipt| receipt.rows.balances())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl RowSet {
    /// Adds a row. Rows come in ascending order; one that does not is left out.
    pub fn push(&mut self, row: u32) {
        if self.len > 0 && row <= self.last {
            return;
        }
        let mut gap = row - self.last;
        while gap >= 0x80 {
            self.bytes.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        self.bytes.push(gap as u8);
        self.last = row;
        self.len += 1;
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The rows in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut bytes = self.bytes.iter();
        let mut row = 0_u32;
        std::iter::from_fn(move || {
            let (mut gap, mut shift) = (0_u32, 0_u32);
            loop {
                let byte = *bytes.next()?;
                gap |= u32::from(byte & 0x7f).checked_shl(shift)?;
                if byte & 0x80 == 0 {
                    row = row.checked_add(gap)?;
                    return Some(row);
                }
                shift += 7;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RowSet;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let rows = [0, 1, 2, 127, 128, 300, 70_000, u32::MAX];
        let mut set = RowSet::default();
        rows.iter().for_each(|&row| set.push(row));
        assert_eq!(set.iter().collect::<Vec<_>>(), rows);
        assert_eq!(set.len(), 8);
    }

    #[test]
    fn a_row_is_kept_once() {
        let mut set = RowSet::default();
        [5, 5, 4, 9].iter().for_each(|&row| set.push(row));
        assert_eq!(set.iter().collect::<Vec<_>>(), [5, 9]);
    }
}
