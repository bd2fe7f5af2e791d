//! The rules of the house, and the command as a user types it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod canary;
mod check;
mod explain;
mod house;
mod init;
mod on_a_pipeline;
mod researcher;
mod stat;
