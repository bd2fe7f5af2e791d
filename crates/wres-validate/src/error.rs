//! Why a rule could not run. It is a finding, never a silent pass.

use thiserror::Error;

/// Why a rule could not run on a batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
pub(crate) enum RuleError {
    /// The batch lacks a column of the lake.
    #[error("the column `{column}` is not in the rows handed over")]
    Missing {
        /// The column.
        column: String,
    },
    /// A column has another type than in the lake.
    #[error("the column `{column}` is {found} where {expected} was expected")]
    Type {
        /// The column.
        column: String,
        /// The type it should have.
        expected: String,
        /// The type it has.
        found: String,
    },
}
