//! What the reader does with real and broken input, one module for each kind of trouble.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it is surprised, and says what it skips"
)]

mod arbitrary;
mod binary;
mod carried_lists;
mod drafting;
mod hazards;
mod hostile;
mod intake;
mod label_variants;
mod memory;
mod messy;
mod reading;
mod sameness;
mod workbooks;
