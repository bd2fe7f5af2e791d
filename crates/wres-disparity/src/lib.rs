//! Counts in, estimates with intervals out.
//!
//! Everything that `wres` says about a disparity is computed here, from counts alone. The crate knows nothing of staff,
//! files or data frames; it does no input or output, and it never returns NaN.

pub mod agreement;
pub mod axis;
pub mod beyond;
pub mod bootstrap;
pub mod catalogue;
pub mod consistency;
pub mod contingency;
pub mod difference;
pub mod evenness;
pub mod funnel;
pub mod ladder;
pub mod model;
pub mod multinomial;
pub mod multiplicity;
pub mod odds_ratio;
pub mod pay;
pub mod pooling;
pub mod proportion;
pub mod rate;
pub mod ratio;
pub mod rounded;
pub mod shrinkage;
pub mod special;
pub mod strata;
pub mod survival;
pub mod trend;
pub mod two_by_two;
pub mod weighted;

mod error;
mod estimate;
mod quantity;
mod sum;

pub use error::{NotEstimable, Result, StatError};
pub use estimate::Estimate;
pub use quantity::{Base, Binomial, Count, Level, Proportion, Ratio};
