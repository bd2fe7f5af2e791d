//! What can be wrong with a definition, said so that its author finds the place.

use thiserror::Error;

/// A definition that cannot be used: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}{}{}", self.place(), message, hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default())]
pub struct DefinitionError {
    /// Name of the standard or file as it was given.
    pub source_name: String,
    /// Line, the first being 1; `None` where the error is about no line in particular.
    pub line: Option<usize>,
    /// The key, such as `indicator.3.case.where[0].column`; empty for the whole document.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// What to do: "did you mean `…`?".
    pub hint: Option<String>,
}

impl DefinitionError {
    fn place(&self) -> String {
        let line = self.line.map(|line| format!(", line {line}")).unwrap_or_default();
        let key = if self.key.is_empty() { String::new() } else { format!(", `{}`", self.key) };
        format!("{}{line}{key}: ", self.source_name)
    }

    /// An error about a whole source.
    #[must_use]
    pub fn whole(source_name: &str, message: impl Into<String>) -> Self {
        Self {
            source_name: source_name.to_owned(),
            line: None,
            key: String::new(),
            message: message.into(),
            hint: None,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}
