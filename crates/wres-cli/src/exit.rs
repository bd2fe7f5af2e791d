//! Exit codes: one table for the program, its help and its manual.

use crate::{args::Global, output::say_error};
use std::process::ExitCode;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// It could not run.
    CouldNotRun,
    /// The command line is wrong.
    Usage,
    /// Done, and some submissions were rejected, or their last accepted version stands in.
    Rejected,
    /// A quality gate failed.
    Gate,
    /// The register of releases does not allow the release, and nothing was published.
    Disclosure,
    /// Another run holds the lock.
    Locked,
}

impl Exit {
    /// Every code with its meaning.
    pub(crate) const TABLE: [(Self, &'static str); 7] = [
        (Self::Done, "done"),
        (Self::CouldNotRun, "could not run"),
        (Self::Usage, "the command line is wrong"),
        (Self::Rejected, "done, and some submissions were rejected or stand in stale, or lines failed"),
        (Self::Gate, "a quality gate failed"),
        (Self::Disclosure, "the register of releases does not allow this release, nothing was published"),
        (Self::Locked, "another run holds the lock"),
    ];

    /// The number that the system sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::CouldNotRun => 1,
            Self::Usage => 2,
            Self::Rejected => 3,
            Self::Gate => 4,
            Self::Disclosure => 5,
            Self::Locked => 75,
        }
    }
}

/// An error with the exit code that it ends in.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) error: anyhow::Error,
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { exit: Exit::CouldNotRun, error: error.into() }
    }
}

impl Failure {
    /// An error in what the user typed.
    pub(crate) fn usage(message: impl std::fmt::Display) -> Self {
        Self { exit: Exit::Usage, error: anyhow::anyhow!("{message}") }
    }
}

/// Prints what clap found and gives its code; `--help` and `--version` are not errors.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
    // If even the message cannot be printed there is nobody left to tell.
    let _ = error.print();
    ExitCode::from(code.code())
}

/// Reports a failure and gives the code of the program.
pub(crate) fn finish(outcome: Result<Exit, Failure>, global: &Global) -> ExitCode {
    let exit = match outcome {
        Ok(exit) => exit,
        Err(failure) => {
            say_error(&failure, global);
            failure.exit
        }
    };
    ExitCode::from(exit.code())
}
