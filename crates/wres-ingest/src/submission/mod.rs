//! Reading a whole submission.

mod assign;
mod discover;
mod file;
mod outcome;
mod read;
mod sample;
mod sheet;
mod text;

pub use read::{Submission, TypedBatches, read_submission};

pub(crate) use assign::sources_of;
pub(crate) use discover::{Found, discover};
pub(crate) use sample::Sample;
pub(crate) use text::sample as sample_text;
