//! Firth's penalised logistic regression, which always has a finite estimate.

mod ascent;
mod fit;
mod point;

pub use fit::{FirthFit, firth, firth_profile};
pub(crate) use fit::{fit, profile_of};
