//! Counts of returns, and the marks that stand where a count is hidden.

use crate::values::{
    clean::{is_footnote, strip_footnote},
    decimal::{decimal, integer},
    read::{Read, Trouble, is_error_cell},
};

/// The marks of the Analysis Function: confidential, not available, not applicable, rounds to zero, low reliability; and the
/// lone dash, which may be nil or not available.
pub(crate) const MARKS: [&str; 6] = ["[c]", "[x]", "[z]", "[low]", "[u]", "-"];

/// Reads a count: a whole number that is not negative, `Err(mark)` as an index into [`MARKS`] where a mark stands.
pub(crate) fn marked_count(text: &str) -> Read<Result<i64, u16>> {
    if text.is_empty() {
        return Read::Empty(None);
    }
    if let Some(mark) = mark(text) {
        return if mark == 5 { Read::Noted(Err(mark), Trouble::CountDash) } else { Read::Value(Err(mark)) };
    }
    if ["nil", "none", "zero"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Read::Value(Ok(0));
    }
    if is_footnote(text) {
        return Read::Empty(Some(Trouble::Footnote));
    }
    match integer(text) {
        Read::Value(count) if count < 0 => Read::Bad(Trouble::NumberNegative),
        Read::Value(count) => Read::Value(Ok(count)),
        Read::Noted(count, trouble) => Read::Noted(Ok(count), trouble),
        Read::Empty(trouble) => Read::Empty(trouble),
        Read::Bad(trouble) => with_something_after(text, trouble),
    }
}

/// `20 (13.6%)` and `20 [note 1]`.
fn with_something_after(text: &str, trouble: Trouble) -> Read<Result<i64, u16>> {
    if is_error_cell(text).is_some() {
        return Read::Bad(trouble);
    }
    if let Some(bare) = strip_footnote(text) {
        return match marked_count(bare) {
            Read::Value(count) | Read::Noted(count, _) => Read::Noted(count, Trouble::Footnote),
            _ => Read::Bad(trouble),
        };
    }
    let share = text.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    match share.map(|(count, share)| (integer(count.trim_end()), decimal(share.trim()))) {
        Some((Read::Value(count), Ok(share))) if share.percent && count >= 0 => {
            Read::Noted(Ok(count), Trouble::CountWithShare)
        }
        _ => Read::Bad(trouble),
    }
}

/// The index of the mark that a cell holds. Legacy marks are those of the table of symbols in the code lists.
fn mark(text: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let bare = lower.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&lower).trim();
    match bare {
        "c" | "*" | "**" | "s" | "suppressed" | "confidential" => Some(0),
        "x" | ".." | ":" | "not available" => Some(1),
        "z" | "." | "not applicable" | "n/a" => Some(2),
        "low" | "~" | "k" => Some(3),
        "u" => Some(4),
        "-" | "\u{2013}" | "\u{2014}" => Some(5),
        other => is_less_than(other).then_some(0),
    }
}

/// `<5`, `< 10`, `fewer than 5`, `less than 5`, `under 5`, `5 or fewer`, `≤5`.
fn is_less_than(text: &str) -> bool {
    const BEFORE: [&str; 8] = ["<=", "<", "\u{2264}", "fewer than", "less than", "under", "below", "up to"];
    const AFTER: [&str; 3] = ["or fewer", "or less", "or under"];
    let number = |rest: &str| {
        let rest = rest.trim();
        matches!(rest.len(), 1..=2) && rest.bytes().all(|byte| byte.is_ascii_digit())
            || ["five", "ten", "three"].contains(&rest)
    };
    BEFORE.iter().any(|word| text.strip_prefix(word).is_some_and(number))
        || AFTER.iter().any(|word| text.strip_suffix(word).is_some_and(number))
}

#[cfg(test)]
mod tests {
    use super::{MARKS, marked_count};
    use crate::values::read::{Read, Trouble};
    use proptest::prelude::*;

    fn mark_of(text: &str) -> &'static str {
        match marked_count(text) {
            Read::Value(Err(mark)) | Read::Noted(Err(mark), _) => MARKS[usize::from(mark)],
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn every_mark_that_is_met_is_known() {
        for text in ["*", "<5", "< 10", "fewer than 5", "Less than 5", "[c]", "c", "5 or fewer", "≤5"] {
            assert_eq!(mark_of(text), "[c]", "{text}");
        }
        for (text, mark) in
            [("x", "[x]"), ("[x]", "[x]"), ("..", "[x]"), ("z", "[z]"), ("low", "[low]"), ("~", "[low]")]
        {
            assert_eq!(mark_of(text), mark, "{text}");
        }
        assert_eq!(mark_of("u"), "[u]");
        assert_eq!(mark_of("k"), "[low]");
        assert_eq!(marked_count("\u{2013}"), Read::Noted(Err(5), Trouble::CountDash));
    }

    #[test]
    fn nil_is_zero_and_a_mark_is_not() {
        assert_eq!(marked_count("Nil"), Read::Value(Ok(0)));
        assert_eq!(marked_count("0"), Read::Value(Ok(0)));
        assert_ne!(marked_count("-"), Read::Value(Ok(0)));
    }

    #[test]
    fn a_count_with_its_percentage_or_a_footnote_is_the_count() {
        assert_eq!(marked_count("20 (13.6%)"), Read::Noted(Ok(20), Trouble::CountWithShare));
        assert_eq!(marked_count("1,204 [note 2]"), Read::Noted(Ok(1204), Trouble::Footnote));
        assert_eq!(marked_count("20 (13)"), Read::Bad(Trouble::NumberUnreadable));
        assert_eq!(marked_count("13.6%"), Read::Bad(Trouble::NumberPercent));
        assert_eq!(marked_count("20.4"), Read::Bad(Trouble::NumberNotWhole));
        assert_eq!(marked_count("-5"), Read::Bad(Trouble::NumberNegative));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,30}") {
            let _ = marked_count(&text);
        }
    }
}
