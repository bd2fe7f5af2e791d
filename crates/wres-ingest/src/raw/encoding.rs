//! Which encoding a text is in, found on all of it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How bytes become text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decoding {
    /// UTF-8 without fault.
    Utf8,
    /// UTF-8 with some bytes that are not; those are read as Windows-1252, so that nothing is lost.
    Utf8WithStrays,
    /// Another encoding.
    Other(&'static Encoding),
}

/// What was found on a whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Survey {
    pub(crate) decoding: Decoding,
    /// Bytes of the byte-order mark.
    pub(crate) mark: usize,
    /// Offset of the first byte that is not UTF-8 (from the start of the file), for texts without a UTF-16 mark.
    pub(crate) first_bad: Option<u64>,
    /// How many bytes are not UTF-8.
    pub(crate) bad: u64,
    /// Length of the text in bytes.
    pub(crate) length: u64,
    /// Whether the mapping declared the encoding.
    pub(crate) declared: bool,
}

/// Looks at a text piece by piece.
#[derive(Default)]
pub(crate) struct Surveyor {
    length: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
    first_bad: Option<u64>,
    bad: u64,
    /// Bytes above 127 that are part of good UTF-8.
    good_high: u64,
    detector: Option<EncodingDetector>,
    /// Whether the detector has been made for the present piece, and has seen it.
    detector_new: bool,
}

const HEAD: usize = 4096;

impl std::fmt::Debug for Surveyor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surveyor").field("length", &self.length).field("bad", &self.bad).finish_non_exhaustive()
    }
}

impl Surveyor {
    /// The next piece.
    pub(crate) fn feed(&mut self, piece: &[u8]) {
        if self.head.len() < HEAD {
            self.head.extend(piece.iter().take(HEAD - self.head.len()));
        }
        let joined;
        let (bytes, start) = if self.tail.is_empty() {
            (piece, self.length)
        } else {
            joined = [self.tail.as_slice(), piece].concat();
            (joined.as_slice(), self.length - self.tail.len() as u64)
        };
        self.length += piece.len() as u64;
        let rest = self.validate(bytes, start);
        self.tail = bytes[bytes.len() - rest..].to_vec();
        match &mut self.detector {
            Some(detector) if !self.detector_new => {
                detector.feed(piece, false);
            }
            _ => self.detector_new = false,
        }
    }

    /// Whether the next byte begins a character, and nothing unusual has been met that needs a closer look at all bytes.
    pub(crate) fn expects_a_character(&self) -> bool {
        self.tail.is_empty() && self.detector.is_none()
    }

    /// The next piece, known to be good UTF-8 with so many bytes above 127.
    pub(crate) fn skip_valid(&mut self, piece: &[u8], high: u64) {
        self.good_high += high;
        if self.head.len() < HEAD {
            self.head.extend(piece.iter().take(HEAD - self.head.len()));
        }
        self.length += piece.len() as u64;
    }

    /// Validates, and gives how many bytes at the end may be the beginning of a character.
    fn validate(&mut self, bytes: &[u8], start: u64) -> usize {
        let mut at = 0;
        loop {
            match std::str::from_utf8(&bytes[at..]) {
                Ok(good) => {
                    self.good_high += if good.is_ascii() { 0 } else { high(good.as_bytes()) };
                    return 0;
                }
                Err(error) => {
                    self.good_high += high(&bytes[at..at + error.valid_up_to()]);
                    at += error.valid_up_to();
                    let Some(length) = error.error_len() else { return bytes.len() - at };
                    self.first_bad.get_or_insert(start + at as u64);
                    self.bad += length as u64;
                    at += length;
                    if self.detector.is_none() {
                        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
                        // From here on, so that the verdict does not depend on how the text came in pieces.
                        detector.feed(&bytes[at - length..], false);
                        self.detector = Some(detector);
                        self.detector_new = true;
                    }
                }
            }
        }
    }

    /// The verdict, for a text whose encoding the mapping may declare.
    pub(crate) fn finish(&self, declared: Option<&'static Encoding>) -> Survey {
        // A character that is begun and not ended is no UTF-8.
        let cut = self.tail.len() as u64;
        let bad = self.bad + cut;
        let first_bad = self.first_bad.or((cut > 0).then(|| self.length - cut));
        let (decoding, mark) = self.decide(declared, bad);
        let utf16 = matches!(decoding, Decoding::Other(encoding) if encoding == UTF_16LE || encoding == UTF_16BE);
        Survey {
            decoding,
            mark,
            first_bad: if utf16 { None } else { first_bad },
            bad: if utf16 { 0 } else { bad },
            length: self.length,
            declared: declared.is_some(),
        }
    }

    fn decide(&self, declared: Option<&'static Encoding>, bad: u64) -> (Decoding, usize) {
        let utf8 = if bad == 0 { Decoding::Utf8 } else { Decoding::Utf8WithStrays };
        let marked = Encoding::for_bom(&self.head);
        let mark = marked.map_or(0, |(_, length)| length);
        let encoding = match (declared, marked) {
            // A mark is part of the text and says what it is; a declaration cannot change that.
            (_, Some((encoding, _))) => encoding,
            (Some(encoding), None) => encoding,
            (None, None) => match self.unmarked_utf16() {
                Some(encoding) => encoding,
                None if bad == 0 || self.good_high / 2 > bad => UTF_8,
                None => self.legacy(),
            },
        };
        if encoding == UTF_8 { (utf8, mark) } else { (Decoding::Other(encoding), mark) }
    }

    /// UTF-16 without a mark: nearly every second byte is zero.
    fn unmarked_utf16(&self) -> Option<&'static Encoding> {
        let half = self.head.len() / 2;
        let zeros = |parity: usize| self.head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        match half {
            0 | 1 => None,
            _ if odd * 10 > half * 7 && even * 20 < half => Some(UTF_16LE),
            _ if even * 10 > half * 7 && odd * 20 < half => Some(UTF_16BE),
            _ => None,
        }
    }

    /// One of the encodings of one byte a character that offices here have used.
    fn legacy(&self) -> &'static Encoding {
        const LATIN: [&str; 9] = [
            "windows-1250",
            "windows-1252",
            "windows-1254",
            "windows-1257",
            "ISO-8859-2",
            "ISO-8859-4",
            "ISO-8859-13",
            "ISO-8859-15",
            "ISO-8859-16",
        ];
        let guess = self.detector.as_ref().map(|detector| detector.guess(Some(b"uk"), Utf8Detection::Deny));
        guess.filter(|encoding| LATIN.contains(&encoding.name())).unwrap_or(WINDOWS_1252)
    }
}

/// How many bytes are above 127.
pub(crate) fn high(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte >= 0x80).count() as u64
}

impl Decoding {
    /// The name in a receipt.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8WithStrays => "UTF-8",
            Self::Other(encoding) => encoding.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoding, Survey, Surveyor};
    use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
    use proptest::prelude::*;

    fn survey(bytes: &[u8], piece: usize) -> Survey {
        let mut surveyor = Surveyor::default();
        bytes.chunks(piece.max(1)).for_each(|piece| surveyor.feed(piece));
        surveyor.finish(None)
    }

    #[test]
    fn encodings_are_found() {
        assert_eq!(survey(b"plain, text", 100).decoding, Decoding::Utf8);
        assert_eq!(survey("\u{FEFF}caf\u{E9}".as_bytes(), 100).mark, 3);
        assert_eq!(survey(b"salary,\xa332,000\ncaf\xe9\n", 100).decoding, Decoding::Other(WINDOWS_1252));
        assert_eq!(survey(b"children\x92s services \x96 north", 100).decoding, Decoding::Other(WINDOWS_1252));
        let utf16: Vec<u8> = "staff,name\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(survey(&utf16, 100).decoding, Decoding::Other(UTF_16LE));
        let big: Vec<u8> = "\u{FEFF}staff,name\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((survey(&big, 100).decoding, survey(&big, 100).mark), (Decoding::Other(UTF_16BE), 2));
    }

    #[test]
    fn the_first_bad_byte_is_named_by_its_place() {
        let found = survey(b"salary,\xa332,000\n", 3);
        assert_eq!((found.first_bad, found.bad), (Some(7), 1));
    }

    #[test]
    fn a_stray_byte_does_not_turn_a_utf8_text_into_another() {
        let mut bytes = "caf\u{E9} na\u{EF}ve \u{2013} \u{A3}100 \u{A3}200".repeat(20).into_bytes();
        bytes.extend(b" bad \xa3 end");
        let found = survey(&bytes, 64);
        assert_eq!((found.decoding, found.bad), (Decoding::Utf8WithStrays, 1));
    }

    proptest! {
        #[test]
        fn the_size_of_the_pieces_does_not_matter(bytes in prop::collection::vec(any::<u8>(), 0..300), piece in 1_usize..50) {
            prop_assert_eq!(survey(&bytes, piece), survey(&bytes, 1000));
        }

        #[test]
        fn text_in_utf8_is_found_to_be_utf8(text in "[a-z,\u{E9}\u{2013}]{0,200}", piece in 1_usize..7) {
            prop_assert_eq!(survey(text.as_bytes(), piece).decoding, Decoding::Utf8);
        }
    }
}
