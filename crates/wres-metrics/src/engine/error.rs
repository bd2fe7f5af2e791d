//! Why nothing could be counted.

use thiserror::Error;

/// Why nothing could be counted. Bad data are findings; these are columns that are not those of their dataset.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("counting `{dataset}` of site {site} in {period}: {failure}")]
pub struct MetricsError {
    /// The dataset.
    pub dataset: &'static str,
    /// The site.
    pub site: String,
    /// The period's label.
    pub period: String,
    /// What is wrong with the columns.
    pub failure: Failure,
}

/// What is wrong with the columns of a dataset.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum Failure {
    /// A column that every submission has is not there.
    #[error("there is no column `{0}`, which every submission has")]
    Column(String),
    /// A column holds values of another kind than that of the dataset.
    #[error("the column `{column}` holds {found}, and that of the dataset does not")]
    Kind {
        /// The column.
        column: String,
        /// What it holds.
        found: &'static str,
    },
    /// A column is longer or shorter than the dataset.
    #[error("the column `{column}` has {found} rows, and the dataset {expected}")]
    Rows {
        /// The column.
        column: String,
        /// How many rows it has.
        found: usize,
        /// How many the dataset has.
        expected: usize,
    },
}
