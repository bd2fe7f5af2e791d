//! Whole runs over whole submissions.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod compared;
mod coverage;
mod golden;
mod ground;
mod isolation;
mod published;
mod repeat;
