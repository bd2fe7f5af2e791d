//! What is in a file: itself, or what is packed in it.

use crate::{
    context::Limits,
    input::open_resolved,
    raw::{
        fingerprint::Fingerprints,
        format::Format,
        source::{Layer, LimitReached, Source},
    },
};
use std::{
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};
use zip::{CompressionMethod, ZipArchive};

/// Something to be read: a file, or a member of an archive.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Its name for a reader: the file's, then the member's after a `/`. Odd characters are replaced.
    pub(crate) name: String,
    /// Names that a mapping may know it by: its own, and without `.gz`.
    pub(crate) match_names: Vec<String>,
    pub(crate) format: Format,
    pub(crate) source: Source,
}

/// How much of a file is looked at to see what it is.
const HEAD: u64 = 1 << 16;

/// The units of a file.
///
/// # Errors
/// What the system said, or [`LimitReached`] inside it.
pub(crate) fn units(path: &Path, name: &str, limits: Limits, fingerprints: &Fingerprints) -> io::Result<Vec<Unit>> {
    let length = open_resolved(path, u64::MAX)?.metadata()?.len();
    if length > limits.file_bytes {
        return Err(LimitReached::error("the size of the file, in bytes,", limits.file_bytes));
    }
    let own = base_name(name).to_owned();
    let unit = Unit {
        name: shown(name),
        match_names: vec![own],
        format: Format::Text,
        source: Source::file(path.to_owned(), limits, fingerprints.clone()),
    };
    let mut out = Vec::new();
    unpack(unit, 1, &mut out)?;
    Ok(out)
}

fn unpack(mut unit: Unit, depth: u32, out: &mut Vec<Unit>) -> io::Result<()> {
    let mut head = Vec::new();
    unit.source.open()?.take(HEAD).read_to_end(&mut head)?;
    unit.format = Format::of(&head);
    match unit.format {
        Format::Gzip => {
            deeper(depth, unit.source.limits())?;
            unit.source = unit.source.unpacked(Layer::Gzip);
            let stripped = unit.match_names.iter().filter_map(|name| name.strip_suffix(".gz").map(str::to_owned));
            let stripped: Vec<String> = stripped.collect();
            unit.match_names.extend(stripped);
            unpack(unit, depth + 1, out)
        }
        Format::Zip => {
            unit.source = unit.source.in_memory()?;
            check_entries(&unit.source)?;
            let mut archive = ZipArchive::new(unit.source.seekable()?).map_err(io::Error::other)?;
            match workbook(&archive) {
                Some(format) => {
                    unit.format = format;
                    out.push(unit);
                    Ok(())
                }
                None => {
                    deeper(depth, unit.source.limits())?;
                    members(&unit, &mut archive, depth, out)
                }
            }
        }
        Format::Xls => {
            // An encrypted workbook of any kind is kept in the same container as an old one.
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            unit.source = unit.source.in_memory()?;
            if memchr::memmem::find(&head, &name).is_some() {
                unit.format = Format::Unreadable("is protected by a password");
            }
            out.push(unit);
            Ok(())
        }
        Format::Parquet => {
            unit.source = unit.source.in_memory()?;
            out.push(unit);
            Ok(())
        }
        _ => {
            out.push(unit);
            Ok(())
        }
    }
}

fn members<R: Read + Seek>(
    unit: &Unit,
    archive: &mut ZipArchive<R>,
    depth: u32,
    out: &mut Vec<Unit>,
) -> io::Result<()> {
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(io::Error::other)?;
        let own = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        // What the archive's maker stored about the archive itself is not data.
        if entry.is_dir() || own.starts_with("__MACOSX/") || base_name(&own).starts_with("._") {
            continue;
        }
        let mut member = Unit {
            name: format!("{}/{}", unit.name, shown(&own)),
            match_names: vec![base_name(&own).to_owned()],
            format: Format::Unreadable("is a link in an archive"),
            source: unit.source.clone(),
        };
        if entry.is_symlink() {
            out.push(member);
            continue;
        }
        if entry.encrypted() {
            member.format = Format::Unreadable("is protected by a password");
            out.push(member);
            continue;
        }
        let (compression, length) = (entry.compression(), entry.compressed_size());
        drop(entry);
        let start = archive.by_index_raw(index).map_err(io::Error::other)?.data_start();
        let layer = match (compression, start) {
            (CompressionMethod::Stored, Some(start)) => Layer::Stored { start, length },
            (CompressionMethod::Deflated, Some(start)) => Layer::Deflated { start, length },
            _ => {
                member.format = Format::Unreadable("is packed in a way that is not supported");
                out.push(member);
                continue;
            }
        };
        member.source = unit.source.unpacked(layer);
        unpack(member, depth + 1, out)?;
    }
    Ok(())
}

fn deeper(depth: u32, limits: &Limits) -> io::Result<()> {
    if depth > limits.archive_depth {
        return Err(LimitReached::error("the depth of archives within archives", u64::from(limits.archive_depth)));
    }
    Ok(())
}

/// Which workbook an archive is, if it is one.
fn workbook<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<Format> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let prefix =
        |start: &str| archive.file_names_raw().any(|name| name.to_ascii_lowercase().starts_with(start.as_bytes()));
    if prefix("xl/workbook.bin") {
        Some(Format::Xlsb)
    } else if prefix("xl/") {
        Some(Format::Xlsx)
    } else if has("content.xml") && has("mimetype") {
        Some(Format::Ods)
    } else if prefix("word/") || prefix("ppt/") {
        Some(Format::Unreadable("is a document or a presentation"))
    } else {
        None
    }
}

/// Reads the number of entries from the end of an archive before anything is set aside for them.
fn check_entries(source: &Source) -> io::Result<()> {
    const END: &[u8] = b"PK\x05\x06";
    const END64: &[u8] = b"PK\x06\x06";
    let limit = source.limits().archive_entries;
    let mut reader = source.seekable()?;
    let length = reader.seek(SeekFrom::End(0))?;
    // The end record has 22 bytes and a comment of at most 65,535; the 64-bit record stands right before it.
    reader.seek(SeekFrom::Start(length.saturating_sub(22 + 65_535 + 256)))?;
    let mut tail = Vec::new();
    reader.read_to_end(&mut tail)?;
    let number = |at: usize, bytes: usize| {
        let slice = tail.get(at..at + bytes)?;
        Some(slice.iter().rev().fold(0_u64, |number, &byte| number << 8 | u64::from(byte)))
    };
    let mut entries = 0;
    for at in memchr::memmem::find_iter(&tail, END) {
        entries = entries.max(number(at + 10, 2).unwrap_or(0));
    }
    for at in memchr::memmem::find_iter(&tail, END64) {
        entries = entries.max(number(at + 32, 8).unwrap_or(0));
    }
    if entries > limit as u64 {
        return Err(LimitReached::error("the number of entries in the archive", limit as u64));
    }
    Ok(())
}

/// The last part of a path of either kind.
pub(crate) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A name as it may be shown: without control characters, direction marks and steps out of the folder, and not too long.
pub(crate) fn shown(name: &str) -> String {
    let odd = |c: char| {
        c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
    };
    let clean: String = name.chars().map(|c| if odd(c) { '?' } else { c }).collect();
    let parts: Vec<&str> = clean.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    parts.join("/").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn names_are_shown_without_tricks() {
        assert_eq!(shown("../../etc/staff.csv"), "etc/staff.csv");
        assert_eq!(shown("C:\\x\\staff\u{202E}vsc.exe"), "C:/x/staff?vsc.exe");
        assert_eq!(shown("a\n\u{0}b"), "a??b");
        assert_eq!(shown(&"x".repeat(500)).len(), 200);
    }
}
