//! Exit codes: one table for the program, its help and its manual.

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
