//! Sheets of XLSX and XLSB workbooks, cell by cell.

use crate::{
    context::Limits,
    raw::{
        source::ReadSeek,
        workbook::{
            read::{RowBuilder, RowSink, WorkbookError},
            text::CellText,
        },
    },
};
use calamine::{Cell, DataRef, Xlsb, XlsbError, Xlsx, XlsxError};

/// Parts that are read as a stream and not held in memory.
pub(super) fn is_streamed(name: &str) -> bool {
    name.starts_with("xl/worksheets/") || name.starts_with("xl/comments") || name.starts_with("xl/pivotcache/")
}

pub(super) fn error(error: XlsxError) -> WorkbookError {
    match error {
        XlsxError::Io(error) => WorkbookError::Io(error),
        XlsxError::Password => WorkbookError::Password,
        other => WorkbookError::Damaged(other.to_string()),
    }
}

pub(super) fn error_binary(error: XlsbError) -> WorkbookError {
    match error {
        XlsbError::Io(error) => WorkbookError::Io(error),
        XlsbError::Password => WorkbookError::Password,
        other => WorkbookError::Damaged(other.to_string()),
    }
}

pub(super) fn rows(
    book: &mut Xlsx<Box<dyn ReadSeek>>,
    sheet: &str,
    limits: &Limits,
    sink: &mut RowSink<'_>,
) -> Result<(), WorkbookError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(error)?;
    streamed(|| reader.next_cell().map_err(error), limits, sink)
}

pub(super) fn rows_binary(
    book: &mut Xlsb<Box<dyn ReadSeek>>,
    sheet: &str,
    limits: &Limits,
    sink: &mut RowSink<'_>,
) -> Result<(), WorkbookError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(error_binary)?;
    streamed(|| reader.next_cell().map_err(error_binary), limits, sink)
}

fn streamed<'a>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, WorkbookError>,
    limits: &Limits,
    sink: &mut RowSink<'_>,
) -> Result<(), WorkbookError> {
    let mut builder = RowBuilder::new(limits);
    let mut last = 0;
    while let Some(cell) = next()? {
        let (row, column) = cell.get_position();
        if builder.is_other_row(row) && !builder.finish(sink) {
            return Ok(());
        }
        if row < last {
            return Err(WorkbookError::Damaged("its rows are not in order".to_owned()));
        }
        last = row;
        builder.cell(row, column, &CellText::from(cell.get_value()))?;
    }
    builder.finish(sink);
    Ok(())
}
