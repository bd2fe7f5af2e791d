//! Inputs shared by the benches.

pub mod cells;
pub mod staff;
