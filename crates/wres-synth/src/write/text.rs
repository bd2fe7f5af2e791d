//! Delimited text.

use super::{
    cell::{Written, date},
    sheet::Sheet,
};
use crate::style::{Dates, Encoding};

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: char,
    pub(crate) encoding: Encoding,
    pub(crate) carriage_return: bool,
}

/// Writes a sheet as text.
pub(crate) fn text(sheet: &Sheet<'_>, dialect: Dialect) -> Vec<u8> {
    let mut out = String::new();
    let end = if dialect.carriage_return { "\r\n" } else { "\n" };
    for line in sheet.above() {
        field(&mut out, dialect.delimiter, &line);
        out.push_str(end);
    }
    for (place, name) in sheet.header().iter().enumerate() {
        if place > 0 {
            out.push(dialect.delimiter);
        }
        field(&mut out, dialect.delimiter, name);
    }
    out.push_str(end);
    sheet.rows(|_, cells| {
        line(&mut out, dialect.delimiter, cells);
        out.push_str(end);
    });
    if let Some(totals) = sheet.totals() {
        line(&mut out, dialect.delimiter, &mut totals.into_iter());
        out.push_str(end);
    }
    encode(&out, dialect.encoding)
}

fn line(out: &mut String, delimiter: char, cells: &mut dyn Iterator<Item = Written>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(delimiter);
        }
        match cell {
            Written::Empty => {}
            Written::Text(text) => field(out, delimiter, &text),
            Written::Number(number) | Written::Pounds(number) => field(out, delimiter, &number.to_string()),
            Written::Date(day) => field(out, delimiter, &date(Dates::Iso, day)),
        }
    }
}

/// A field, quoted where it must be (RFC 4180, section 2).
fn field(out: &mut String, delimiter: char, text: &str) {
    if text.contains([delimiter, '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Mark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16 => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Encoding::Windows1252 => text.chars().map(windows_1252).collect(),
    }
}

/// The byte of a character in Windows-1252; the synthetic files use the pound sign and two dashes beyond ASCII.
fn windows_1252(letter: char) -> u8 {
    match letter {
        '–' => 0x96,
        '—' => 0x97,
        '’' => 0x92,
        _ => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
    }
}

#[cfg(test)]
mod tests {
    use super::{encode, field};
    use crate::style::Encoding;

    #[test]
    fn fields_are_quoted_only_where_they_must_be() {
        let write = |text: &str| {
            let mut out = String::new();
            field(&mut out, ';', text);
            out
        };
        assert_eq!(write("a, b"), "a, b");
        assert_eq!(write("a; \"b\""), "\"a; \"\"b\"\"\"");
    }

    #[test]
    fn pound_signs_and_dashes_have_their_windows_bytes() {
        assert_eq!(encode("£1 – 2", Encoding::Windows1252), b"\xA31 \x96 2");
        assert_eq!(encode("£", Encoding::Utf16), b"\xFF\xFE\xA3\x00");
        assert_eq!(encode("a", Encoding::Utf8Mark), b"\xEF\xBB\xBFa");
    }
}
