//! Q-TRA-005: Training after leaving.
//!
//! # What
//!
//! The date is later than the day on which the person left.
//!
//! # Why
//!
//! One of the dates is wrong, or the person did not leave.
//!
//! # Example
//!
//! Everybody who was booked is shown as having attended.
//!
//! # Fix at source
//!
//! Compare the day of the course with the last day of service among the leavers, and correct the one that is wrong. For
//! somebody who came back, take out the departure.
//!
//! # Reference
//!
//! Keys across files.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-TRA-005",
    dataset: Some(Dataset::Training),
    columns: &["attended_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a date after the day on which the person left",
    expected: "a date on or before the last day of service",
    check: Check::AfterLeaving,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_last_day_is_fine_and_the_day_after_is_not() {
        let rows: &[&[&str]] = &[&["1", "2024-06-30"], &["2", "2024-06-30"], &["3", "2024-06-30"]];
        let events = Sheet::new(Dataset::Training, &["person_id", "attended_on"], rows);
        let days: &[&[&str]] = &[&["1", "2024-06-30", "tupe"], &["2", "2024-06-29", "tupe"]];
        let leavers = Sheet::new(Dataset::Leavers, &["person_id", "left_on", "reason"], days);
        let staff = Sheet::new(Dataset::Staff, &["person_id"], &[&["3"]]);
        assert_eq!(Exam::of(events).and(leavers).and(staff).rows(&RULE), [3]);
    }
}
