//! E-INC-002: An incident without a day of report.
//!
//! # What
//!
//! The day of the report is empty.
//!
//! # Why
//!
//! Whether it was reported in the period cannot be told, nor how long the first response took.
//!
//! # Example
//!
//! An incident that came up in an exit interview.
//!
//! # Fix at source
//!
//! Fill in the day on which the organisation first heard of it.
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
    code: "E-INC-002",
    dataset: Some(Dataset::Incidents),
    columns: &["reported_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no day of report",
    expected: "the day on which it was reported",
    check: Check::Empty("reported_on"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Incidents, &["reported_on"], &[&["2024-06-30"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
