//! Where the table is on a sheet: its header under titles and notes, and which rows are data.

mod header;
mod role;

pub(crate) use header::{Header, find_header, looks_like_years, names_of};
pub(crate) use role::{RowJudge, RowRole};
