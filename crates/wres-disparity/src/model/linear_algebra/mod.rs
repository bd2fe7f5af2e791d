//! Linear algebra of small dense matrices: a few coefficients, however many people stand behind them.
//!
//! Every model here needs only matrices as wide as its coefficients, so rows are folded one at a time into a triangular
//! factor and never kept. That is less code than binding a general library, and it works in memory that does not grow
//! with the data.

mod cholesky;
mod eigen;
mod graded;
mod square;
mod triangular;

pub(crate) use cholesky::Cholesky;
pub(crate) use eigen::symmetric_eigen;
pub(crate) use graded::GradedFactor;
pub use square::Square;
pub(crate) use square::dot;
pub(crate) use triangular::TriangularFactor;
