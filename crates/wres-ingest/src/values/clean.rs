//! What surrounds a value: white space, control characters, direction marks, footnote marks.

use std::borrow::Cow;

/// Odd characters in a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Control characters other than tab and line ends.
    pub(crate) control: bool,
    /// Marks that turn the direction of writing, and invisible characters.
    pub(crate) bidirectional: bool,
    /// Begins like a formula.
    pub(crate) formula: bool,
    /// Typical of UTF-8 that was read as Windows-1252 and saved again.
    pub(crate) mojibake: bool,
}

/// Cuts white space (of any script) and byte-order marks from both ends.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        (None, _) => text,
        _ => trim_edges(text),
    }
}

#[cold]
fn trim_edges(text: &str) -> &str {
    text.trim_matches(is_edge)
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

fn is_odd_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Looks for odd characters.
#[inline]
pub(crate) fn marks(text: &str) -> Marks {
    let bytes = text.as_bytes();
    let mut marks = Marks {
        formula: matches!(bytes.first(), Some(b'=' | b'@'))
            || (matches!(bytes.first(), Some(b'+' | b'-')) && bytes.get(1).is_some_and(u8::is_ascii_alphabetic)),
        ..Marks::default()
    };
    if bytes.iter().all(|&byte| (0x20..0x7f).contains(&byte)) {
        return marks;
    }
    let mut previous = ' ';
    for c in text.chars() {
        marks.control |= is_odd_control(c);
        marks.bidirectional |= is_bidirectional(c);
        // "Â£", "Ã©", "â€“": the lead byte of a sequence shown as a letter, and a continuation byte after it.
        marks.mojibake |= match previous {
            '\u{C2}' | '\u{C3}' => matches!(c, '\u{80}'..='\u{BF}'),
            '\u{E2}' => matches!(c, '\u{20AC}' | '\u{80}'),
            _ => false,
        };
        previous = c;
    }
    marks
}

/// The text without control characters and direction marks.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c.is_control() || is_bidirectional(c)) {
        let line = |c: char| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c };
        let kept = text.chars().map(line).filter(|&c| !c.is_control() && !is_bidirectional(c)).collect();
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without a footnote mark glued to its end: `[1]`, `[note 2]`, superscript digits, daggers. `None` if there is none.
pub(crate) fn strip_footnote(text: &str) -> Option<&str> {
    let rest = before_footnote(text);
    (rest.len() < text.len() && !rest.is_empty()).then_some(rest)
}

/// Whether a cell holds a footnote mark and nothing else.
pub(crate) fn is_footnote(text: &str) -> bool {
    !text.is_empty() && before_footnote(text).is_empty()
}

fn before_footnote(text: &str) -> &str {
    let is_mark =
        |c: char| matches!(c, '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}' | '\u{2020}' | '\u{2021}');
    let mut rest = text;
    loop {
        let before = rest.len();
        rest = rest.trim_end_matches(is_mark).trim_end();
        if let Some((head, inside)) = rest.strip_suffix(']').and_then(|open| open.rsplit_once('[')) {
            let number = inside.strip_prefix("note").or_else(|| inside.strip_prefix("Note")).unwrap_or(inside).trim();
            if !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit()) {
                rest = head.trim_end();
            }
        }
        if rest.len() == before {
            return rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_footnote, marks, strip_footnote, trim, without_marks};

    #[test]
    fn white_space_of_any_kind_is_cut_from_the_ends_only() {
        assert_eq!(trim(" \u{A0}A B\t"), "A B");
        assert_eq!(trim("A\u{0}"), "A\u{0}", "what cannot be seen is noticed elsewhere");
        assert_eq!(trim("\u{FEFF}x"), "x");
        assert_eq!(trim("   "), "");
        assert_eq!(trim("é "), "é");
    }

    #[test]
    fn odd_characters_are_noticed() {
        assert!(marks("=1+1").formula && marks("@SUM(A1)").formula && marks("+cmd|x").formula);
        assert!(!marks("-12").formula && !marks("+44").formula);
        assert!(marks("a\u{202E}b").bidirectional && marks("a\u{0}b").control);
        assert!(marks("\u{C2}\u{A3}100").mojibake && marks("\u{E2}\u{20AC}\u{201C}").mojibake);
        assert!(!marks("caf\u{E9} £5 – naïve").mojibake);
    }

    #[test]
    fn what_cannot_be_seen_is_removed() {
        assert_eq!(without_marks("a\u{202E}b\u{0}c\nd"), "abc d");
    }

    #[test]
    fn footnote_marks_are_cut_and_other_brackets_stay() {
        assert_eq!(strip_footnote("Asian [note 1]"), Some("Asian"));
        assert_eq!(strip_footnote("20[1]"), Some("20"));
        assert_eq!(
            ["[1]", "[note 2]", "\u{B9}", "1", "[x]", ""].map(is_footnote),
            [true, true, true, false, false, false]
        );
        assert_eq!(strip_footnote("Black\u{B9}\u{B2}"), Some("Black"));
        assert_eq!(strip_footnote("[c]"), None);
        assert_eq!(strip_footnote("Other (Arab)"), None);
        assert_eq!(strip_footnote("[1]"), None, "a cell that is only a mark is not emptied");
    }
}
