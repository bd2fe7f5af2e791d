//! Worked examples: ten people whose counts are known, as a test of a definition and as its documentation.

mod columns;
mod worked;

pub use worked::{Mismatch, worked_example};
