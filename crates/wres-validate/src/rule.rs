//! What a rule is.

use crate::{
    error::RuleError,
    gathered::{Gathered, Spot},
    policy::Tolerance,
    settings::Settings,
    view::Rows,
};
use arrow::buffer::BooleanBuffer;
use wres_domain::{Dataset, Severity};

/// What becomes of what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but the finding.
    None,
    /// The row is left out.
    RejectRow,
    /// The row is dropped as a repeat of another.
    DropRepeat,
    /// The submission is rejected.
    RejectSubmission,
}

/// How a rule looks.
pub(crate) enum Check {
    /// At the rows of each batch, column by column: marks those that it finds.
    Rows(fn(&Rows<'_>, &Settings) -> Result<BooleanBuffer, RuleError>),
    /// For rows that came before with the same content.
    Repeat,
    /// For rows that came before with other content: the same post, case, application or respondent.
    Conflict,
    /// At all datasets together, when every row has been seen: yields places.
    Across(fn(&Gathered, &Settings) -> Vec<Spot>),
    /// At all datasets together: makes statements about a whole dataset.
    Whole(fn(&Gathered, &Settings) -> Vec<Statement>),
}

/// A statement about a whole dataset or the submission.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    /// What it is about; `None` for the submission.
    pub(crate) dataset: Option<Dataset>,
    /// The column, where it is about one.
    pub(crate) column: Option<String>,
    /// How many rows or people.
    pub(crate) count: u64,
    /// What was found, never a personal value.
    pub(crate) found: String,
}

/// One rule. Its page stands at the head of its file.
pub(crate) struct Rule {
    /// Stable code; the first letter is the severity.
    pub(crate) code: &'static str,
    /// The dataset it looks at; `None` for the submission.
    pub(crate) dataset: Option<Dataset>,
    /// The columns it needs. It is not run on files without them. Findings are placed in the first.
    pub(crate) columns: &'static [&'static str],
    /// What becomes of what it finds.
    pub(crate) effect: Effect,
    /// How many hits are let pass unless the policy says otherwise.
    pub(crate) tolerance: Tolerance,
    /// What it finds, in words, without the value.
    pub(crate) found: &'static str,
    /// What it expects, in words.
    pub(crate) expected: &'static str,
    /// How it looks.
    pub(crate) check: Check,
}

impl Rule {
    /// The severity, from the first letter of the code.
    pub(crate) fn severity(&self) -> Severity {
        match self.code.as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'Q') => Severity::Query,
            _ => Severity::Information,
        }
    }
}
