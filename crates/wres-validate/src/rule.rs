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
    /// At the rows of each batch: those whose cell is empty.
    Empty(&'static str),
    /// At the rows of each batch: those on which one day lies before the day that it cannot come before.
    Before {
        /// The column of the day.
        day: &'static str,
        /// The column of the day that comes first, or on the same day.
        first: &'static str,
    },
    /// At the rows of each batch: those that name an indicator that the run does not have. Nothing is found without a catalogue.
    UnknownIndicator(&'static str),
    /// For the rows of people who are in no row of staff or leavers that is used.
    UnmatchedPerson,
    /// For events before their person's start of service.
    BeforeJoining,
    /// For events after their person's day of leaving.
    AfterLeaving,
    /// For rows that came before with the same content.
    Repeat,
    /// For rows that came before with other content: the same post, case, application or respondent.
    Conflict,
    /// At all datasets together, when every row has been seen: yields places.
    Across(fn(&Gathered, &Settings) -> Vec<Spot>),
    /// At all datasets together: makes statements about a whole dataset.
    Whole(fn(&Gathered, &Settings) -> Vec<Statement>),
}

impl Check {
    /// Which rows of a batch are found; `None` for a check that needs more than the batch.
    pub(crate) fn of_rows(&self, rows: &Rows<'_>, settings: &Settings) -> Option<Result<BooleanBuffer, RuleError>> {
        match *self {
            Self::Rows(check) => Some(check(rows, settings)),
            Self::Empty(column) => Some(rows.empty(column)),
            Self::Before { day, first } => Some(before(rows, day, first)),
            Self::UnknownIndicator(column) => Some(unknown_indicator(rows, column, settings)),
            Self::UnmatchedPerson
            | Self::BeforeJoining
            | Self::AfterLeaving
            | Self::Repeat
            | Self::Conflict
            | Self::Across(_)
            | Self::Whole(_) => None,
        }
    }

    /// Which places are found in all datasets together; `None` for a check that looks at less, or makes statements.
    pub(crate) fn of_all(
        &self,
        dataset: Option<Dataset>,
        gathered: &Gathered,
        settings: &Settings,
    ) -> Option<Vec<Spot>> {
        let each = |find: fn(&Gathered, Dataset) -> Vec<Spot>| dataset.map(|dataset| find(gathered, dataset));
        match *self {
            Self::Across(check) => Some(check(gathered, settings)),
            Self::UnmatchedPerson => each(|all, dataset| all.events_where(dataset, |_, life| life.is_none())),
            Self::BeforeJoining => each(Gathered::before_joining),
            Self::AfterLeaving => each(Gathered::after_leaving),
            Self::Rows(_)
            | Self::Empty(_)
            | Self::Before { .. }
            | Self::UnknownIndicator(_)
            | Self::Repeat
            | Self::Conflict
            | Self::Whole(_) => None,
        }
    }
}

fn before(rows: &Rows<'_>, day: &str, first: &str) -> Result<BooleanBuffer, RuleError> {
    let (late, early) = (rows.days(day)?, rows.days(first)?);
    Ok(rows.find(|row| matches!((early.at(row), late.at(row)), (Some(early), Some(late)) if late < early)))
}

fn unknown_indicator(rows: &Rows<'_>, column: &str, settings: &Settings) -> Result<BooleanBuffer, RuleError> {
    let Some(catalogue) = &settings.catalogue else { return Ok(BooleanBuffer::new_unset(rows.len())) };
    let unknown = rows.words(column)?.map(false, |word| !catalogue.has_indicator(word));
    Ok(rows.find(|row| unknown.at(row)))
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
