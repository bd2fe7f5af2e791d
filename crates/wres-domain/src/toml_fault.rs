//! Mistakes in a TOML file, split into where and what.

use crate::nearest::nearest;
use serde::de::DeserializeOwned;
use thiserror::Error;

/// A mistake in TOML: the place, and what is wrong there in one sentence. The file is named by whoever knows it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{sentence}", self.place())]
pub struct TomlFault {
    /// Line, the first being 1; `None` where the mistake is in no line in particular.
    pub line: Option<u64>,
    /// Character of the line, the first being 1.
    pub column: Option<u64>,
    /// What is wrong, with the nearest known word for a word that is not known.
    pub sentence: String,
}

impl TomlFault {
    /// A mistake that the parser found in a text.
    #[must_use]
    pub fn of(text: &str, error: &toml::de::Error) -> Self {
        let place = error.span().map(|span| line_and_column(text, span.start));
        let message =
            error.message().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
        let sentence = match nearest_word(&message) {
            Some(word) => format!("{message}. Did you mean `{word}`?"),
            None => message,
        };
        Self { line: place.map(|(line, _)| line), column: place.map(|(_, column)| column), sentence }
    }

    /// A mistake that is in no line in particular.
    #[must_use]
    pub fn whole(sentence: impl Into<String>) -> Self {
        Self { line: None, column: None, sentence: sentence.into() }
    }

    fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("line {line}, column {column}: "),
            (Some(line), None) => format!("line {line}: "),
            (None, _) => String::new(),
        }
    }
}

/// Reads a value from TOML.
///
/// # Errors
/// [`TomlFault`] with the place of the first mistake.
///
/// ```
/// let fault = wres_domain::read_toml::<toml::Table>("a = 1\nb = = 2\n").unwrap_err();
/// assert_eq!((fault.line, fault.column), (Some(2), Some(5)));
/// ```
pub fn read_toml<T: DeserializeOwned>(text: &str) -> Result<T, TomlFault> {
    toml::from_str(text).map_err(|error| TomlFault::of(text, &error))
}

/// Line and character of a byte of a text, both from 1.
#[must_use]
pub fn line_and_column(text: &str, byte: usize) -> (u64, u64) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) as u64 + 1;
    (line, column)
}

/// From "unknown field `levle`, expected one of `level`, `labels`": `level`. Nothing where no known word is near.
fn nearest_word(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("unknown field `").or_else(|| message.strip_prefix("unknown variant `"))?;
    let (given, expected) = rest.split_once('`')?;
    let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    let likest = nearest(given, known, 1).into_iter().next()?;
    crate::nearest::is_near(given, likest).then_some(likest)
}

#[cfg(test)]
mod tests {
    use super::{TomlFault, line_and_column, nearest_word, read_toml};
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Small {
        level: f64,
    }

    #[test]
    fn a_mistake_has_a_place_and_a_sentence() {
        let fault = read_toml::<Small>("# one\n  levle = 1.0\n").unwrap_err();
        assert_eq!((fault.line, fault.column), (Some(2), Some(3)));
        assert_eq!(fault.sentence, "unknown field `levle`, expected `level`. Did you mean `level`?");
        assert!(fault.to_string().starts_with("line 2, column 3: unknown field"), "{fault}");
        assert_eq!(read_toml::<Small>("level = \"x\"").unwrap_err().line, Some(1));
        assert_eq!(read_toml::<Small>("level = 0.5"), Ok(Small { level: 0.5 }));
    }

    #[test]
    fn a_sentence_is_one_line_whatever_the_parser_says() {
        for text in ["a = ", "[a", "a = 1\na = 2", "a = \"\n", "=", "\u{0}", "level = 1\nlevel.x = 2"] {
            let fault = read_toml::<Small>(text).unwrap_err();
            assert!(!fault.sentence.contains('\n') && !fault.sentence.is_empty(), "{text:?}: {fault:?}");
        }
    }

    #[test]
    fn characters_and_not_bytes_are_counted() {
        assert_eq!(line_and_column("é = 1\nüü x", "é = 1\nüü ".len()), (2, 4));
        assert_eq!((line_and_column("", 0), line_and_column("a", 99)), ((1, 1), (1, 2)));
    }

    #[test]
    fn only_a_word_that_is_near_is_proposed() {
        assert_eq!(nearest_word("unknown field `periodd`, expected one of `period`, `paths`"), Some("period"));
        assert_eq!(nearest_word("unknown field `zzzzzzzz`, expected `a`"), None);
        assert_eq!(nearest_word("missing field `level`"), None);
        assert_eq!(TomlFault::whole("x").to_string(), "x");
    }
}
