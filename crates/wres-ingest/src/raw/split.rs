//! Splits text into rows and fields without copying.

use crate::{
    hash::hash_bytes,
    raw::{dialect::Dialect, marks::Marks},
};

/// A field: a range of the text, or of the scratch space where a quoted field had to be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    start: u32,
    end: u32,
    scratch: bool,
}

/// A row among rows that were split together.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extent {
    /// Where its fields begin and end among those of all rows.
    first: u32,
    beyond: u32,
    /// The row as written, with its end; nothing for a row that another reader put together.
    from: u32,
    to: u32,
    enclosed: u32,
    malformed: bool,
    unclosed: bool,
}

impl Extent {
    /// A row whose fields are those from one on, up to another.
    pub(crate) fn between(first: usize, beyond: usize) -> Self {
        Self { first: first as u32, beyond: beyond as u32, ..Self::default() }
    }
}

/// The fields of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    text: &'a str,
    scratch: &'a str,
    fields: &'a [Field],
    extent: Extent,
}

/// Rows that were split together, so that they can be gone through column by column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    text: &'a str,
    scratch: &'a str,
    fields: &'a [Field],
    extents: &'a [Extent],
}

/// Room for rows, used again and again.
#[derive(Debug, Default)]
pub(crate) struct SplitRows {
    fields: Vec<Field>,
    extents: Vec<Extent>,
    scratch: String,
}

/// Goes through the rows of a text. Every line is a row, also an empty one, so that rows keep the numbers that a spreadsheet
/// gives them; a line end inside quotation marks does not end a row.
#[derive(Debug)]
pub(crate) struct Splitter<'a> {
    text: &'a str,
    position: usize,
    dialect: Dialect,
    /// Room for rows that are asked for one at a time.
    own: SplitRows,
}

impl<'a> Splitter<'a> {
    /// Starts at the beginning of a text of less than 4 GiB that begins with a row.
    pub(crate) fn new(text: &'a str, dialect: Dialect) -> Self {
        Self { text, position: 0, dialect, own: SplitRows::default() }
    }

    /// The next row.
    #[inline]
    pub(crate) fn next_row(&mut self) -> Option<Row<'_>> {
        let mut own = std::mem::take(&mut self.own);
        self.fill(&mut own, 1);
        self.own = own;
        (!self.own.extents.is_empty()).then(|| self.own.view(self.text).row(0))
    }

    /// The next rows, `most` or fewer; none at the end.
    #[inline]
    pub(crate) fn next_rows<'r>(&mut self, room: &'r mut SplitRows, most: usize) -> Option<Rows<'r>>
    where
        'a: 'r,
    {
        self.fill(room, most);
        (!room.extents.is_empty()).then(|| room.view(self.text))
    }

    fn fill(&mut self, room: &mut SplitRows, most: usize) {
        room.fields.clear();
        room.extents.clear();
        room.scratch.clear();
        let bytes = self.text.as_bytes();
        let Dialect { delimiter, line_end, quote, .. } = self.dialect;
        let mut start = self.position;
        let mut marks = Marks::from(start);
        while room.extents.len() < most && start < bytes.len() {
            let mut row = Extent { first: room.fields.len() as u32, from: start as u32, ..Extent::default() };
            loop {
                let end = if quote.is_some() && bytes.get(start).copied() == quote {
                    let quoted = self.quoted(start, room);
                    row.enclosed += 1;
                    row.malformed |= quoted.malformed;
                    row.unclosed |= quoted.unclosed;
                    marks = Marks::from(quoted.next + 1);
                    quoted.next
                } else {
                    let end = marks.next(bytes, delimiter, line_end);
                    let at_line_end = bytes.get(end).is_none_or(|&byte| byte == line_end);
                    let carriage = at_line_end && line_end == b'\n' && end > start && bytes[end - 1] == b'\r';
                    let field_end = end - usize::from(carriage);
                    room.fields.push(Field { start: start as u32, end: field_end as u32, scratch: false });
                    end
                };
                start = (end + 1).min(bytes.len());
                if bytes.get(end) != Some(&delimiter) {
                    break;
                }
            }
            row.beyond = room.fields.len() as u32;
            row.to = start as u32;
            room.extents.push(row);
        }
        self.position = start;
    }

    /// A field that begins with a quotation mark. Ends at a delimiter, at a line end, or at the end of the text.
    fn quoted(&self, start: usize, room: &mut SplitRows) -> Quoted {
        let bytes = self.text.as_bytes();
        let quote = self.dialect.quote.unwrap_or(b'"');
        let (mut from, mut copied) = (start + 1, None::<usize>);
        let mut at = from;
        let close = loop {
            match memchr::memchr(quote, &bytes[at..]) {
                None => break None,
                Some(offset) if bytes.get(at + offset + 1) == Some(&quote) => {
                    // Two quotation marks are one: the field is put together in the scratch space.
                    copied.get_or_insert(room.scratch.len());
                    room.scratch.push_str(&self.text[from..=at + offset]);
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
                copied.get_or_insert(room.scratch.len());
                room.scratch.push_str(&self.text[from..end]);
                room.scratch.push_str(&self.text[after..tail_end]);
                from = end;
            }
        }
        let field = match copied {
            None => Field { start: from as u32, end: end as u32, scratch: false },
            Some(begin) => {
                if !malformed {
                    room.scratch.push_str(&self.text[from..end]);
                }
                Field { start: begin as u32, end: room.scratch.len() as u32, scratch: true }
            }
        };
        room.fields.push(field);
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
        let extent = Extent { beyond: fields.len() as u32, ..Extent::default() };
        Self { text, scratch: "", fields, extent }
    }

    /// Where its fields are, for [`Rows::one`].
    pub(crate) fn extent(&self) -> Extent {
        Extent { first: 0, beyond: self.fields.len() as u32, ..self.extent }
    }

    /// How many fields.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field; empty beyond the end of the row.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &'a str {
        self.fields.get(index).map_or("", |field| field.of(self.text, self.scratch))
    }

    /// The fields.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Adds the text of a row that another reader put together to a text, and its fields as ranges of that.
    pub(crate) fn append_to(&self, text: &mut String, fields: &mut Vec<Field>) {
        let start = text.len() as u32;
        if self.written().is_none() && self.scratch.is_empty() {
            text.push_str(self.text);
            let moved = |field: &Field| Field { start: field.start + start, end: field.end + start, ..*field };
            fields.extend(self.fields.iter().map(moved));
            return;
        }
        for cell in self.iter() {
            let start = text.len();
            text.push_str(cell);
            fields.push(Field::new(start, text.len()));
        }
    }

    fn written(&self) -> Option<&'a [u8]> {
        let Extent { from, to, .. } = self.extent;
        self.text.as_bytes().get(from as usize..to as usize).filter(|written| !written.is_empty())
    }

    /// A hash of the whole row: equal for rows that are written the same.
    #[inline]
    pub(crate) fn hash(&self) -> u64 {
        match self.written() {
            Some(written) => hash_bytes(0, written.trim_ascii_end()),
            None => self.iter().fold(0, |state, field| hash_bytes(state, field.as_bytes())),
        }
    }

    /// Whether a field is longer than a limit. A row that is not has no such field.
    #[inline]
    pub(crate) fn is_longer_than(&self, limit: usize) -> bool {
        self.written().is_some_and(|written| written.len() > limit) && self.iter().any(|field| field.len() > limit)
    }

    /// How many fields are enclosed in quotation marks.
    pub(crate) fn enclosed(&self) -> usize {
        self.extent.enclosed as usize
    }

    /// Whether something follows a closing quotation mark.
    pub(crate) fn is_malformed(&self) -> bool {
        self.extent.malformed
    }

    /// Whether a quotation mark is not closed before the end of the text.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.extent.unclosed
    }
}

impl<'a> Rows<'a> {
    /// Rows put together by another reader: fields are ranges of `text`.
    pub(crate) fn of(text: &'a str, fields: &'a [Field], extents: &'a [Extent]) -> Self {
        Self { text, scratch: "", fields, extents }
    }

    /// One row alone, with its own [`Row::extent`].
    pub(crate) fn one(row: &Row<'a>, extent: &'a [Extent; 1]) -> Self {
        Self { text: row.text, scratch: row.scratch, fields: row.fields, extents: extent }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.extents.len()
    }

    /// A row; one without fields beyond the last.
    #[inline]
    pub(crate) fn row(&self, index: usize) -> Row<'a> {
        let extent = self.extents.get(index).copied().unwrap_or_default();
        let fields = self.fields.get(extent.first as usize..extent.beyond as usize).unwrap_or(&[]);
        Row { text: self.text, scratch: self.scratch, fields, extent }
    }

    /// A field of a row; empty beyond the end of the row.
    #[inline]
    pub(crate) fn cell(&self, index: usize, position: u32) -> &'a str {
        let Some(extent) = self.extents.get(index) else { return "" };
        let place = extent.first.saturating_add(position);
        if place >= extent.beyond {
            return "";
        }
        self.fields.get(place as usize).map_or("", |field| field.of(self.text, self.scratch))
    }

    /// The rows from one on.
    pub(crate) fn from(&self, index: usize) -> Self {
        Self { extents: self.extents.get(index..).unwrap_or(&[]), ..*self }
    }
}

impl SplitRows {
    fn view<'r>(&'r self, text: &'r str) -> Rows<'r> {
        Rows { text, scratch: &self.scratch, fields: &self.fields, extents: &self.extents }
    }
}

impl Field {
    #[inline]
    fn of<'a>(&self, text: &'a str, scratch: &'a str) -> &'a str {
        let source = if self.scratch { scratch } else { text };
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// A range of the text of a row.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, scratch: false }
    }
}

/// The first position from `from` on that holds one of two bytes, or the length.
fn next_of_two(bytes: &[u8], from: usize, one: u8, two: u8) -> usize {
    bytes.get(from..).and_then(|rest| memchr::memchr2(one, two, rest)).map_or(bytes.len(), |offset| from + offset)
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

    /// One character after another: slow and plain.
    fn by_hand(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut characters) = (Vec::new(), text.chars().peekable());
        while characters.peek().is_some() {
            let mut row = Vec::new();
            loop {
                let mut field = String::new();
                if characters.next_if_eq(&'"').is_some() {
                    while let Some(c) = characters.next() {
                        if c != '"' {
                            field.push(c);
                        } else if characters.next_if_eq(&'"').is_some() {
                            field.push('"');
                        } else {
                            break;
                        }
                    }
                }
                while let Some(c) = characters.next_if(|c| !matches!(c, ',' | '\n')) {
                    field.push(c);
                }
                let end = characters.next();
                row.push(field);
                if end != Some(',') {
                    break;
                }
            }
            rows.push(row);
        }
        rows
    }

    proptest! {
        #[test]
        fn rows_split_together_are_those_split_by_hand(text in "([ab\u{e9}]{0,70}|[,\n]|\"[ab,\n]{0,9}\"){0,60}", most in 1_usize..9) {
            let mut splitter = Splitter::new(&text, Dialect::PLAIN);
            let (mut room, mut split) = (super::SplitRows::default(), Vec::new());
            while let Some(rows) = splitter.next_rows(&mut room, most) {
                prop_assert!(rows.len() <= most);
                for index in 0..rows.len() {
                    let row: Vec<String> = rows.row(index).iter().map(str::to_owned).collect();
                    let cells: Vec<String> = (0..row.len() as u32).map(|at| rows.cell(index, at).to_owned()).collect();
                    prop_assert_eq!(&cells, &row);
                    prop_assert_eq!(rows.cell(index, row.len() as u32), "");
                    split.push(row);
                }
            }
            prop_assert_eq!(&split, &by_hand(&text));
            prop_assert_eq!(rows(&text), split);
        }

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
