//! What a workbook would unpack to, and what it hides, before it is read.

use crate::raw::{
    source::{LimitReached, Source},
    workbook::xml::Tags,
};
use memchr::memmem;
use std::io::{self, BufReader, Read};
use wres_domain::parsed;
use zip::ZipArchive;

/// Rows and columns that a reader of the sheet does not see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hidden {
    pub(crate) rows: u64,
    pub(crate) columns: u64,
    /// A filter is set.
    pub(crate) filter: bool,
    /// Formulas without the value that they had when the workbook was saved, and the row of the first.
    pub(crate) unvalued: u64,
    pub(crate) first_unvalued: u64,
    /// Merged cells that reach over several rows.
    pub(crate) merged: Vec<Merged>,
}

/// Merged cells: the value stands in the first row and column of them, and is shown over all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    /// The first and the last row, the first of the sheet being 1.
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// The column of the value, the first of the sheet being 0.
    pub(crate) column: u32,
}

/// Deflate makes nothing more than this many times smaller.
const LARGEST_RATIO: u64 = 1032;

pub(super) type Archive = ZipArchive<Box<dyn crate::raw::source::ReadSeek>>;

/// Opens the archive of a workbook.
pub(super) fn archive(source: &Source) -> io::Result<Archive> {
    ZipArchive::new(source.seekable()?).map_err(io::Error::other)
}

/// Measures what the parts unpack to. Parts that are held in memory whole must together stay under `memory_bytes`, all parts
/// under `unpacked_bytes`. Sizes in the directory of an archive may be lies, so what could be too large is unpacked and counted.
pub(super) fn check_sizes(source: &Source, streamed: fn(&str) -> bool) -> io::Result<()> {
    let mut archive = archive(source)?;
    let limits = *source.limits();
    let (mut memory, mut all) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let (name, packed) = {
            let entry = archive.by_index_data(index).map_err(io::Error::other)?;
            (String::from_utf8_lossy(entry.name_raw()).to_ascii_lowercase(), entry.compressed_size())
        };
        let most = packed.saturating_mul(LARGEST_RATIO);
        let in_memory = !streamed(&name) && !is_media(&name);
        let fits = all.saturating_add(most) <= limits.unpacked_bytes
            && (!in_memory || memory.saturating_add(most) <= limits.memory_bytes);
        let size = if fits { most } else { unpacked_size(&mut archive, index, limits.unpacked_bytes)? };
        all = all.saturating_add(size);
        if in_memory {
            memory = memory.saturating_add(size);
        }
        if all > limits.unpacked_bytes {
            return Err(LimitReached::error("what the workbook unpacks to, in bytes,", limits.unpacked_bytes));
        }
        if memory > limits.memory_bytes {
            return Err(LimitReached::error("what the workbook's texts unpack to, in bytes,", limits.memory_bytes));
        }
    }
    Ok(())
}

/// Bytes of memory that one text takes in the library.
const TEXT_BYTES: u64 = 24;

/// The library sets memory aside for as many texts as a workbook claims to have.
pub(super) fn check_claims(source: &Source) -> io::Result<()> {
    let mut archive = archive(source)?;
    let most = source.limits().memory_bytes / TEXT_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(io::Error::other)?;
        if !entry.name_raw().to_ascii_lowercase().ends_with(b"sharedstrings.xml") {
            continue;
        }
        let mut tags = Tags::new(BufReader::new(entry.take(1 << 16)), 1 << 16);
        while let Some(tag) = tags.next_tag()? {
            if tag.name() == b"sst" {
                // A number too large for its type is no number here, and none for the library.
                if tag.number(b"uniqueCount").is_some_and(|claimed| claimed > most) {
                    return Err(LimitReached::error("the number of texts that the workbook claims", most));
                }
                break;
            }
        }
    }
    Ok(())
}

fn is_media(name: &str) -> bool {
    ["media/", "embeddings/", "pictures/", "thumbnails/", "printersettings/", "docprops/thumbnail"]
        .iter()
        .any(|part| name.contains(part))
}

fn unpacked_size(archive: &mut Archive, index: usize, limit: u64) -> io::Result<u64> {
    let entry = archive.by_index(index).map_err(io::Error::other)?;
    io::copy(&mut entry.take(limit.saturating_add(1)), &mut io::sink())
}

/// Goes through a sheet of an XLSX workbook: cells that are too long are refused, hidden rows and columns are counted.
pub(super) fn inspect_sheet(archive: &mut Archive, path: &str, cell_bytes: usize) -> io::Result<Hidden> {
    let longest = cell_bytes.saturating_mul(10).max(1 << 20);
    if is_plain(archive, path, longest)? {
        return Ok(Hidden::default());
    }
    let Ok(entry) = archive.by_name(path) else { return Ok(Hidden::default()) };
    // In XML a character can take ten bytes.
    let mut tags = Tags::new(BufReader::with_capacity(1 << 17, entry), longest);
    let mut hidden = Hidden::default();
    let (mut row, mut formula, mut valued) = (0, false, false);
    while let Some(tag) = tags.next_tag()? {
        if tag.name() == b"row" {
            row = tag.number(b"r").unwrap_or(row + 1);
        }
        match tag.name() {
            b"c" => (formula, valued) = (false, false),
            b"f" => formula = true,
            b"is" => valued = true,
            b"/v" => valued |= tag.follows_text(),
            b"/c" if formula && !valued => {
                hidden.first_unvalued = if hidden.unvalued == 0 { row } else { hidden.first_unvalued };
                hidden.unvalued += 1;
            }
            b"mergeCell" if hidden.merged.len() < MERGED => {
                hidden.merged.extend(tag.text(b"ref").and_then(|range| Merged::of(&range)));
            }
            b"row" if tag.says_yes(b"hidden") => hidden.rows += 1,
            b"col" if tag.says_yes(b"hidden") => {
                let (min, max) = (tag.number(b"min").unwrap_or(1), tag.number(b"max").unwrap_or(1));
                // A range to the end of the sheet hides what is empty anyway.
                if max < 16_384 {
                    hidden.columns += max.saturating_sub(min) + 1;
                }
            }
            b"filterColumn" => hidden.filter = true,
            _ => {}
        }
    }
    Ok(hidden)
}

/// Whether a sheet has nothing that [`inspect_sheet`] looks for, found without looking at its tags: most have not. A sheet whose tags
/// have a prefix, or that has a text too long, is not plain.
fn is_plain(archive: &mut Archive, path: &str, longest: usize) -> io::Result<bool> {
    // Bytes that are looked at again, because a word may lie over the end of a piece.
    const OVERLAP: usize = 16;
    let Ok(mut entry) = archive.by_name(path) else { return Ok(true) };
    let words = [&b"<f"[..], b"hidden", b"<mergeCell "].map(memmem::Finder::new);
    let mut piece = vec![0; 1 << 17];
    let (mut kept, mut without_tag, mut first) = (0, 0_usize, true);
    loop {
        let mut filled = kept;
        while filled < piece.len() {
            match entry.read(&mut piece[filled..])? {
                0 => break,
                n => filled += n,
            }
        }
        let bytes = &piece[..filled];
        if first && memmem::find(bytes, b"<worksheet").is_none() {
            return Ok(false);
        }
        first = false;
        without_tag = if memchr::memchr(b'<', bytes).is_some() { 0 } else { without_tag + filled };
        if without_tag > longest || words.iter().any(|word| word.find(bytes).is_some()) {
            return Ok(false);
        }
        if filled < piece.len() {
            return Ok(true);
        }
        piece.copy_within(filled - OVERLAP.., 0);
        kept = OVERLAP;
    }
}

/// Most merged cells that are remembered of a sheet.
pub(super) const MERGED: usize = 100_000;

impl Merged {
    /// A range such as `B2:B9`, if it reaches over several rows.
    fn of(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':')?;
        let split = |cell: &str| {
            let bare = cell.replace('$', "");
            let digits = bare.find(|c: char| c.is_ascii_digit())?;
            let (letters, row) = bare.split_at_checked(digits)?;
            let letter =
                |c: char| c.is_ascii_alphabetic().then(|| u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1);
            let column =
                letters.chars().try_fold(0_u32, |column, c| column.checked_mul(26)?.checked_add(letter(c)?))?;
            Some((column.checked_sub(1)?, parsed::<u32>(row)?))
        };
        let ((column, first), (_, last)) = (split(first)?, split(last)?);
        (first < last).then_some(Self { first, last, column })
    }
}

/// Name and path of the sheets of an XLSX workbook.
pub(super) fn sheet_paths(archive: &mut Archive) -> io::Result<Vec<(String, String)>> {
    let mut targets = Vec::new();
    let mut sheets = Vec::new();
    if let Ok(entry) = archive.by_name("xl/_rels/workbook.xml.rels") {
        let mut tags = Tags::new(BufReader::new(entry), 1 << 20);
        while let Some(tag) = tags.next_tag()? {
            if tag.name() == b"Relationship"
                && let (Some(id), Some(target)) = (tag.text(b"Id"), tag.text(b"Target"))
            {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.push((id, path));
            }
        }
    }
    if let Ok(entry) = archive.by_name("xl/workbook.xml") {
        let mut tags = Tags::new(BufReader::new(entry), 1 << 20);
        while let Some(tag) = tags.next_tag()? {
            if tag.name() == b"sheet"
                && let (Some(name), Some(id)) = (tag.text(b"name"), tag.text(b"r:id"))
                && let Some((_, path)) = targets.iter().find(|(known, _)| *known == id)
            {
                sheets.push((name, path.clone()));
            }
        }
    }
    Ok(sheets)
}

/// Whether the serial numbers of days of an XLSX workbook count from 1904.
pub(super) fn counts_from_1904(archive: &mut Archive) -> io::Result<bool> {
    let Ok(entry) = archive.by_name("xl/workbook.xml") else { return Ok(false) };
    let mut tags = Tags::new(BufReader::new(entry), 1 << 20);
    while let Some(tag) = tags.next_tag()? {
        if tag.name() == b"workbookPr" {
            return Ok(tag.says_yes(b"date1904"));
        }
    }
    Ok(false)
}

/// The same of an XLSB workbook: the first bit of the record BrtWbProp ([MS-XLSB] 2.4.822).
pub(super) fn counts_from_1904_binary(archive: &mut Archive) -> io::Result<bool> {
    const WORKBOOK_PROPERTIES: u32 = 153;
    let Ok(entry) = archive.by_name("xl/workbook.bin") else { return Ok(false) };
    let mut stream = Vec::new();
    entry.take(1 << 20).read_to_end(&mut stream)?;
    let mut at = 0;
    // Kind and size are numbers of seven bits a byte, low first.
    let number = |at: &mut usize, most: u32| -> Option<u32> {
        let mut value = 0;
        for place in 0..most {
            let byte = *stream.get(*at)?;
            *at += 1;
            value |= u32::from(byte & 0x7F) << (7 * place);
            if byte < 0x80 {
                break;
            }
        }
        Some(value)
    };
    while let (Some(kind), Some(size)) = (number(&mut at, 2), number(&mut at, 4)) {
        if kind == WORKBOOK_PROPERTIES {
            return Ok(stream.get(at).is_some_and(|flags| flags & 1 == 1));
        }
        at = at.saturating_add(size as usize);
    }
    Ok(false)
}

/// Whether a workbook carries macros or links to other files.
pub(super) fn carries(archive: &Archive) -> (bool, bool) {
    let any = |part: &str| archive.file_names_raw().any(|name| name.to_ascii_lowercase().starts_with(part.as_bytes()));
    (any("xl/vbaproject") || any("basic/"), any("xl/externallinks/"))
}

#[cfg(test)]
mod tests {
    use super::Merged;

    #[test]
    fn merged_cells_over_several_rows_are_known_by_rows_and_column() {
        assert_eq!(Merged::of("B2:B9"), Some(Merged { first: 2, last: 9, column: 1 }));
        assert_eq!(Merged::of("$AA$3:$AB$4"), Some(Merged { first: 3, last: 4, column: 26 }));
        for other in ["B2:D2", "B2", "2:9", "B:B", "ZZZZZZZZ1:ZZZZZZZZ2", ""] {
            assert_eq!(Merged::of(other), None, "{other}");
        }
    }
}
