//! Workbooks: sheets as rows of text.
//!
//! Formulas are never evaluated: a cell has the value that the program which saved it computed. Before a workbook is given to
//! the reading library, what it would unpack to is measured, because the library holds parts of it in memory.

mod inspect;
mod ods;
mod read;
mod text;
mod xls;
mod xlsx;
mod xml;

pub(crate) use inspect::{Hidden, Merged};
pub(crate) use read::{RowSink, Workbook, WorkbookError};
