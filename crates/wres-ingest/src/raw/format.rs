//! What a file is, found by what is in it and not by its name.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Parquet,
    Gzip,
    /// An archive, or a workbook: its entries tell.
    Zip,
    /// Something that cannot be read, in words that end "... and cannot be read".
    Unreadable(&'static str),
}

impl Format {
    /// The name in a receipt.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "csv",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Parquet => "parquet",
            Self::Gzip => "gzip",
            Self::Zip => "zip",
            Self::Unreadable(_) => "unknown",
        }
    }

    /// From the first few thousand bytes.
    pub(crate) fn of(head: &[u8]) -> Self {
        const MAGIC: [(&[u8], Format); 12] = [
            (b"PK\x03\x04", Format::Zip),
            (b"PK\x05\x06", Format::Zip),
            (b"\x1f\x8b", Format::Gzip),
            (b"PAR1", Format::Parquet),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Xls),
            (b"%PDF", Format::Unreadable("is a PDF")),
            (b"{\\rtf", Format::Unreadable("is a word-processor document")),
            (b"\x89PNG", Format::Unreadable("is a picture")),
            (b"\xff\xd8\xff", Format::Unreadable("is a picture")),
            (b"SQLite format 3", Format::Unreadable("is a database")),
            (b"7z\xbc\xaf\x27\x1c", Format::Unreadable("is a 7-Zip archive")),
            (b"Rar!", Format::Unreadable("is a RAR archive")),
        ];
        if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
            return *format;
        }
        if head.is_empty() {
            return Self::Unreadable("is empty");
        }
        let start = head
            .iter()
            .position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf))
            .unwrap_or(0);
        let lower: Vec<u8> = head[start..].iter().take(4096).map(u8::to_ascii_lowercase).collect();
        if [&b"<html"[..], b"<!doctype html", b"<table", b"<head"].iter().any(|tag| lower.starts_with(tag)) {
            return Self::Unreadable("is a web page, whatever its name says,");
        }
        if lower.starts_with(b"<?xml") {
            return Self::Unreadable("is XML, perhaps an XML spreadsheet of 2003,");
        }
        if looks_binary(head) { Self::Unreadable("is not text and of no known kind") } else { Self::Text }
    }
}

/// Many control characters that are not the zero halves of UTF-16.
fn looks_binary(head: &[u8]) -> bool {
    if matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return false;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    let utf16 = half > 1 && (zeros(0).abs_diff(zeros(1)) * 10 > half * 7);
    let odd = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    !utf16 && head.iter().filter(odd).count() * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn the_content_tells_and_not_the_name() {
        assert_eq!(Format::of(b"a,b\n1,2\n"), Format::Text);
        assert_eq!(Format::of(b"\xff\xfea\0,\0b\0"), Format::Text);
        assert_eq!(Format::of("a\0,\0b\0\n\0".as_bytes()), Format::Text);
        assert_eq!(Format::of(b"a,b\0\n1,2,a long enough line\n"), Format::Text, "a stray zero is not a binary file");
        assert_eq!(Format::of(b"\x1f\x8b\x08"), Format::Gzip);
        assert!(matches!(Format::of(b""), Format::Unreadable(_)));
        assert!(matches!(Format::of(b"\r\n<HTML><body>"), Format::Unreadable(_)));
        assert!(matches!(Format::of(&[0, 1, 2, 3, 4, 5, 6, 7]), Format::Unreadable(_)));
    }
}
