//! Controlled rounding over whole consortia: what adds up, what stays, and what an attacker can learn.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what a test takes for granted may fail it, and a measurement is printed"
)]

mod additivity;
mod attacker;
mod bad_input;
mod consortium;
mod coverage;
mod differencing;
mod utility;
mod weighted;
