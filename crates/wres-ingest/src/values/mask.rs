//! The shape of a value that must not be shown.

/// The longest mask; a longer value ends in `...`.
const LONGEST: usize = 24;

/// Every digit as `9`, every letter as `A`, white space as a space, anything unusual as `?`. `31 March 2024` becomes
/// `99 AAAAA 9999`: enough to see what is wrong with a value, and nothing of the value.
pub(crate) fn mask(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(LONGEST)
        .map(|c| match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'A',
            c if c.is_whitespace() => ' ',
            c if c.is_ascii_punctuation() || matches!(c, '£' | '\u{2013}' | '\u{2014}' | '\u{2212}') => c,
            _ => '?',
        })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_mask_shows_the_shape_and_nothing_else() {
        assert_eq!(mask("31 March 2024"), "99 AAAAA 9999");
        assert_eq!(mask("Ünal-O'Neil\u{202E}"), "AAAA-A'AAAA?");
        assert_eq!(mask(&"x".repeat(100)), format!("{}...", "A".repeat(24)));
    }
}
