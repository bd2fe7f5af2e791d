//! Claims and reviews, from the bytes of a file to verdicts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod authorities;
mod columns;
mod evidence;
mod open_tables;
mod published;
