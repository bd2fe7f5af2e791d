//! What goes into a regression: people as counts over covariate patterns, and the terms made of the covariates.

mod observation;
mod pattern;
mod pooled;
mod term;

pub use observation::Observation;
pub use pattern::Pattern;
pub(crate) use pooled::{Design, check_rows};
pub use term::{Factor, Term, Terms};
