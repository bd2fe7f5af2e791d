//! What an examination remembers of the rows it has seen.

mod counted;
mod gather;
mod records;
mod state;

pub(crate) use counted::Counted;
pub(crate) use gather::{Portion, rung_number};
pub(crate) use records::{Kind, Life, NO_DAY, Post, Spot};
pub(crate) use state::{Gathered, senior};
