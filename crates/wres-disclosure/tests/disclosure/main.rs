//! What leaves keeps its hidden counts: shown on whole tables, against readers who add and subtract.

mod attacker;
mod consortium;
mod door;
mod secrecy;
mod speed;
