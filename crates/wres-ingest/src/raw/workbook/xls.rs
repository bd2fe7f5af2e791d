//! Old XLS workbooks: the library builds every sheet in memory from the positions of its cells, so those are looked at before.

use crate::raw::{
    source::{LimitReached, ReadSeek, Source},
    workbook::read::WorkbookError,
};
use calamine::XlsError;
use std::io::{self, Read, Seek, SeekFrom};

/// Most columns of a sheet of this format.
const COLUMNS: u32 = 256;
/// What the library takes for one cell, in bytes.
const CELL_BYTES: u64 = 32;
/// Sector numbers from here on have special meanings.
const SPECIAL: u32 = 0xFFFF_FFFA;

pub(super) fn error(error: XlsError) -> WorkbookError {
    match error {
        XlsError::Io(error) => WorkbookError::Io(error),
        XlsError::Password => WorkbookError::Password,
        other => WorkbookError::Damaged(other.to_string()),
    }
}

/// Refuses a workbook with cells in columns that the format does not have, and one that would not fit in memory.
///
/// Gives whether its serial numbers of days count from 1904.
pub(super) fn check(source: &Source) -> Result<bool, WorkbookError> {
    let limits = source.limits();
    let mut reader = source.seekable()?;
    let length = reader.seek(SeekFrom::End(0))?;
    if length > limits.memory_bytes {
        return Err(LimitReached::error("the size of an old workbook, in bytes,", limits.memory_bytes).into());
    }
    let mut container = Container::open(reader, length)?;
    let stream = container.workbook()?;
    let most = (limits.memory_bytes / CELL_BYTES).min(limits.sheet_cells);
    cells_fit(&stream, most)?;
    Ok(counts_from_1904(&stream))
}

/// Whether the record Date1904 ([MS-XLS] 2.4.77) of the workbook says so.
fn counts_from_1904(stream: &[u8]) -> bool {
    let mut at = 0_usize;
    while let Some(header) = stream.get(at..at + 4) {
        let (kind, size) = (u16_at(header, 0), usize::from(u16_at(header, 2)));
        if kind == 0x0022 {
            return stream.get(at + 4..at + 6).is_some_and(|data| u16_at(data, 0) == 1);
        }
        at += 4 + size;
    }
    false
}

/// Goes through the records of the workbook stream ([MS-XLS] 2.3) and looks at where cells are.
fn cells_fit(stream: &[u8], most: u64) -> Result<(), WorkbookError> {
    let (mut at, mut total) = (0_usize, 0_u64);
    let (mut rows, mut columns) = (0_u64, 0_u64);
    while let Some(header) = stream.get(at..at + 4) {
        let (kind, size) = (u16_at(header, 0), usize::from(u16_at(header, 2)));
        let data = stream.get(at + 4..at + 4 + size).unwrap_or(&[]);
        at += 4 + size;
        // BOF begins a sheet.
        if kind == 0x0809 {
            total = total.saturating_add(rows.saturating_mul(columns));
            (rows, columns) = (0, 0);
        }
        // The library sets memory aside for what Dimensions claims.
        if kind == 0x0200 {
            let (first, last, left, right) = match data.len() {
                10 => (u64::from(u16_at(data, 0)), u64::from(u16_at(data, 2)), u16_at(data, 4), u16_at(data, 6)),
                _ => (u64::from(u32_at(data, 0)), u64::from(u32_at(data, 4)), u16_at(data, 8), u16_at(data, 10)),
            };
            let claimed = last.saturating_sub(first).max(1).saturating_mul(u64::from(right).max(1));
            if last < first && last > 0 {
                return Err(damaged("a sheet ends before it begins"));
            }
            if right.max(left) > 256 || claimed > most {
                return Err(LimitReached::error("the number of cells that a sheet claims", most).into());
            }
        }
        // Blank, Number, Label, BoolErr, Formula, MulRk, MulBlank, RString, LabelSst, Rk, and those of older versions.
        let is_cell = matches!(
            kind,
            0x0001..=0x0006 | 0x00BD | 0x00BE | 0x00D6 | 0x00FD | 0x0201 | 0x0203..=0x0206 | 0x027E | 0x0406
        );
        if !is_cell || data.len() < 4 {
            continue;
        }
        let last_column = if matches!(kind, 0x00BD | 0x00BE) { u16_at(data, data.len() - 2) } else { u16_at(data, 2) };
        let column = u32::from(last_column.max(u16_at(data, 2)));
        if column >= COLUMNS {
            return Err(WorkbookError::Damaged(format!("it has a cell in column {}", column + 1)));
        }
        rows = rows.max(u64::from(u16_at(data, 0)) + 1);
        columns = columns.max(u64::from(column) + 1);
        if total.saturating_add(rows.saturating_mul(columns)) > most {
            return Err(LimitReached::error("the number of cells in the workbook", most).into());
        }
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// A compound file ([MS-CFB]), as far as needed to find one stream.
struct Container {
    reader: Box<dyn ReadSeek>,
    length: u64,
    sector: u64,
    /// The next sector of each sector.
    table: Vec<u32>,
    directory: u32,
    mini_cutoff: u64,
}

impl Container {
    fn open(mut reader: Box<dyn ReadSeek>, length: u64) -> Result<Self, WorkbookError> {
        let mut header = [0_u8; 512];
        reader.seek(SeekFrom::Start(0))?;
        reader.read_exact(&mut header)?;
        let sector = match u16_at(&header, 30) {
            9 => 512_u64,
            12 => 4096,
            _ => return Err(damaged("its sectors have no known size")),
        };
        let mut this = Self {
            reader,
            length,
            sector,
            table: Vec::new(),
            directory: u32_at(&header, 48),
            mini_cutoff: u64::from(u32_at(&header, 56)),
        };
        let most = length / sector + 1;
        let mut tables: Vec<u32> = (0..109).map(|index| u32_at(&header, 76 + 4 * index)).collect();
        let mut next = u32_at(&header, 68);
        let mut steps = 0;
        while next < SPECIAL {
            let block = this.block(next)?;
            let entries = this.sector as usize / 4 - 1;
            tables.extend((0..entries).map(|index| u32_at(&block, 4 * index)));
            next = u32_at(&block, 4 * entries);
            steps += 1;
            if steps > most {
                return Err(damaged("its allocation table runs in a circle"));
            }
        }
        for number in tables.into_iter().filter(|number| *number < SPECIAL) {
            let block = this.block(number)?;
            this.table.extend((0..block.len() / 4).map(|index| u32_at(&block, 4 * index)));
            if this.table.len() as u64 > 2 * most + 2048 {
                break;
            }
        }
        Ok(this)
    }

    fn block(&mut self, number: u32) -> io::Result<Vec<u8>> {
        let mut block = vec![0; self.sector as usize];
        self.reader.seek(SeekFrom::Start((u64::from(number) + 1).saturating_mul(self.sector)))?;
        let mut filled = 0;
        while filled < block.len() {
            match self.reader.read(&mut block[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        Ok(block)
    }

    fn chain(&mut self, first: u32) -> Result<Vec<u8>, WorkbookError> {
        let (mut out, mut next) = (Vec::new(), first);
        while next < SPECIAL {
            if out.len() as u64 > self.length + self.sector {
                return Err(damaged("a chain of sectors runs in a circle"));
            }
            out.extend(self.block(next)?);
            next = self.table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        Ok(out)
    }

    /// The stream `Workbook` (`Book` in older versions).
    fn workbook(&mut self) -> Result<Vec<u8>, WorkbookError> {
        let directory = self.chain(self.directory)?;
        let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
        let named = |name: &str| {
            let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect();
            entries
                .iter()
                .find(|entry| entry.starts_with(&wanted) && usize::from(u16_at(entry, 64)) == wanted.len())
                .copied()
        };
        let entry = named("Workbook").or_else(|| named("Book")).ok_or_else(|| damaged("it has no workbook stream"))?;
        let (first, size) = (u32_at(entry, 116), u64::from(u32_at(entry, 120)));
        if size < self.mini_cutoff {
            // A stream this small lies in the mini stream of the root entry, whose cells could not fill the memory... unless
            // their positions lie far apart, so the whole mini stream is looked at.
            let root = entries.first().map_or(u32::MAX, |root| u32_at(root, 116));
            return self.mini_stream(root, first, size);
        }
        let mut stream = self.chain(first)?;
        stream.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(stream)
    }

    /// A stream in the mini stream, whose sectors have 64 bytes and a table of their own.
    fn mini_stream(&mut self, root: u32, first: u32, size: u64) -> Result<Vec<u8>, WorkbookError> {
        let mut header = [0_u8; 512];
        self.reader.seek(SeekFrom::Start(0))?;
        self.reader.read_exact(&mut header)?;
        let container = self.chain(root)?;
        let table = self.chain(u32_at(&header, 60))?;
        let (mut out, mut next) = (Vec::new(), first);
        while next < SPECIAL && (out.len() as u64) < size {
            let start = next as usize * 64;
            out.extend_from_slice(container.get(start..start + 64).ok_or_else(|| damaged("a part of it is missing"))?);
            next = u32_at(&table, next as usize * 4);
        }
        out.truncate(size as usize);
        Ok(out)
    }
}

fn damaged(why: &str) -> WorkbookError {
    WorkbookError::Damaged(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{WorkbookError, cells_fit};

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    #[test]
    fn two_cells_in_far_corners_do_not_pass() {
        assert!(cells_fit(&[number(0, 0), number(9, 9)].concat(), 100).is_ok());
        assert!(matches!(cells_fit(&[number(0, 0), number(65_535, 255)].concat(), 100), Err(WorkbookError::Io(_))));
        assert!(matches!(cells_fit(&number(0, 65_535), u64::MAX), Err(WorkbookError::Damaged(_))));
    }

    #[test]
    fn a_sheet_that_claims_to_be_huge_does_not_pass() {
        let claims = |rows: u32, columns: u16| {
            record(
                0x0200,
                &[&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat(),
            )
        };
        assert!(cells_fit(&claims(10, 10), 100).is_ok());
        assert!(cells_fit(&claims(u32::MAX, 256), 1 << 24).is_err());
        assert!(cells_fit(&claims(10, 60_000), u64::MAX).is_err());
    }

    #[test]
    fn records_cut_short_are_no_trouble() {
        for length in 0..30 {
            let bytes = [number(1, 1), number(2, 2)].concat();
            assert!(cells_fit(&bytes[..length.min(bytes.len())], 100).is_ok());
        }
    }
}
