//! Opening a workbook and going through its sheets.

use crate::{
    context::Limits,
    raw::{
        format::Format,
        source::{LimitReached, ReadSeek, Source},
        split::{Field, Row},
        workbook::{
            inspect::{self, Hidden},
            ods,
            text::CellText,
            xls, xlsx,
        },
    },
};
use calamine::{Data, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
};
use thiserror::Error;

/// Why a workbook cannot be read.
#[derive(Debug, Error)]
pub(crate) enum WorkbookError {
    /// The system, or a limit inside.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is protected by a password.
    #[error("it is protected by a password")]
    Password,
    /// It is damaged.
    #[error("it is damaged ({0})")]
    Damaged(String),
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Whether the sheet itself is hidden.
    pub(crate) hidden: bool,
}

/// A workbook that can be read.
pub(crate) struct Workbook {
    kind: Kind,
    sheets: Vec<Sheet>,
    source: Source,
    /// Path of each sheet's part, for XLSX.
    paths: Vec<(String, String)>,
    /// Whether it carries macros, whether it links to other files.
    pub(crate) macros: bool,
    pub(crate) links: bool,
    /// Whether its serial numbers of days count from 1904.
    pub(crate) from_1904: bool,
}

enum Kind {
    Xlsx(Box<Xlsx<Box<dyn ReadSeek>>>),
    Xlsb(Box<Xlsb<Box<dyn ReadSeek>>>),
    Xls(Box<Xls<Box<dyn ReadSeek>>>),
    Ods(Box<Ods<Box<dyn ReadSeek>>>),
}

/// Receives a row: its number as the sheet shows it (the first is 1) and its cells. `false` stops the reading.
pub(crate) type RowSink<'a> = dyn FnMut(u32, Row<'_>) -> bool + 'a;

impl Workbook {
    /// Opens a workbook of a known format.
    pub(crate) fn open(source: &Source, format: Format) -> Result<Self, WorkbookError> {
        guarded(|| {
            let mut this = match format {
                Format::Xlsx => {
                    inspect::check_sizes(source, xlsx::is_streamed)?;
                    inspect::check_claims(source)?;
                    let kind = Kind::Xlsx(Box::new(Xlsx::new(source.seekable()?).map_err(xlsx::error)?));
                    let mut archive = inspect::archive(source)?;
                    let paths = inspect::sheet_paths(&mut archive)?;
                    let (macros, links) = inspect::carries(&archive);
                    let from_1904 = inspect::counts_from_1904(&mut archive)?;
                    Self { kind, sheets: Vec::new(), source: source.clone(), paths, macros, links, from_1904 }
                }
                Format::Xlsb => {
                    inspect::check_sizes(source, xlsx::is_streamed)?;
                    let kind = Kind::Xlsb(Box::new(Xlsb::new(source.seekable()?).map_err(xlsx::error_binary)?));
                    let mut archive = inspect::archive(source)?;
                    let (macros, links) = inspect::carries(&archive);
                    let from_1904 = inspect::counts_from_1904_binary(&mut archive)?;
                    let paths = Vec::new();
                    Self { kind, sheets: Vec::new(), source: source.clone(), paths, macros, links, from_1904 }
                }
                Format::Xls => {
                    let from_1904 = xls::check(source)?;
                    let kind = Kind::Xls(Box::new(Xls::new(source.seekable()?).map_err(xls::error)?));
                    Self {
                        kind,
                        sheets: Vec::new(),
                        source: source.clone(),
                        paths: Vec::new(),
                        macros: false,
                        links: false,
                        from_1904,
                    }
                }
                Format::Ods => {
                    inspect::check_sizes(source, ods::is_streamed)?;
                    ods::check(source)?;
                    let kind = Kind::Ods(Box::new(Ods::new(source.seekable()?).map_err(ods::error)?));
                    let (macros, links) = inspect::carries(&inspect::archive(source)?);
                    let from_1904 = ods::counts_from_1904(source)?;
                    let paths = Vec::new();
                    Self { kind, sheets: Vec::new(), source: source.clone(), paths, macros, links, from_1904 }
                }
                _ => return Err(WorkbookError::Damaged("not a workbook".to_owned())),
            };
            let metadata = match &this.kind {
                Kind::Xlsx(book) => book.sheets_metadata(),
                Kind::Xlsb(book) => book.sheets_metadata(),
                Kind::Xls(book) => book.sheets_metadata(),
                Kind::Ods(book) => book.sheets_metadata(),
            };
            this.sheets = metadata
                .iter()
                .filter(|sheet| sheet.typ == SheetType::WorkSheet)
                .map(|sheet| Sheet { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
                .collect();
            Ok(this)
        })
    }

    /// The sheets in the order of the workbook.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// What a sheet hides, as far as the format tells. Cells that are too long are refused here.
    pub(crate) fn inspect(&self, sheet: &str) -> Result<Hidden, WorkbookError> {
        guarded(|| match &self.kind {
            Kind::Xlsx(_) => match self.paths.iter().find(|(name, _)| name == sheet) {
                Some((_, path)) => {
                    let mut archive = inspect::archive(&self.source)?;
                    Ok(inspect::inspect_sheet(&mut archive, path, self.source.limits().cell_bytes)?)
                }
                None => Ok(Hidden::default()),
            },
            Kind::Ods(_) => Ok(ods::hidden(&self.source, sheet)?),
            Kind::Xlsb(_) | Kind::Xls(_) => Ok(Hidden::default()),
        })
    }

    /// Goes through the rows of a sheet that have any content, in order.
    pub(crate) fn rows(&mut self, sheet: &str, sink: &mut RowSink<'_>) -> Result<(), WorkbookError> {
        let limits = *self.source.limits();
        guarded(|| match &mut self.kind {
            Kind::Xlsx(book) => xlsx::rows(book, sheet, &limits, sink),
            Kind::Xlsb(book) => xlsx::rows_binary(book, sheet, &limits, sink),
            Kind::Xls(book) => ranged(&book.worksheet_range(sheet).map_err(xls::error)?, &limits, sink),
            Kind::Ods(book) => ranged(&book.worksheet_range(sheet).map_err(ods::error)?, &limits, sink),
        })
    }
}

/// The rows of a sheet that the library holds in memory.
fn ranged(range: &Range<Data>, limits: &Limits, sink: &mut RowSink<'_>) -> Result<(), WorkbookError> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    let mut builder = RowBuilder::new(limits);
    for (row, cells) in (first_row..).zip(range.rows()) {
        for (column, cell) in (first_column..).zip(cells) {
            builder.cell(row, column, &CellText::from(cell))?;
        }
        if !builder.finish(sink) {
            break;
        }
    }
    Ok(())
}

/// Puts rows together from cells that come one by one.
pub(super) struct RowBuilder {
    text: String,
    fields: Vec<Field>,
    row: Option<u32>,
    cells: u64,
    limits: Limits,
}

impl RowBuilder {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { text: String::new(), fields: Vec::new(), row: None, cells: 0, limits: *limits }
    }

    /// Adds a cell of the present row, or of the first row after [`RowBuilder::finish`].
    pub(super) fn cell(&mut self, row: u32, column: u32, cell: &CellText<'_>) -> Result<(), WorkbookError> {
        self.row = Some(row);
        if cell.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        let column = column as usize;
        if column >= self.limits.columns {
            return Err(LimitReached::error("the number of columns", self.limits.columns as u64).into());
        }
        if self.cells > self.limits.sheet_cells {
            return Err(LimitReached::error("the number of cells in the sheet", self.limits.sheet_cells).into());
        }
        let start = self.text.len();
        cell.write(&mut self.text);
        if self.text.len() - start > self.limits.cell_bytes {
            return Err(LimitReached::error("the length of a cell, in bytes,", self.limits.cell_bytes as u64).into());
        }
        while self.fields.len() <= column {
            self.fields.push(Field::new(0, 0));
        }
        self.fields[column] = Field::new(start, self.text.len());
        Ok(())
    }

    /// Whether cells of another row are being collected.
    pub(super) fn is_other_row(&self, row: u32) -> bool {
        self.row.is_some_and(|own| own != row)
    }

    /// Hands the row over, if it has any content. Gives whether to go on.
    pub(super) fn finish(&mut self, sink: &mut RowSink<'_>) -> bool {
        let go_on = match self.row {
            Some(row) if !self.fields.is_empty() => sink(row.saturating_add(1), Row::of(&self.text, &self.fields)),
            _ => true,
        };
        self.row = None;
        self.text.clear();
        self.fields.clear();
        go_on
    }
}

/// Runs something of the reading library. If it panics on damaged input, the workbook is damaged.
fn guarded<T>(work: impl FnOnce() -> Result<T, WorkbookError>) -> Result<T, WorkbookError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(WorkbookError::Damaged("its parts contradict one another".to_owned())))
}
