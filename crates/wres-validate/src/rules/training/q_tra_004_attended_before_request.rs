//! Q-TRA-004: Training attended before it was requested.
//!
//! # What
//!
//! The course was attended before it was requested.
//!
//! # Why
//!
//! One of the dates is wrong.
//!
//! # Example
//!
//! Requested on 3 June and attended on 6 March: day and month changed places.
//!
//! # Fix at source
//!
//! Correct the date that is wrong. Leave the request empty where none was needed.
//!
//! # Reference
//!
//! Dataset schema.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-TRA-004",
    dataset: Some(Dataset::Training),
    columns: &["attended_on", "requested_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "the course was attended before it was requested",
    expected: "a day of attendance on or after the request",
    check: Check::Before { day: "attended_on", first: "requested_on" },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_day_is_fine_and_the_day_before_is_not() {
        let rows: &[&[&str]] = &[&["2024-06-30", "2024-06-30"], &["2024-06-29", "2024-06-30"], &["", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Training, &["attended_on", "requested_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
