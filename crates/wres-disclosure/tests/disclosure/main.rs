//! What leaves keeps its hidden counts: shown on whole tables, against readers who add and subtract.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what a test takes for granted may fail it, and a measurement is printed"
)]

mod attacker;
mod consortium;
mod door;
mod secrecy;
mod speed;
mod weighted;
