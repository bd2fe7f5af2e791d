//! Tests of the crate from outside, in one program.
#![allow(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

mod outcomes;
mod standards;
