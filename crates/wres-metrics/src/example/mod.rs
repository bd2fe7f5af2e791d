//! Worked examples: ten people whose counts are known, as a test of a definition and as its documentation.

mod frames;
mod worked;

pub use worked::{Mismatch, worked_example};
