//! Why a run could not be done at all. What is wrong with a submission is a finding, not an error.

use crate::config::ConfigError;
use std::path::PathBuf;
use thiserror::Error;
use wres_disclosure::DisclosureError;
use wres_domain::SiteId;
use wres_metrics::DefinitionError;
use wres_report::ReportError;
use wres_review::ReviewError;
use wres_store::StoreError;

/// An error of a run.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The lake or the publication.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A standard.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// A submission cannot be read at all.
    #[error("the submission cannot be read: {message}")]
    Unreadable {
        /// Why.
        message: String,
    },
    /// Published tables, claims or evidence.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// A published table cannot be read.
    #[error("{}: {message}", path.display())]
    Published {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A publication cannot be compared.
    #[error("cannot compare {}: {message}", path.display())]
    Compare {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A site could not be counted. Its data were accepted, so this is a fault of the program or of the lake.
    #[error("cannot count {site}, {period}: {message}")]
    Counting {
        /// The site.
        site: SiteId,
        /// The label of the period.
        period: String,
        /// What the engine said.
        message: String,
    },
    /// There is nothing to compare with.
    #[error("nothing of {site} is accepted for {period}: run the pipeline for that period first")]
    NothingAccepted {
        /// The site.
        site: SiteId,
        /// The label of the period.
        period: String,
    },
    /// What is to be compared with was hashed with another key.
    #[error("the submission for {period} was taken in with another key, so people cannot be compared: use that key")]
    OtherKey {
        /// The label of the period.
        period: String,
    },
    /// Disclosure control.
    #[error(transparent)]
    Disclosure(#[from] DisclosureError),
    /// The register of releases does not allow a release. Nothing was published.
    #[error("{}: {message}", path.display())]
    Register {
        /// The register.
        path: PathBuf,
        /// Why, and what to do.
        message: String,
    },
    /// Fewer figures could be read than the pipeline asks for. Nothing was published.
    #[error(
        "{shown} of {of} ratios of single sites could be read, which is less than `least_readable = {least}`: use fewer strata or \
         services, or lower it. Nothing was published"
    )]
    TooLittleReadable {
        /// How many could.
        shown: u64,
        /// Of how many.
        of: u64,
        /// The share that was asked for.
        least: f64,
    },
    /// The publication could not be rendered.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A site given on the command line is not in the configuration.
    #[error("`--only {0}`: the pipeline has no such site")]
    UnknownSite(String),
    /// The run took longer than it may.
    #[error(
        "the run was stopped after {minutes} minutes, its deadline, while it was {place}; what was published before still is"
    )]
    Deadline {
        /// The deadline.
        minutes: u64,
        /// Where it stood.
        place: String,
    },
    /// There is too little space.
    #[error(
        "{} has {free_mib} MiB left, and a run wants at least {least_mib} (`least_free_mib` under `[processing]`): make room, for \
         example with `wres prune`",
        path.display()
    )]
    Space {
        /// The folder.
        path: PathBuf,
        /// What is left.
        free_mib: u64,
        /// What is wanted.
        least_mib: u64,
    },
    /// A value could not be written as JSON.
    #[error("a value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The pool of threads could not be made.
    #[error("cannot start {threads} threads: {message}")]
    Threads {
        /// How many.
        threads: usize,
        /// What the pool said.
        message: String,
    },
}

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, PipelineError>;

impl PipelineError {
    /// Whether it is a fault of the machine, the configuration or the run as a whole, which would meet every site alike, and not of
    /// the site that it was met at.
    pub(crate) fn is_of_the_run(&self) -> bool {
        use std::io::ErrorKind::{OutOfMemory, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            Self::Config(_) | Self::Deadline { .. } | Self::Space { .. } | Self::Threads { .. } => true,
            Self::Store(StoreError::Io { source, .. }) => {
                matches!(source.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem | OutOfMemory)
            }
            Self::Store(StoreError::Parquet { source, .. }) => {
                // The writer hands the system's error on as text alone.
                let text = source.to_string();
                ["No space left", "Read-only file system", "quota exceeded"].iter().any(|sign| text.contains(sign))
            }
            Self::Store(StoreError::OtherKey { .. } | StoreError::Locked { .. }) => true,
            _ => false,
        }
    }
}
