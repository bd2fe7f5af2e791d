//! Yes or no.

use crate::values::read::{Read, Trouble, is_blank_word, is_error_cell};

const YES: [&str; 5] = ["yes", "y", "true", "t", "1"];
const NO: [&str; 5] = ["no", "n", "false", "f", "0"];
/// Asked and not answered, or not recorded: no value, and in order.
const UNDECLARED: [&str; 12] = [
    "unknown",
    "not known",
    "not stated",
    "prefer not to say",
    "not declared",
    "undisclosed",
    "not disclosed",
    "refused",
    "not recorded",
    "no answer",
    "not specified",
    "u",
];

/// Reads yes or no.
pub(crate) fn flag(text: &str) -> Read<bool> {
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if text.is_empty() {
        Read::Empty(None)
    } else if is(&YES) {
        Read::Value(true)
    } else if is(&NO) {
        Read::Value(false)
    } else if is_blank_word(text) {
        Read::Empty(Some(Trouble::BlankWord))
    } else if is(&UNDECLARED) {
        Read::Empty(Some(Trouble::FlagUndeclared))
    } else {
        Read::Bad(is_error_cell(text).unwrap_or(Trouble::FlagUnknown))
    }
}

#[cfg(test)]
mod tests {
    use super::flag;
    use crate::values::read::{Read, Trouble};

    #[test]
    fn the_usual_words_are_yes_and_no() {
        for yes in ["yes", "Y", "TRUE", "1"] {
            assert_eq!(flag(yes), Read::Value(true), "{yes}");
        }
        for no in ["No", "n", "False", "0"] {
            assert_eq!(flag(no), Read::Value(false), "{no}");
        }
    }

    #[test]
    fn what_is_neither_is_not_taken_for_no() {
        assert_eq!(flag("Prefer not to say"), Read::Empty(Some(Trouble::FlagUndeclared)));
        assert_eq!(flag("maybe"), Read::Bad(Trouble::FlagUnknown));
        assert_eq!(flag("2"), Read::Bad(Trouble::FlagUnknown));
        assert_eq!(flag(""), Read::Empty(None));
    }
}
