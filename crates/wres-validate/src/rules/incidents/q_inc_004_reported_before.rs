//! Q-INC-004: Reported before it occurred.
//!
//! # What
//!
//! The incident was reported before it occurred.
//!
//! # Why
//!
//! One of the dates is wrong, and times to response with it.
//!
//! # Example
//!
//! Occurred on 6 March and reported on 3 June, with day and month exchanged.
//!
//! # Fix at source
//!
//! Compare the day on which it occurred with the day on which it was reported, and correct the one that is wrong.
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
    code: "Q-INC-004",
    dataset: Some(Dataset::Incidents),
    columns: &["reported_on", "occurred_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "the incident was reported before it occurred",
    expected: "a day of report on or after the incident",
    check: Check::Before { day: "reported_on", first: "occurred_on" },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_day_is_fine_and_the_day_before_is_not() {
        let rows: &[&[&str]] = &[&["2024-06-30", "2024-06-30"], &["2024-06-29", "2024-06-30"], &["", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Incidents, &["reported_on", "occurred_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
