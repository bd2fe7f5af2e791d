//! Canonical tables into files, in the way of each site.

mod cell;
mod files;
mod mapping;
mod sheet;
mod text;
mod words;
mod workbook;

pub(crate) use files::{files, mapping_of};
