//! Controlled rounding over whole consortia: what adds up, what stays, and what an attacker can learn.

mod additivity;
mod attacker;
mod bad_input;
mod consortium;
mod differencing;
mod utility;
