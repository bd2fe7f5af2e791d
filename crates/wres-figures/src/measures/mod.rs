//! Figures that take many counts at once: survivals, waiting, ladders, selection, response, agreement.
//!
//! Each is a plain function of released counts, as outcomes are, so what is hidden stays hidden: a figure one of whose counts is
//! hidden says so. Which figures an indicator has is said by its definition (`measures`).

mod agreement;
mod all;
mod draft;
mod four_fifths;
mod gate;
mod ladder;
mod log;
mod panel;
mod pay;
mod question;
mod sentence;
mod survival;
mod totals;
mod transitions;
mod waiting;
mod weighted;

pub(crate) use all::measure_questions;
pub use all::measures;
pub use pay::{exact_pay_measures, pay_measures, pay_questions};
pub use weighted::{weighted_measures, weighted_questions};
