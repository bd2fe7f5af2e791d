//! Files as tables of text with positions, before anything is known about what they mean.
//!
//! [`open`] reads any supported format whole and is meant for tidy files of moderate size, such as published tables. The
//! submission reader streams instead.

pub(crate) mod decode;
pub(crate) mod dialect;
pub(crate) mod encoding;
pub(crate) mod fingerprint;
pub(crate) mod format;
pub(crate) mod gather;
mod marks;
pub(crate) mod parquet;
pub(crate) mod source;
pub(crate) mod split;
mod table;
pub(crate) mod text;
pub(crate) mod unit;
pub(crate) mod workbook;

pub use fingerprint::Fingerprints;
pub use table::{RawError, RawFile, RawOptions, RawTable, Record, TextRow, open};
