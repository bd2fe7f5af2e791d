//! Runs a count plan over the frames of one site and period, with Polars.
//!
//! The order of work: read every dataset once and turn it into numbers (`encode`), find the members of each population
//! (`members`), count rows about them in other datasets (`events`), count members who meet conditions (`tally`), and write a
//! row for every place (`emit`). What cannot be counted is `absence`; what had to be left out is `losses`.

mod absence;
mod emit;
mod encode;
mod error;
mod events;
mod expression;
mod findings;
mod losses;
mod members;
mod pay;
mod returns;
mod run;
mod scene;
mod survival;
mod tally;
mod transitions;
mod vocabulary;
mod waiting;

pub use error::MetricsError;
pub(crate) use expression::{day_number, days_within};
pub use findings::finding_kinds;
pub use run::{Counted, DatasetFrame, SiteFrames, count};
pub(crate) use survival::DIMENSION as MONTH_OF_SERVICE;
pub(crate) use transitions::{DIMENSION as TRANSITION, LEFT};
pub(crate) use waiting::DIMENSION as DAY_OF_WAITING;
