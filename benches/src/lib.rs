//! Inputs and gauges shared by the benches.

pub mod cells;
pub mod cost;
pub mod everyday;
pub mod staff;
