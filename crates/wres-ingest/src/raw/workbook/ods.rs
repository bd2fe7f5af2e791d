//! ODS workbooks: a repeated cell costs nothing in the file and much in memory, so repeats are added up before reading.

use crate::raw::{
    source::{LimitReached, Source},
    workbook::{
        inspect::{self, Hidden, MERGED, Merged},
        read::WorkbookError,
        xml::{Tag, Tags},
    },
};
use calamine::OdsError;
use std::io::{self, BufReader};

/// What the library takes for one cell, in bytes: its value and its formula.
const CELL_BYTES: u64 = 64;

/// The content is read as a stream, though its cells are held; [`check`] sees to those.
pub(super) fn is_streamed(name: &str) -> bool {
    name == "content.xml"
}

pub(super) fn error(error: OdsError) -> WorkbookError {
    match error {
        OdsError::Io(error) => WorkbookError::Io(error),
        OdsError::Password => WorkbookError::Password,
        other => WorkbookError::Damaged(other.to_string()),
    }
}

/// Refuses a workbook whose sheets would not fit in memory, and cells that are too long.
pub(super) fn check(source: &Source) -> io::Result<()> {
    let limits = source.limits();
    let most = (limits.memory_bytes / CELL_BYTES).min(limits.sheet_cells);
    let mut ended = 0_u64;
    walk(source, |sheet| {
        let cells = ended.saturating_add(sheet.rows.saturating_mul(sheet.width));
        if sheet.ended {
            ended = cells;
        }
        if cells > most { Err(LimitReached::error("the number of cells in the workbook", most)) } else { Ok(()) }
    })
}

/// Whether its serial numbers of days count from 1904.
pub(super) fn counts_from_1904(source: &Source) -> io::Result<bool> {
    let mut archive = inspect::archive(source)?;
    let Ok(entry) = archive.by_name("content.xml") else { return Ok(false) };
    let mut tags = Tags::new(BufReader::new(entry), source.limits().cell_bytes.saturating_mul(10).max(1 << 20));
    while let Some(tag) = tags.next_tag()? {
        match tag.name() {
            b"null-date" => return Ok(tag.attribute(b"table:date-value").is_some_and(|day| day.starts_with(b"1904"))),
            // The settings stand before the first sheet.
            b"table" => return Ok(false),
            _ => {}
        }
    }
    Ok(false)
}

/// What a sheet hides.
pub(super) fn hidden(source: &Source, name: &str) -> io::Result<Hidden> {
    let mut found = Hidden::default();
    walk(source, |sheet| {
        if sheet.ended && sheet.name == name {
            found = sheet.hidden.clone();
        }
        Ok(())
    })?;
    Ok(found)
}

/// The extent of a sheet.
#[derive(Debug, Default)]
struct Extent {
    name: String,
    rows: u64,
    width: u64,
    hidden: Hidden,
    ended: bool,
}

/// Goes through the content and reports each sheet: after every row with content, and when it ends.
fn walk(source: &Source, mut report: impl FnMut(&Extent) -> io::Result<()>) -> io::Result<()> {
    let mut archive = inspect::archive(source)?;
    let Ok(entry) = archive.by_name("content.xml") else { return Ok(()) };
    let longest = source.limits().cell_bytes.saturating_mul(10).max(1 << 20);
    let mut tags = Tags::new(BufReader::with_capacity(1 << 17, entry), longest);
    let mut sheet = Extent::default();
    let (mut repeat, mut column, mut last_used, mut blank_rows) = (1_u64, 0_u64, 0_u64, 0_u64);
    let (mut in_cell, mut row_hidden) = (false, false);
    while let Some(tag) = tags.next_tag()? {
        match tag.name() {
            b"table" => sheet = Extent { name: tag.text(b"table:name").unwrap_or_default(), ..Extent::default() },
            b"table-column" if is_hidden(tag) => {
                let repeat = tag.number(b"table:number-columns-repeated").unwrap_or(1);
                // A range to the end of the sheet hides what is empty anyway.
                if repeat < 1000 {
                    sheet.hidden.columns += repeat;
                }
            }
            b"table-row" => {
                repeat = tag.number(b"table:number-rows-repeated").unwrap_or(1);
                row_hidden = is_hidden(tag);
                (column, last_used) = (0, 0);
            }
            b"table-cell" | b"covered-table-cell" => {
                let spanned = tag.number(b"table:number-rows-spanned").filter(|spanned| *spanned > 1);
                if let Some(spanned) = spanned.filter(|_| sheet.hidden.merged.len() < MERGED) {
                    let first = sheet.rows.saturating_add(blank_rows).saturating_add(1);
                    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
                    let (first, last) = (number(first), number(first.saturating_add(spanned) - 1));
                    sheet.hidden.merged.push(Merged { first, last, column: number(column) });
                }
                column = column.saturating_add(tag.number(b"table:number-columns-repeated").unwrap_or(1));
                in_cell = !tag.is_empty();
                if tag.attribute(b"office:value-type").is_some() || tag.attribute(b"table:formula").is_some() {
                    last_used = column;
                }
            }
            b"p" if in_cell => last_used = column,
            b"/table:table-cell" | b"/table:covered-table-cell" => in_cell = false,
            b"/table:table-row" if last_used == 0 => blank_rows = blank_rows.saturating_add(repeat),
            b"/table:table-row" => {
                sheet.rows = sheet.rows.saturating_add(blank_rows).saturating_add(repeat);
                sheet.width = sheet.width.max(last_used);
                sheet.hidden.rows += if row_hidden { repeat } else { 0 };
                blank_rows = 0;
                report(&sheet)?;
            }
            b"/table:table" => {
                sheet.ended = true;
                report(&sheet)?;
                sheet = Extent::default();
                blank_rows = 0;
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_hidden(tag: Tag<'_>) -> bool {
    matches!(tag.attribute(b"table:visibility"), Some(b"collapse" | b"filter"))
}
