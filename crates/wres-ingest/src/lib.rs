//! Messy bytes to typed columns.
//!
//! A submission is a folder of files as a site sends them. [`read_submission`] finds what each file is, reads it in whatever
//! format, encoding and layout it has, maps its headers and codes by the site's [`SiteMapping`], hashes identifiers with the
//! [`IdentifierKey`], and hands over [`TypedBatches`] of the dataset's [`lake_schema`]. What is wrong with the input is a
//! finding, never an error; what could not be read at all is said in the file's [`Receipt`].
//!
//! | module | what it holds |
//! |---|---|
//! | [`schema`] | the columns of the lake and their Arrow types |
//! | [`mapping`] | a site's mapping file |
//! | [`codes`] | code lists and what their codes mean |
//! | [`corrections`] | rows that a site has put right, laid over its files |
//! | [`context`] | what a reading needs to know, and its limits |
//! | [`draft`] | a first mapping, guessed and unconfirmed |
//! | [`findings`] | the kinds of finding, in words |
//! | [`input`] | the only place where a file from outside is opened |
//! | [`key`] | the key that identifiers are hashed with |
//! | [`raw`] | files as tables of text, for tidy published files |
//! | [`receipt`] | what became of each file |
//! | [`submission`] | reading a whole submission |

pub mod codes;
pub mod context;
pub mod corrections;
pub mod draft;
pub mod error;
pub mod findings;
mod hash;
pub mod input;
pub mod key;
mod layout;
pub mod mapping;
pub mod raw;
pub mod receipt;
pub mod schema;
pub mod submission;
mod table;
mod values;

pub use context::{Limits, ReadContext};
pub use corrections::{OriginalRow, OriginalTable, WantedRows, original_rows};
pub use draft::{Answer, Choice, Draft, Question, draft_mapping, draft_table};
pub use error::{IngestError, ReadError};
pub use findings::finding_kinds;
pub use key::{IdentifierKey, KeyError};
pub use mapping::{DateOrder, MappingError, SiteMapping};
pub use raw::Fingerprints;
pub use receipt::{FoundCells, FoundColumn, Receipt, RowSet, SetAside, SubmissionRead, Supplied};
pub use schema::{LakeColumn, LakeSource, lake_columns, lake_schema};
pub use submission::{Submission, TypedBatches, read_submission};
