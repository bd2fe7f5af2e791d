//! Whole runs over whole submissions.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod additive;
mod asked;
mod broken;
mod compared;
mod corrections;
mod counted_findings;
mod coverage;
mod first_hour;
mod golden;
mod ground;
mod house;
mod isolation;
mod measured;
mod messy;
mod mixed;
mod notes;
mod places;
mod provenance;
mod published;
mod reader;
mod repeat;
mod returned;
mod secrets;
