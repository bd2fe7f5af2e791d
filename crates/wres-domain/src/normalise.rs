//! One way of making two spellings of the same label the same.

use unicode_normalization::UnicodeNormalization;

/// Trims, applies Unicode NFKC, lowers case, and unifies dashes, slashes, quotes and spaces.
///
/// Two labels match when their normal forms are equal; nothing looser decides a mapping. Idempotent.
#[must_use]
pub fn normalise(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut gap = false;
    for c in label.nfkc().flat_map(char::to_lowercase).nfkc() {
        let c = match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' | '\u{00AD}' => '-',
            '\u{2044}' | '\u{2215}' | '\\' => '/',
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '`' | '\u{00B4}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => continue,
            '_' => ' ',
            other => other,
        };
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
            continue;
        }
        // "White - British", "White-British" and "White / British" differ only in how wide the typist set the mark.
        if gap && !matches!(c, '-' | '/') && !out.ends_with(['-', '/']) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normalise;
    use proptest::prelude::*;

    #[test]
    fn dashes_slashes_and_spaces_are_unified() {
        assert_eq!(normalise("  White \u{2013}  British "), "white-british");
        assert_eq!(normalise("English / Welsh/ Scottish"), "english/welsh/scottish");
        assert_eq!(normalise("WHITE_AND_BLACK_AFRICAN"), "white and black african");
        assert_eq!(normalise("Any\u{00A0}other"), "any other");
    }

    #[test]
    fn words_are_never_dropped() {
        assert_ne!(normalise("Non-White British"), normalise("White British"));
        assert_ne!(normalise("Information refused"), normalise("Indian"));
    }

    proptest! {
        #[test]
        fn is_idempotent(label in "\\PC{0,40}") {
            let once = normalise(&label);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
