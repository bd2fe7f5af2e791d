//! A publication of invented figures, rendered and held to what its readers are promised.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

mod files;
mod ground;
mod office;
mod pages;
