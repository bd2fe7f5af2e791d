//! Tests of the crate from outside, in one program.
#![allow(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

mod asked;
mod comparisons;
mod figures;
mod gates;
mod measures;
mod outcomes;
mod pay_gaps;
mod pooled;
mod weighted;
