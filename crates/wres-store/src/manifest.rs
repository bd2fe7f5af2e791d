//! What stands for a submission.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use wres_domain::{Dataset, RowLedger, SiteId};

/// One Parquet file of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetFile {
    /// Path below the lake's root, with `/`.
    pub path: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
    /// Rows.
    pub rows: u64,
    /// Columns that the site supplied, in the order of the schema.
    pub supplied: Vec<String>,
}

/// The accepted submission of one site for one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub version: u32,
    /// The site.
    pub site: SiteId,
    /// The label of the period.
    pub period: String,
    /// Hash of everything the submission was read from and with: files, mapping, code lists, program.
    pub identity: String,
    /// Id of the key that hashed the identifiers; never the key.
    pub key_id: String,
    /// The Parquet file of each dataset.
    pub files: BTreeMap<Dataset, DatasetFile>,
    /// What became of the rows, all files together.
    pub ledger: RowLedger,
    /// Receipts, completeness and the like, as the pipeline wrote them.
    pub notes: Value,
}

impl Manifest {
    /// The present version of the format.
    pub const VERSION: u32 = 2;
}
