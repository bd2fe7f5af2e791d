//! `publication.xlsx` and `publication.ods`, from one description: plain workbooks after the Analysis Function's guidance for accessible
//! spreadsheets: cover, contents, notes, one marked table a sheet; no merged cells, no filters, no frozen panes, nothing said by colour
//! alone.

mod describe;
mod front;
mod indicator;
mod model;
mod ods;
mod table;
mod xlsx;

pub(crate) use describe::describe;
pub(crate) use ods::ods;
pub(crate) use xlsx::xlsx;
