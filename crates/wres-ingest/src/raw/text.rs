//! Text files: surveyed whole, then read in blocks of whole rows.

use crate::{
    context::Limits,
    mapping::Quote,
    raw::{
        decode::Utf8Reader,
        dialect::{Declared, Dialect},
        encoding::{Survey, high},
        fingerprint::survey_all,
        source::{LimitReached, Source},
        split::{self, Splitter},
    },
};
use encoding_rs::Encoding;
use rayon::prelude::*;
use std::io::{self, Read};
use thiserror::Error;

/// Why a text cannot be read on.
#[derive(Debug, Error)]
pub(crate) enum TextError {
    /// The system, or a limit inside.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A quotation mark is not closed within the longest cell.
    #[error("a quotation mark is opened and not closed")]
    Unclosed {
        /// How many rows of the block were whole before it.
        rows_before: u64,
    },
    /// It is not what it was when it was surveyed.
    #[error("the file changed while it was being read")]
    Changed,
}

/// What a mapping declares about a text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextOptions<'a> {
    pub(crate) encoding: Option<&'a str>,
    pub(crate) delimiter: Option<char>,
    pub(crate) quote: Option<Quote>,
}

/// A text whose encoding and dialect are known.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    pub(crate) source: Source,
    pub(crate) survey: Survey,
    pub(crate) dialect: Dialect,
}

/// Text that the dialect is found on.
const SAMPLE: usize = 256 << 10;

impl TextFile {
    /// Surveys a text.
    pub(crate) fn open(source: &Source, options: TextOptions<'_>) -> Result<Self, TextError> {
        let survey = survey(source, options.encoding.and_then(|label| Encoding::for_label(label.as_bytes())))?;
        let mut reader = Utf8Reader::new(source.open()?, &survey);
        let mut sample = Vec::new();
        let ended = reader.fill(&mut sample, SAMPLE)?;
        let text = valid_prefix(&sample);
        let whole = if ended { text } else { text.rfind(['\n', '\r']).map_or(text, |end| &text[..=end]) };
        let dialect = Dialect::sniff(whole, Declared { delimiter: options.delimiter, quote: options.quote });
        Ok(Self { source: source.clone(), survey, dialect })
    }

    /// The text in blocks.
    pub(crate) fn blocks(&self) -> Result<Blocks, TextError> {
        Ok(Blocks {
            reader: Utf8Reader::new(self.source.open()?, &self.survey),
            dialect: self.dialect,
            limits: *self.source.limits(),
            carry: Vec::new(),
            ended: false,
        })
    }

    /// The row in which a quotation mark is opened that is never closed.
    pub(crate) fn row_of_open_quote(&self) -> Result<u64, TextError> {
        let mut blocks = self.blocks()?;
        let mut rows = 0;
        loop {
            match blocks.next_block() {
                Ok(Some(block)) => rows += count_rows(&block, self.dialect),
                Ok(None) => return Ok(rows),
                Err(TextError::Unclosed { rows_before }) => return Ok(rows + rows_before + 1),
                Err(error) => return Err(error),
            }
        }
    }

    /// The row (the first is 1) in which a byte of the file stands. For encodings of one byte a character, and for UTF-8.
    pub(crate) fn row_of(&self, offset: u64) -> io::Result<u64> {
        let mut reader = self.source.open()?.take(offset);
        let (mut row, mut quoted) = (1, false);
        let mut buffer = vec![0; 1 << 16];
        loop {
            let n = reader.read(&mut buffer)?;
            if n == 0 {
                return Ok(row);
            }
            for &byte in &buffer[..n] {
                quoted ^= Some(byte) == self.dialect.quote;
                row += u64::from(byte == self.dialect.line_end && !quoted);
            }
        }
    }
}

/// Blocks of whole rows in UTF-8.
pub(crate) struct Blocks {
    reader: Utf8Reader,
    dialect: Dialect,
    limits: Limits,
    carry: Vec<u8>,
    ended: bool,
}

impl Blocks {
    /// The next block: bytes that begin with a row and end with one. `None` after the last.
    pub(crate) fn next_block(&mut self) -> Result<Option<Vec<u8>>, TextError> {
        let wanted = self.limits.block_bytes.max(1);
        let mut bytes = std::mem::take(&mut self.carry);
        loop {
            if !self.ended {
                let missing = wanted.saturating_sub(bytes.len()).max(wanted / 4 + 1);
                self.ended = self.reader.fill(&mut bytes, missing)?;
            }
            if self.ended && bytes.is_empty() {
                return Ok(None);
            }
            let boundary = split::last_boundary(&bytes, self.dialect);
            if let Some(open) = boundary.open
                && bytes.len() - open > self.limits.cell_bytes.saturating_add(2)
            {
                let rows = count_rows(&bytes[..boundary.cut], self.dialect);
                return Err(TextError::Unclosed { rows_before: rows });
            }
            if self.ended {
                if boundary.open.is_some_and(|open| is_left_open(&bytes[open..], self.dialect)) {
                    let rows = count_rows(&bytes[..boundary.cut], self.dialect);
                    return Err(TextError::Unclosed { rows_before: rows });
                }
                return Ok(Some(bytes));
            }
            if boundary.cut > 0 {
                self.carry = bytes.split_off(boundary.cut);
                return Ok(Some(bytes));
            }
            if bytes.len() > self.limits.cell_bytes.saturating_mul(16).max(wanted.saturating_mul(4)) {
                return Err(LimitReached::error("the length of a row, in bytes,", bytes.len() as u64).into());
            }
        }
    }
}

/// Whether a field that begins with a quotation mark has no closing one up to the end of the file. (A mark that is the very
/// last byte closes.)
fn is_left_open(bytes: &[u8], dialect: Dialect) -> bool {
    let mut splitter = Splitter::new(valid_prefix(bytes), dialect);
    let mut open = false;
    while let Some(row) = splitter.next_row() {
        open |= row.is_unclosed();
    }
    open
}

fn count_rows(bytes: &[u8], dialect: Dialect) -> u64 {
    let mut splitter = Splitter::new(valid_prefix(bytes), dialect);
    let mut rows = 0;
    while splitter.next_row().is_some() {
        rows += 1;
    }
    rows
}

/// The text of bytes that are UTF-8 throughout.
pub(crate) fn text_of(bytes: &[u8]) -> Option<&str> {
    #[expect(clippy::disallowed_methods, reason = "bytes that are no text are what the caller asks about")]
    simdutf8::basic::from_utf8(bytes).ok()
}

/// The text up to the first byte that is not UTF-8.
pub(crate) fn valid_prefix(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or(""),
    }
}

/// The survey of a text: of a plain file what is known of it, of a packed text what comes out.
fn survey(source: &Source, declared: Option<&'static Encoding>) -> io::Result<Survey> {
    match source.fingerprint()?.as_ref().and_then(|print| print.seen.as_ref()) {
        Some(seen) => Ok(seen.finish(declared)),
        None => Ok(survey_all(&mut source.open()?)?.finish(declared)),
    }
}

/// How much of a piece is good UTF-8, if that is all but perhaps the beginning of a last character; and how many of its bytes
/// are above 127. Parts are looked at by all threads.
pub(crate) fn valid_part(bytes: &[u8]) -> Option<(usize, u64)> {
    const PART: usize = 1 << 20;
    // A part begins where a character begins: bytes that go on with one have the form 10xxxxxx.
    let boundary =
        |at: usize| (at.saturating_sub(3)..=at).rev().find(|&at| bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80));
    let mut cuts = Vec::with_capacity(bytes.len() / PART + 2);
    for at in (0..bytes.len()).step_by(PART) {
        cuts.push(boundary(at)?);
    }
    let last = boundary(bytes.len().saturating_sub(1))?;
    let whole = if text_of(&bytes[last..]).is_some() { bytes.len() } else { last };
    cuts.push(whole.max(cuts.last().copied().unwrap_or(0)));
    let high = cuts.par_windows(2).map(|pair| {
        let text = text_of(&bytes[pair[0]..pair[1]])?;
        Some(if text.is_ascii() { 0 } else { high(text.as_bytes()) })
    });
    Some((whole, high.try_reduce(|| 0, |a, b| Some(a + b))?))
}

#[cfg(test)]
mod tests {
    use super::{TextFile, TextOptions};
    use crate::{
        context::Limits,
        raw::{fingerprint::Fingerprints, source::Source, split::Splitter, text::TextError},
    };
    use std::io::Write;

    fn file(bytes: &[u8], limits: Limits) -> (tempfile::NamedTempFile, TextFile) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let text = TextFile::open(
            &Source::file(file.path().to_owned(), limits, Fingerprints::default()),
            TextOptions::default(),
        )
        .unwrap();
        (file, text)
    }

    #[test]
    fn blocks_hold_whole_rows_whatever_their_size() {
        let mut text = String::new();
        for row in 0..500 {
            text.push_str(&format!("{row},\"two\nlines, {row}\",{}\r\n", "x".repeat(row % 50)));
        }
        for block_bytes in [1, 7, 100, 1000, 1 << 20] {
            let limits = Limits { block_bytes, ..Limits::default() };
            let (_keep, file) = file(text.as_bytes(), limits);
            let mut blocks = file.blocks().unwrap();
            let mut rows = 0;
            while let Some(block) = blocks.next_block().unwrap() {
                let mut splitter = Splitter::new(std::str::from_utf8(&block).unwrap(), file.dialect);
                while let Some(row) = splitter.next_row() {
                    assert_eq!((row.len(), row.get(0)), (3, rows.to_string().as_str()));
                    rows += 1;
                }
            }
            assert_eq!(rows, 500);
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_stops_the_reading_with_its_row() {
        let mut text = "a,b\n1,2\n3,\"open\n".to_owned();
        text.push_str(&"4,5\n".repeat(50_000));
        let (_keep, file) = file(text.as_bytes(), Limits::default());
        let mut blocks = file.blocks().unwrap();
        assert!(matches!(blocks.next_block(), Err(TextError::Unclosed { rows_before: 2 })));
    }

    #[test]
    fn good_text_is_found_good_in_parts_and_bad_text_bad() {
        let text = "caf\u{E9} \u{2013} \u{1F600} plain ".repeat(100_000);
        let bytes = text.as_bytes();
        assert_eq!(super::valid_part(bytes).map(|(valid, _)| valid), Some(bytes.len()));
        let high = bytes.iter().filter(|byte| **byte >= 0x80).count() as u64;
        assert_eq!(super::valid_part(bytes).map(|(_, high)| high), Some(high));
        assert_eq!(
            super::valid_part(&bytes[..4]).map(|(valid, _)| valid),
            Some(3),
            "half of a character is left for later"
        );
        let mut bad = bytes.to_vec();
        bad[1_500_000] = 0xFF;
        assert_eq!(super::valid_part(&bad), None);
        assert_eq!(super::valid_part(&[0x80, 0x80, 0x80, 0x80, 0x80]), None);
    }

    #[test]
    fn the_row_of_a_byte_is_found() {
        let (_keep, file) = file(b"a,b\n\"1\n1\",2\n3,\xa3\n", Limits::default());
        assert_eq!(file.row_of(file.survey.first_bad.unwrap()).unwrap(), 3);
    }
}
