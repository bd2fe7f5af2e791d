//! What is said about input that is not as it should be.
//!
//! Codes from 500 to 599 belong to this crate. The first letter of a code is its severity, which may differ for the same kind:
//! a date that cannot be read is an error in a required column (the row is rejected) and a query in an optional one (the cell
//! is left empty). No finding shows a personal value: it shows its shape, every letter as `A` and every digit as `9`. Values of
//! columns that tell nothing about a person are shown, and ethnic labels only if they are words of some list of this program.

mod build;
mod catalogue;
mod cells;
mod encoding;
mod words;

pub use catalogue::finding_kinds;

pub(crate) use build::count_of;
pub(crate) use build::{about_file, finding};
pub(crate) use catalogue::Kind;
pub(crate) use cells::{CellIssues, Shown};
pub(crate) use encoding::encoding_findings;
pub(crate) use words::{ColumnWords, cell_findings};
