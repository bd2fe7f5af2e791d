//! Why nothing could be counted.

use polars::error::PolarsError;
use thiserror::Error;

/// Why nothing could be counted. Bad data are findings; this is an engine that failed or a frame of the wrong shape.
#[derive(Debug, Error)]
pub enum MetricsError {
    /// A frame could not be read, or the engine failed on it.
    #[error("counting `{dataset}` of site {site} in {period}: {message}")]
    Engine {
        /// The dataset.
        dataset: &'static str,
        /// The site.
        site: String,
        /// The period's label.
        period: String,
        /// What the engine says.
        message: String,
    },
    /// A frame is not that of its dataset.
    #[error(
        "counting `{dataset}` of site {site} in {period}: the frame has no column `{column}`, which every submission has"
    )]
    Column {
        /// The dataset.
        dataset: &'static str,
        /// The site.
        site: String,
        /// The period's label.
        period: String,
        /// The column.
        column: String,
    },
}

/// A failure before site and period are known.
#[derive(Debug)]
pub(crate) enum Failure {
    Engine(PolarsError),
    Column(String),
}

impl From<PolarsError> for Failure {
    fn from(error: PolarsError) -> Self {
        Self::Engine(error)
    }
}

impl Failure {
    pub(crate) fn at(self, dataset: &'static str, site: &str, period: &str) -> MetricsError {
        let (site, period) = (site.to_owned(), period.to_owned());
        match self {
            Self::Engine(error) => MetricsError::Engine { dataset, site, period, message: error.to_string() },
            Self::Column(column) => MetricsError::Column { dataset, site, period, column },
        }
    }
}
