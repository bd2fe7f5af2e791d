//! The tidy table of outcomes: one row an outcome, one description of its columns behind every form.

mod columns;
mod comparison_tables;
mod csv_file;
mod datum;
mod figure_columns;
mod headlines;
mod measure_table;
mod metadata;
mod parquet_file;
mod quality_table;

pub(crate) use columns::COLUMNS;
pub(crate) use comparison_tables::{ComparisonTable, comparison_tables};
pub(crate) use csv_file::{comparison_files, csv, csv_bytes, harmless};
pub(crate) use datum::{Datum, Kind, cell_of};
pub(crate) use headlines::headlines;
pub(crate) use measure_table::measure_table;
pub use metadata::outcomes_schema;
pub(crate) use metadata::{csvw, fields};
pub(crate) use parquet_file::{comparison_parquet, parquet};
pub(crate) use quality_table::quality_table;
