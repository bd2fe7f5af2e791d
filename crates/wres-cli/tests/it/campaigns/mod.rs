//! Campaigns: runs that are killed, hostile inputs, and flipped bits, drawn from a seed. A short form of each is an ordinary test; the
//! long form is `cargo test --release -p wres-cli --test it -- --ignored campaign`, and `WRES_CAMPAIGN` says how many.
#![cfg(unix)]

mod consortium;
mod flips;
mod hostile;
mod kills;
mod power;

pub(crate) use consortium::files;
