//! Runs a count plan over what one site sent for one period.
//!
//! The order of work: turn the columns of every dataset into plain columns of numbers (`encode`, `table`), find the members of
//! each population (`members`, `seniority`, `leavers`), find what is true of each member by its own row (`asked`, `predicate`,
//! `division`) and by rows about it in other datasets (`events`), count (`tally`, and a module for each other measure), and write a
//! row for every place (`emit`). What cannot be counted is `absence`; what had to be left out is `losses`.
//!
//! A site has thousands of rows and a plan hundreds of questions: planning a query for each would take longer than all of them take.
//! So people are numbered once for the whole site, every test of a column is evaluated once whoever asks, and whatever is joined or
//! grouped is a place in a vector.

mod absence;
mod asked;
mod cells;
mod days;
mod division;
mod emit;
mod encode;
mod error;
mod events;
mod facts;
mod findings;
mod hours;
mod leavers;
mod losses;
mod members;
mod memo;
mod pay;
mod people;
mod predicate;
mod returns;
mod run;
mod scene;
mod seniority;
mod survival;
mod table;
mod tally;
mod transitions;
mod used;
mod vocabulary;
mod waiting;
mod weights;

pub(crate) use days::days_within;
pub use error::{Failure, MetricsError};
pub(crate) use facts::{FACTS, is_known};
pub use findings::finding_kinds;
pub use run::{Counted, SiteColumns, count};
pub use survival::DIMENSION as MONTH_OF_SERVICE;
pub use transitions::{DIMENSION as TRANSITION, LEFT};
pub use waiting::DIMENSION as DAY_OF_WAITING;
