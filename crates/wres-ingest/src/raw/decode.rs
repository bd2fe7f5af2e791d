//! Bytes of any encoding to UTF-8.

use crate::raw::encoding::{Decoding, Survey};
use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};
use std::io::{self, Read};

/// Reads a text as UTF-8, whatever it is in. The byte-order mark is left out.
pub(crate) struct Utf8Reader {
    reader: Box<dyn Read + Send>,
    how: How,
    skip: usize,
    /// Bytes read and not yet decoded.
    pending: Vec<u8>,
    ended: bool,
}

enum How {
    Plain,
    Strays,
    Decoder(Box<Decoder>),
}

/// Bytes that are decoded at a time.
const PIECE: usize = 1 << 16;

impl Utf8Reader {
    pub(crate) fn new(reader: Box<dyn Read + Send>, survey: &Survey) -> Self {
        let how = match survey.decoding {
            Decoding::Utf8 => How::Plain,
            Decoding::Utf8WithStrays => How::Strays,
            Decoding::Other(encoding) => How::Decoder(Box::new(encoding.new_decoder_without_bom_handling())),
        };
        Self { reader, how, skip: survey.mark, pending: Vec::new(), ended: false }
    }

    /// Adds at least one more piece to `out`, up to about `wanted` bytes. Gives whether the end has come.
    pub(crate) fn fill(&mut self, out: &mut Vec<u8>, wanted: usize) -> io::Result<bool> {
        while self.skip > 0 {
            let mut mark = [0_u8; 4];
            let n = self.reader.read(&mut mark[..self.skip])?;
            if n == 0 {
                break;
            }
            self.skip -= n;
        }
        if let How::Plain = self.how {
            out.reserve(wanted);
            let filled = (&mut self.reader).take(wanted as u64).read_to_end(out)?;
            return Ok(filled < wanted);
        }
        let target = out.len() + wanted;
        while out.len() < target && !self.ended {
            self.piece(out)?;
        }
        Ok(self.ended)
    }

    /// Decodes one more piece.
    fn piece(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let before = self.pending.len();
        self.pending.resize(before + PIECE, 0);
        let n = loop {
            match self.reader.read(&mut self.pending[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.pending.truncate(before + n);
        self.ended = n == 0;
        match &mut self.how {
            How::Plain => out.append(&mut self.pending),
            How::Strays => {
                let rest = strays(&self.pending, self.ended, out);
                self.pending.drain(..self.pending.len() - rest);
            }
            How::Decoder(decoder) => {
                let mut text = String::with_capacity(
                    decoder.max_utf8_buffer_length(self.pending.len()).unwrap_or(self.pending.len() * 3 + 16),
                );
                let mut from = 0;
                loop {
                    let (result, read, _) = decoder.decode_to_string(&self.pending[from..], &mut text, self.ended);
                    from += read;
                    match result {
                        CoderResult::InputEmpty => break,
                        CoderResult::OutputFull => text.reserve(PIECE),
                    }
                }
                self.pending.clear();
                out.extend_from_slice(text.as_bytes());
            }
        }
        Ok(())
    }
}

/// UTF-8 in which single bytes are not: those are read as Windows-1252. Gives how many bytes at the end are left for later.
fn strays(bytes: &[u8], last: bool, out: &mut Vec<u8>) -> usize {
    let mut at = 0;
    loop {
        match std::str::from_utf8(&bytes[at..]) {
            Ok(good) => {
                out.extend_from_slice(good.as_bytes());
                return 0;
            }
            Err(error) => {
                out.extend_from_slice(&bytes[at..at + error.valid_up_to()]);
                at += error.valid_up_to();
                let length = match error.error_len() {
                    Some(length) => length,
                    None if last => bytes.len() - at,
                    None => return bytes.len() - at,
                };
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes[at..at + length]);
                out.extend_from_slice(text.as_bytes());
                at += length;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Utf8Reader;
    use crate::raw::encoding::Surveyor;
    use proptest::prelude::*;

    fn decode(bytes: &[u8]) -> String {
        let mut surveyor = Surveyor::default();
        surveyor.feed(bytes);
        let survey = surveyor.finish(None);
        let mut reader = Utf8Reader::new(Box::new(std::io::Cursor::new(bytes.to_vec())), &survey);
        let mut out = Vec::new();
        while !reader.fill(&mut out, 10).unwrap() {}
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_of_any_encoding_comes_out_the_same() {
        let text = "name,pay\ncaf\u{E9},\u{A3}32,000 \u{2013} ok\n";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(format!("\u{FEFF}{text}").as_bytes()), text);
        assert_eq!(decode(b"name,pay\ncaf\xe9,\xa332,000 \x96 ok\n"), text);
        let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16), text);
    }

    #[test]
    fn a_stray_byte_is_read_and_not_dropped() {
        let mut bytes = "caf\u{E9} \u{2013} \u{A3}100 ".repeat(5).into_bytes();
        bytes.extend(b"\xa3200");
        assert!(decode(&bytes).ends_with("\u{A3}200"));
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn no_character_is_lost(text in "[a-z\u{E9}\u{2013}\u{1F600},\n]{0,200}") {
            prop_assert_eq!(decode(text.as_bytes()), text);
        }
    }
}
