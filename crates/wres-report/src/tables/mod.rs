//! The tidy table of outcomes: one row an outcome, one description of its columns behind every form.

mod columns;
mod csv_file;
mod metadata;
mod parquet_file;

pub(crate) use csv_file::{csv, harmless};
pub(crate) use metadata::csvw;
pub use metadata::outcomes_schema;
pub(crate) use parquet_file::parquet;
