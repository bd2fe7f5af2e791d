//! Q-MOV-010: A move before joining.
//!
//! # What
//!
//! The date is earlier than the person’s start of service.
//!
//! # Why
//!
//! One of the dates is wrong, or two people share a number.
//!
//! # Example
//!
//! A regrading of the post in May, before the person began in it in September.
//!
//! # Fix at source
//!
//! Compare the date with the start of service in the file of staff, and correct the one that is wrong. If the start of
//! service is that of a later contract, give the start of continuous service.
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
    code: "Q-MOV-010",
    dataset: Some(Dataset::Moves),
    columns: &["moved_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a date before the person’s start of service",
    expected: "a date on or after the start of service",
    check: Check::BeforeJoining,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_first_day_is_fine_and_the_day_before_is_not() {
        let rows: &[&[&str]] = &[&["1", "2024-06-30"], &["2", "2024-06-30"], &["3", "2024-06-30"]];
        let events = Sheet::new(Dataset::Moves, &["person_id", "moved_on"], rows);
        let starts: &[&[&str]] = &[&["1", "2024-06-30"], &["2", "2024-07-01"], &["3", ""]];
        let staff = Sheet::new(Dataset::Staff, &["person_id", "service_start"], starts);
        assert_eq!(Exam::of(events).and(staff).rows(&RULE), [3]);
    }
}
