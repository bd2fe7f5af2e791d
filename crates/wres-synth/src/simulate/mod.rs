//! People and events, drawn from a plan.

mod applications;
mod events;
mod hire;
mod person;
mod records;
mod risk;
mod rungs;
mod site;
mod staff;
mod survey;
mod year;

pub(crate) use site::{Simulated, simulate};
pub(crate) use staff::grade;
