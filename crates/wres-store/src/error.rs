//! What can go wrong with files; every error names the path.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
};
use thiserror::Error;

/// An error of the lake.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A Parquet file could not be written.
    #[error("cannot write Parquet to {}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        source: parquet::errors::ParquetError,
    },
    /// A manifest or a cached value cannot be read.
    #[error("{} is damaged ({reason}): run again, and it is taken in anew from the inbox, or marked", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A line of the ledger is not as it was written.
    #[error("line {line} of the ledger {} is not as it was written: somebody or something has changed it", path.display())]
    Tampered {
        /// The ledger.
        path: PathBuf,
        /// The first such line.
        line: u64,
    },
    /// The lake was made with another key.
    #[error(
        "the lake {} was made with another key for identifiers (its check value is {lake}, that of the key given is {given}), so \
         that nobody could be followed from year to year: use the key it was made with, or name a new folder as `paths.lake`",
        path.display()
    )]
    OtherKey {
        /// The lake.
        path: PathBuf,
        /// The check value that the lake holds.
        lake: String,
        /// The check value of the key that was given.
        given: String,
    },
    /// Another run holds the lock.
    #[error("another run holds {}: {owner}", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// Who holds it, as the owner wrote it down.
        owner: String,
    },
}

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Adds action and path to an error of the operating system.
pub(crate) trait At<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T> {
        self.map_err(|source| StoreError::Io { action, path: path.to_owned(), source })
    }
}

/// An error of a file that is not as it was written, or not what it should be.
pub(crate) fn damaged(path: &Path, reason: &dyn Display) -> StoreError {
    StoreError::Damaged { path: path.to_owned(), reason: reason.to_string() }
}
