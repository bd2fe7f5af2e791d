//! Tests of the crate from outside, in one program.
#![allow(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

mod bad_input;
mod consortium;
mod counting;
mod definitions;
mod duty;
mod engine_and_naive;
mod generated;
mod naive;
mod permutations;
mod random_sites;
mod returned;
mod rows;
mod sql_oracle;
mod standards;
