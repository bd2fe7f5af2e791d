//! Counts in, estimates with intervals out.
//!
//! Everything that `wres` says about a disparity is computed here, from counts alone. The crate knows nothing of staff,
//! files or data frames; it does no input or output, and it never returns NaN.

pub mod catalogue;
pub mod special;

mod error;
mod estimate;
mod quantity;

pub use error::{NotEstimable, Result, StatError};
pub use estimate::Estimate;
pub use quantity::{Base, Binomial, Count, Level, Proportion, Ratio};
