//! A first mapping for a site, guessed from its files.
//!
//! Every guess carries a score and why, and is not confirmed: nothing of the draft runs until a person has looked at it.

mod columns;
mod confirm;
mod dates;
mod make;
mod table;
mod values;

pub use confirm::{Answer, Question};
pub use make::{Draft, draft_mapping};
