//! What is wrong inside a definition, before the place in the document is looked up.

use crate::definition::{DefinitionError, Node, Step, print_path};

/// A mistake with its path from where resolving began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) path: Vec<Step>,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Problem {
    /// A mistake at a key.
    pub(crate) fn at(key: &str, message: impl Into<String>) -> Self {
        Self { path: vec![Step::Key(key.to_owned())], message: message.into(), hint: None }
    }

    /// A mistake at the place where resolving began.
    pub(crate) fn here(message: impl Into<String>) -> Self {
        Self { path: Vec::new(), message: message.into(), hint: None }
    }

    /// The same with the nearest known word.
    pub(crate) fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// The same, seen from the table that holds the key.
    pub(crate) fn inside(mut self, key: &str) -> Self {
        self.path.insert(0, Step::Key(key.to_owned()));
        self
    }

    /// The same, seen from the list that holds the item.
    pub(crate) fn item(mut self, key: &str, index: usize) -> Self {
        self.path.insert(0, Step::Index(index));
        self.inside(key)
    }

    /// The error with its line.
    pub(crate) fn locate(self, tree: &Node) -> DefinitionError {
        let origin = tree.locate(&self.path);
        DefinitionError {
            source_name: origin.source.to_string(),
            line: Some(origin.line),
            key: print_path(&self.path),
            message: self.message,
            hint: self.hint,
        }
    }

    /// The error where there is no document.
    pub(crate) fn without_document(self, standard: &str) -> DefinitionError {
        DefinitionError {
            source_name: standard.to_owned(),
            line: None,
            key: print_path(&self.path),
            message: self.message,
            hint: self.hint,
        }
    }
}
