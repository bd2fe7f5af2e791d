//! The order of a run: discover, take in, count, protect, publish. `order` is the page that reads in that order; each step has a
//! file of its own.

mod feedbacks;
mod locks;
mod nothing_to_do;
mod order;
mod publish;
mod scheduler;
mod summarise;

pub(crate) use locks::lock;
pub use order::{RunOptions, run, run_with};
pub(crate) use publish::Publishing;
