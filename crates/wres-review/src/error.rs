//! What stops the work; what is wrong with a claim or a study is a verdict or a refusal, not an error.

use std::path::PathBuf;
use thiserror::Error;

/// Why a file could not be judged at all.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// A needed column is not there.
    #[error("{file}: no column `{column}`; its header has: {header}. {fix}")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
        /// The columns that are there.
        header: String,
        /// What to do.
        fix: &'static str,
    },
    /// Two columns of one meaning.
    #[error("{file}: the columns `{one}` and `{other}` both say `{column}`: leave one of them out")]
    Twice {
        /// The file.
        file: String,
        /// What both say.
        column: &'static str,
        /// One header.
        one: String,
        /// The other header.
        other: String,
    },
    /// The file is no CSV.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// The cause.
        source: csv::Error,
    },
    /// The file is no TOML of the right shape.
    #[error("{file}: {message}")]
    Toml {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// The file has no rows.
    #[error("{file}: no rows below the header")]
    Empty {
        /// The file.
        file: String,
    },
    /// A published table is not as the pipeline file describes it.
    #[error("{}: {message}", path.display())]
    Published {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// An estimate could not be made.
    #[error(transparent)]
    Estimate(#[from] wres_disparity::StatError),
    /// A table could not be written.
    #[error("cannot write a table: {0}")]
    Write(String),
}

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, ReviewError>;
