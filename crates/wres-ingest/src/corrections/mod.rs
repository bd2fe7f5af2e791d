//! Corrections that a site sends back, laid over its original files.
//!
//! A workbook of corrections holds rows of the site's own files, each with the number that it has there and the fingerprint of
//! the file. While the original is read again, such a row is replaced by the corrected one, and everything else stays as it
//! was sent: nothing that was in order can be opened again.

mod allowed;
mod original;
mod overlay;
mod workbook;

pub use original::{OriginalRow, OriginalTable, WantedRows, original_rows};

pub(crate) use overlay::{CorrectedRow, Corrections, Overlay};
pub(crate) use workbook::take_corrections;
