//! `publication.xlsx`: a plain workbook after the Analysis Function's guidance for accessible spreadsheets: cover, contents,
//! notes, one marked table a sheet; no merged cells, no filters, no frozen panes, nothing said by colour alone.

mod book;
mod comparison;
mod front;
mod sheet;
mod text;

pub(crate) use book::workbook;
