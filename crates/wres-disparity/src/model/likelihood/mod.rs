//! Maximum likelihood for grouped counts of cases, with or without a maximum.

mod family;
mod maximise;
mod profile;
mod separation;

pub(crate) use family::{Family, LogBinomial, LogPoisson, Logit, expit, softplus};
pub(crate) use maximise::{Maximum, ln_probability, maximise, maximum, recession, residual_scores, start_at_odds};
pub(crate) use profile::{Held, Trail, profile_limit};
pub(crate) use separation::Recession;
