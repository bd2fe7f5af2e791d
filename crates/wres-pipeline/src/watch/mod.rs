//! Telling those who watch: ledger, metrics, lineage, a digest, and a command.

mod digest;
mod hook;
mod lineage;
mod metrics;
mod tell;

pub(crate) use tell::{Entry, Watch, age_in_seconds, now};
