//! Q-INC-006: Closed before it was reported.
//!
//! # What
//!
//! The incident was closed before it was reported.
//!
//! # Why
//!
//! One of the dates is wrong, and the share resolved by 90 days with it.
//!
//! # Example
//!
//! Closed on 3 June, reported on 6 July of the year of a typing error.
//!
//! # Fix at source
//!
//! Compare the day of closing with the day of the report, and correct the one that is wrong.
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
    code: "Q-INC-006",
    dataset: Some(Dataset::Incidents),
    columns: &["closed_on", "reported_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "the incident was closed before it was reported",
    expected: "a day of closing on or after the report",
    check: Check::Before { day: "closed_on", first: "reported_on" },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_day_is_fine_and_the_day_before_is_not() {
        let rows: &[&[&str]] = &[&["2024-06-30", "2024-06-30"], &["2024-06-29", "2024-06-30"], &["", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Incidents, &["closed_on", "reported_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
