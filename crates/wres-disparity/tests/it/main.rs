//! The statistics crate from outside: against other software, against 50 digits, against printed tables, and its properties.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "all of this is tests, helpers included")]

mod catalogue;
mod coverage;
mod files;
mod hostile;
mod printed_models;
mod printed_pay;
mod printed_pooling;
mod printed_proportions;
mod printed_strata;
mod printed_survival;
mod printed_tables;
mod properties;
mod special;
mod vectors;
