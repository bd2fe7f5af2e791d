//! Q-LEA-010: A leaver who left before joining.
//!
//! # What
//!
//! The day of leaving is earlier than the person’s start of service.
//!
//! # Why
//!
//! One of the dates is wrong, or two people share a number.
//!
//! # Example
//!
//! Service from 1 September 2024 and leaving on 30 June 2024: the person came back, and the first departure is in the
//! file.
//!
//! # Fix at source
//!
//! Correct the date that is wrong. For somebody who came back, take out the departure.
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
    code: "Q-LEA-010",
    dataset: Some(Dataset::Leavers),
    columns: &["left_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a day of leaving before the start of service",
    expected: "a day on or after the start of service",
    check: Check::BeforeJoining,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_may_leave_on_the_first_day_and_not_before() {
        let last = Sheet::new(
            Dataset::Staff,
            &["person_id", "service_start"],
            &[&["1", "2024-06-30"], &["2", "2024-07-01"], &["3", ""]],
        );
        let rows: &[&[&str]] = &[&["1", "2024-06-30"], &["2", "2024-06-30"], &["3", "2024-06-30"]];
        let leavers = Sheet::new(Dataset::Leavers, &["person_id", "left_on"], rows);
        let somebody = Sheet::new(Dataset::Staff, &["person_id"], &[&["99"]]);
        assert_eq!(Exam::of(leavers).and(somebody).last(last).rows(&RULE), [3]);
    }
}
