//! Tags of an XML stream, without building anything.

use crate::raw::source::LimitReached;
use std::io::{self, BufRead};
use wres_domain::parsed;

/// Goes through the tags of a stream. Comments and declarations come as tags too; nothing is checked but sizes.
pub(super) struct Tags<R> {
    reader: R,
    tag: Vec<u8>,
    /// Whether text that is not blank stood before the tag.
    text: bool,
    longest_text: usize,
    /// Bytes of the reader's buffer that were given out as a tag.
    given: usize,
}

/// One tag, without its angle brackets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    bytes: &'a [u8],
    text: bool,
}

/// Longest tag.
const LONGEST_TAG: usize = 1 << 20;

impl<R: BufRead> Tags<R> {
    /// `longest_text`: how many bytes of text may stand between two tags.
    pub(super) fn new(reader: R, longest_text: usize) -> Self {
        Self { reader, tag: Vec::new(), text: false, longest_text, given: 0 }
    }

    /// The next tag; `None` at the end.
    pub(super) fn next_tag(&mut self) -> io::Result<Option<Tag<'_>>> {
        self.reader.consume(std::mem::take(&mut self.given));
        let mut text = 0_usize;
        self.text = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let found = memchr::memchr(b'<', buffer);
            let until = found.unwrap_or(buffer.len());
            text += until;
            self.text |= !buffer[..until].trim_ascii().is_empty();
            let used = until + usize::from(found.is_some());
            self.reader.consume(used);
            if text > self.longest_text {
                return Err(LimitReached::error("the length of a cell, in bytes,", self.longest_text as u64));
            }
            if found.is_some() {
                break;
            }
        }
        // Nearly every tag lies in the buffer as a whole.
        if let Some(end) = memchr::memchr(b'>', self.reader.fill_buf()?).filter(|end| *end <= LONGEST_TAG) {
            self.given = end + 1;
            return Ok(self.reader.fill_buf()?.get(..end).map(|bytes| Tag { bytes, text: self.text }));
        }
        self.tag.clear();
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let found = memchr::memchr(b'>', buffer);
            let until = found.unwrap_or(buffer.len());
            self.tag.extend_from_slice(&buffer[..until]);
            let used = until + usize::from(found.is_some());
            self.reader.consume(used);
            if self.tag.len() > LONGEST_TAG {
                return Err(LimitReached::error("the length of a tag, in bytes,", LONGEST_TAG as u64));
            }
            if found.is_some() {
                return Ok(Some(Tag { bytes: &self.tag, text: self.text }));
            }
        }
    }
}

impl<'a> Tag<'a> {
    /// Its name without a namespace; closing tags begin with `/`.
    pub(super) fn name(&self) -> &'a [u8] {
        let end = self
            .bytes
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || (*byte == b'/'))
            .unwrap_or(self.bytes.len());
        let closing = self.bytes.first() == Some(&b'/');
        if closing {
            return &self.bytes[..self
                .bytes
                .len()
                .min(self.bytes.iter().skip(1).position(u8::is_ascii_whitespace).map_or(usize::MAX, |n| n + 1))];
        }
        let name = &self.bytes[..end];
        name.iter().position(|byte| *byte == b':').map_or(name, |colon| &name[colon + 1..])
    }

    /// Whether text stood between the tag before and this one.
    pub(super) fn follows_text(&self) -> bool {
        self.text
    }

    /// Whether it closes itself.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.last() == Some(&b'/')
    }

    /// The value of an attribute by its full name, without decoding entities.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(&self.bytes[from..], name).map(|at| at + from) {
            let before = at.checked_sub(1).and_then(|before| self.bytes.get(before));
            let rest = &self.bytes[at + name.len()..];
            let rest = rest.trim_ascii_start();
            if before.is_some_and(u8::is_ascii_whitespace)
                && let Some(value) = rest.strip_prefix(b"=").map(<[u8]>::trim_ascii_start)
                && let Some((&quote, value)) = value.split_first()
                && matches!(quote, b'"' | b'\'')
            {
                return value.split(|byte| *byte == quote).next();
            }
            from = at + name.len();
        }
        None
    }

    /// The value of an attribute as text.
    pub(super) fn text(&self, name: &[u8]) -> Option<String> {
        Some(unescape(&String::from_utf8_lossy(self.attribute(name)?)))
    }

    /// The value of an attribute as a number.
    pub(super) fn number(&self, name: &[u8]) -> Option<u64> {
        parsed(self.text(name)?.trim())
    }

    /// Whether an attribute says yes.
    pub(super) fn says_yes(&self, name: &[u8]) -> bool {
        matches!(self.attribute(name), Some(b"1" | b"true"))
    }
}

fn unescape(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::Tags;

    #[test]
    fn tags_and_their_attributes_are_found() {
        let xml = br#"<?xml version="1.0"?><x:row r="3" hidden = '1' name="a &amp; b">text<c/></x:row>"#;
        let mut tags = Tags::new(&xml[..], 100);
        let mut names = Vec::new();
        while let Some(tag) = tags.next_tag().unwrap() {
            if tag.name() == b"row" {
                assert_eq!(tag.number(b"r"), Some(3));
                assert!(tag.says_yes(b"hidden"));
                assert_eq!(tag.text(b"name").unwrap(), "a & b");
                assert_eq!(tag.attribute(b"ow"), None);
            }
            if tag.name() == b"c" {
                assert!(tag.is_empty());
            }
            names.push(String::from_utf8_lossy(tag.name()).into_owned());
        }
        assert_eq!(names, ["?xml", "row", "c", "/x:row"]);
    }

    #[test]
    fn text_that_is_too_long_is_refused() {
        let xml = format!("<a>{}</a>", "x".repeat(1000));
        let mut tags = Tags::new(xml.as_bytes(), 100);
        assert!(tags.next_tag().is_ok() && tags.next_tag().is_err());
    }
}
