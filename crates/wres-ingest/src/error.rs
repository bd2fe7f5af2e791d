//! Why a submission could not be read at all.

use std::path::PathBuf;
use thiserror::Error;

/// The work could not be done. What is wrong with the content of a file is a finding instead.
#[derive(Debug, Error)]
pub enum IngestError {
    /// The folder of the submission cannot be listed.
    #[error("the folder {} cannot be read: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A table whose rows were read before could not be read again.
    #[error("{file} was read and cannot be read again: {message}")]
    Again {
        /// The file as the site calls it.
        file: String,
        /// Why.
        message: String,
    },
    /// A batch could not be put together: a defect of this program.
    #[error("rows of {place} could not be put together: {source}")]
    Batch {
        /// File and sheet.
        place: String,
        /// What Arrow said.
        source: arrow::error::ArrowError,
    },
}

/// Why a reading stopped: ingest could not go on, or the receiver of the batches could not.
#[derive(Debug, Error)]
pub enum ReadError<E> {
    /// Ingest could not go on.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The receiver of the batches could not.
    #[error("{0}")]
    Sink(E),
}
