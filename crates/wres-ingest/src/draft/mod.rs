//! A first mapping for a site, guessed from its files.
//!
//! Every guess carries a score and why, and is not confirmed: nothing of the draft runs until a person has looked at it.

mod choices;
mod columns;
mod confirm;
mod dates;
mod make;
mod remember;
mod table;
mod units;
mod values;

pub use choices::Choice;
pub use confirm::{Answer, Question};
pub use make::{Draft, draft_mapping, draft_table};
