//! Splits text into rows and fields without copying.

use crate::{hash::hash_bytes, raw::dialect::Dialect};

/// A field: a range of the text, or of the scratch space where a quoted field had to be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    start: u32,
    end: u32,
    scratch: bool,
}

/// The fields of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    text: &'a str,
    scratch: &'a str,
    fields: &'a [Field],
    /// The row as written, for a row of a text file.
    written: Option<&'a [u8]>,
    enclosed: usize,
    malformed: bool,
    unclosed: bool,
}

/// Goes through the rows of a text. Every line is a row, also an empty one, so that rows keep the numbers that a spreadsheet
/// gives them; a line end inside quotation marks does not end a row.
#[derive(Debug)]
pub(crate) struct Splitter<'a> {
    text: &'a str,
    position: usize,
    dialect: Dialect,
    fields: Vec<Field>,
    scratch: String,
}

impl<'a> Splitter<'a> {
    /// Starts at the beginning of a text of less than 4 GiB that begins with a row.
    pub(crate) fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { text, position: 0, dialect, fields: Vec::new(), scratch: String::new() }
    }

    /// The next row.
    #[inline]
    pub(crate) fn next_row(&mut self) -> Option<Row<'_>> {
        let bytes = self.text.as_bytes();
        if self.position >= bytes.len() {
            return None;
        }
        self.fields.clear();
        self.scratch.clear();
        let (mut enclosed, mut malformed, mut unclosed) = (0, false, false);
        let mut position = self.position;
        loop {
            if self.dialect.quote.is_some() && bytes.get(position).copied() == self.dialect.quote {
                let quoted = self.quoted(position);
                enclosed += 1;
                malformed |= quoted.malformed;
                unclosed |= quoted.unclosed;
                position = quoted.next;
            } else {
                let end = next_of_two(bytes, position, self.dialect.delimiter, self.dialect.line_end);
                let at_line_end = bytes.get(end).is_none_or(|&byte| byte == self.dialect.line_end);
                let carriage =
                    at_line_end && self.dialect.line_end == b'\n' && end > position && bytes[end - 1] == b'\r';
                let field_end = end - usize::from(carriage);
                self.fields.push(Field { start: position as u32, end: field_end as u32, scratch: false });
                position = end;
            }
            match bytes.get(position) {
                Some(&byte) if byte == self.dialect.delimiter => position += 1,
                Some(_) => {
                    position += 1;
                    break;
                }
                None => break,
            }
        }
        let written = self.text.as_bytes().get(self.position..position);
        self.position = position;
        Some(Row {
            text: self.text,
            scratch: &self.scratch,
            fields: &self.fields,
            written,
            enclosed,
            malformed,
            unclosed,
        })
    }

    /// A field that begins with a quotation mark. Ends at a delimiter, at a line end, or at the end of the text.
    fn quoted(&mut self, start: usize) -> Quoted {
        let bytes = self.text.as_bytes();
        let quote = self.dialect.quote.unwrap_or(b'"');
        let (mut from, mut copied) = (start + 1, None::<usize>);
        let mut at = from;
        let close = loop {
            match memchr::memchr(quote, &bytes[at..]) {
                None => break None,
                Some(offset) if bytes.get(at + offset + 1) == Some(&quote) => {
                    // Two quotation marks are one: the field is put together in the scratch space.
                    copied.get_or_insert(self.scratch.len());
                    self.scratch.push_str(&self.text[from..=at + offset]);
                    from = at + offset + 2;
                    at = from;
                }
                Some(offset) => break Some(at + offset),
            }
        };
        let end = close.unwrap_or(bytes.len());
        let after = close.map_or(bytes.len(), |close| close + 1);
        let mut next = after;
        let mut malformed = false;
        let ends = |position: usize| match bytes.get(position) {
            None => true,
            Some(&byte) if byte == self.dialect.delimiter || byte == self.dialect.line_end => true,
            _ => false,
        };
        if !ends(next) {
            let carriage = bytes[next] == b'\r' && ends(next + 1) && self.dialect.line_end == b'\n';
            if carriage {
                next += 1;
            } else {
                // Something after the closing mark: it belongs to the field.
                malformed = true;
                next = next_of_two(bytes, next, self.dialect.delimiter, self.dialect.line_end);
                let tail_end =
                    if next > after && bytes[next - 1] == b'\r' && bytes.get(next) != Some(&self.dialect.delimiter) {
                        next - 1
                    } else {
                        next
                    };
                copied.get_or_insert(self.scratch.len());
                self.scratch.push_str(&self.text[from..end]);
                self.scratch.push_str(&self.text[after..tail_end]);
                from = end;
            }
        }
        let field = match copied {
            None => Field { start: from as u32, end: end as u32, scratch: false },
            Some(begin) => {
                if !malformed {
                    self.scratch.push_str(&self.text[from..end]);
                }
                Field { start: begin as u32, end: self.scratch.len() as u32, scratch: true }
            }
        };
        self.fields.push(field);
        Quoted { next, malformed, unclosed: close.is_none() }
    }
}

struct Quoted {
    next: usize,
    malformed: bool,
    unclosed: bool,
}

impl<'a> Row<'a> {
    /// A row put together by another reader: fields are ranges of `text`.
    pub(crate) fn of(text: &'a str, fields: &'a [Field]) -> Self {
        Self { text, scratch: "", fields, written: None, enclosed: 0, malformed: false, unclosed: false }
    }

    /// How many fields.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field; empty beyond the end of the row.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &'a str {
        self.fields.get(index).map_or("", |field| {
            let source = if field.scratch { self.scratch } else { self.text };
            source.get(field.start as usize..field.end as usize).unwrap_or("")
        })
    }

    /// The fields.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// A hash of the whole row: equal for rows that are written the same.
    #[inline]
    pub(crate) fn hash(&self) -> u64 {
        match self.written {
            Some(written) => hash_bytes(0, written.trim_ascii_end()),
            None => self.iter().fold(0, |state, field| hash_bytes(state, field.as_bytes())),
        }
    }

    /// Whether a field is longer than a limit. A row that is not has no such field.
    #[inline]
    pub(crate) fn is_longer_than(&self, limit: usize) -> bool {
        self.written.is_some_and(|written| written.len() > limit) && self.iter().any(|field| field.len() > limit)
    }

    /// How many fields are enclosed in quotation marks.
    pub(crate) fn enclosed(&self) -> usize {
        self.enclosed
    }

    /// Whether something follows a closing quotation mark.
    pub(crate) fn is_malformed(&self) -> bool {
        self.malformed
    }

    /// Whether a quotation mark is not closed before the end of the text.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.unclosed
    }
}

impl Field {
    /// A range of the text of a row.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, scratch: false }
    }
}

/// The first position from `from` on that holds one of two bytes, or the length. Eight bytes at a time: a byte equal to the
/// wanted one becomes zero under exclusive or, and the lowest zero byte of a word is found exactly by the borrow of a
/// subtraction (H. Warren, "Hacker's Delight", 2nd edition, 2012, section 6-1).
#[inline]
fn next_of_two(bytes: &[u8], from: usize, one: u8, two: u8) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (ones, twos) = (LOW * u64::from(one), LOW * u64::from(two));
    let mut position = from.min(bytes.len());
    while let Some(word) =
        bytes.get(position..position + 8).and_then(|slice| slice.try_into().ok()).map(u64::from_le_bytes)
    {
        let (a, b) = (word ^ ones, word ^ twos);
        let found = ((a.wrapping_sub(LOW) & !a) | (b.wrapping_sub(LOW) & !b)) & HIGH;
        if found != 0 {
            return position + (found.trailing_zeros() / 8) as usize;
        }
        position += 8;
    }
    while position < bytes.len() && bytes[position] != one && bytes[position] != two {
        position += 1;
    }
    position
}

/// Where the last whole row of a piece of text ends, and whether a quotation mark is open after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Boundary {
    /// The rows before this position are whole; 0 if there is none.
    pub(crate) cut: usize,
    /// Where the quotation mark is that is open at the end, if one is.
    pub(crate) open: Option<usize>,
}

/// Finds the last end of a row outside quotation marks, by the same rules as [`Splitter`]. The piece begins with a row.
pub(crate) fn last_boundary(bytes: &[u8], dialect: Dialect) -> Boundary {
    let line_end = dialect.line_end;
    let Some(quote) = dialect.quote else {
        return Boundary { cut: memchr::memrchr(line_end, bytes).map_or(0, |at| at + 1), open: None };
    };
    let (mut cut, mut segment, mut position) = (0, 0, 0);
    while let Some(offset) = memchr::memchr(quote, &bytes[position..]) {
        let at = position + offset;
        let opens = at == 0 || bytes[at - 1] == dialect.delimiter || bytes[at - 1] == line_end;
        if !opens {
            position = at + 1;
            continue;
        }
        if let Some(end) = memchr::memrchr(line_end, &bytes[segment..at]) {
            cut = segment + end + 1;
        }
        match closing(bytes, at + 1, quote) {
            Some(close) => {
                position = close + 1;
                segment = position;
            }
            None => return Boundary { cut, open: Some(at) },
        }
    }
    if let Some(end) = memchr::memrchr(line_end, &bytes[segment..]) {
        cut = segment + end + 1;
    }
    Boundary { cut, open: None }
}

/// The closing quotation mark. One at the very end may be the first of two, so it does not count yet.
fn closing(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        let close = at + memchr::memchr(quote, bytes.get(at..)?)?;
        match bytes.get(close + 1) {
            None => return None,
            Some(&next) if next == quote => at = close + 2,
            Some(_) => return Some(close),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Splitter, last_boundary};
    use crate::raw::dialect::Dialect;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut splitter = Splitter::new(text, Dialect::PLAIN);
        let mut out = Vec::new();
        while let Some(row) = splitter.next_row() {
            out.push(row.iter().map(str::to_owned).collect());
        }
        out
    }

    #[test]
    fn fields_are_split_and_quotation_marks_taken_off() {
        assert_eq!(rows("a,b\r\n\"c,d\",\"e\"\"f\"\n"), [vec!["a", "b"], vec!["c,d", "e\"f"]]);
        assert_eq!(rows("\"two\nlines\",x"), [vec!["two\nlines", "x"]]);
        assert_eq!(rows("a,,\n,"), [vec!["a", "", ""], vec!["", ""]]);
        assert_eq!(rows("\"\",\"\"\"\"\n"), [vec!["", "\""]]);
    }

    #[test]
    fn an_empty_line_is_a_row_so_that_numbers_stay_right() {
        assert_eq!(rows("a\n\n\r\nb"), [vec!["a"], vec![""], vec![""], vec!["b"]]);
    }

    #[test]
    fn a_quotation_mark_inside_a_field_is_a_character() {
        assert_eq!(rows("5\" pipe,Team \"A\"\nx,y\n"), [vec!["5\" pipe", "Team \"A\""], vec!["x", "y"]]);
        assert_eq!(rows("\"a\"b,c\r\nd,e"), [vec!["ab", "c"], vec!["d", "e"]]);
    }

    #[test]
    fn an_open_quotation_mark_is_noticed() {
        let mut splitter = Splitter::new("a,\"b\nc,d\n", Dialect::PLAIN);
        assert!(splitter.next_row().unwrap().is_unclosed());
    }

    #[test]
    fn a_cut_is_never_inside_quotation_marks() {
        let boundary = |text: &str| last_boundary(text.as_bytes(), Dialect::PLAIN);
        assert_eq!(boundary("a\nb\nc").cut, 4);
        assert_eq!(boundary("a\n\"b\nc\"").cut, 2);
        assert_eq!(boundary("a\n\"b\nc\",d\ne").cut, 10);
        assert_eq!(boundary("a\n\"b\nc").open, Some(2));
        assert_eq!(boundary("5\" pipe\nx").cut, 8);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(table in prop::collection::vec(prop::collection::vec("[a-z,\"\n ;\u{E9}]{0,12}", 2..5), 1..8)) {
            let mut text = String::new();
            for row in &table {
                let fields: Vec<String> = row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
                text.push_str(&fields.join(","));
                text.push_str("\r\n");
            }
            prop_assert_eq!(rows(&text), table);
        }

        #[test]
        fn cutting_at_boundaries_gives_the_same_rows(text in "[ab,\"\n]{0,120}", at in 0_usize..120) {
            let at = at.min(text.len());
            let cut = last_boundary(&text.as_bytes()[..at], Dialect::PLAIN).cut;
            let mut parts = rows(&text[..cut]);
            parts.extend(rows(&text[cut..]));
            prop_assert_eq!(parts, rows(&text));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,200}") {
            let _ = (rows(&text), last_boundary(text.as_bytes(), Dialect::PLAIN));
        }
    }
}
