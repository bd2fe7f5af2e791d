//! E-LEA-002: A leaver without a day.
//!
//! # What
//!
//! The day of leaving is empty.
//!
//! # Why
//!
//! Whether the person left in the period cannot be told.
//!
//! # Example
//!
//! A leaver whose last day was not entered yet.
//!
//! # Fix at source
//!
//! Fill in the last day of service.
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
    code: "E-LEA-002",
    dataset: Some(Dataset::Leavers),
    columns: &["left_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no day of leaving",
    expected: "the last day of service",
    check: Check::Empty("left_on"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Leavers, &["left_on"], &[&["2024-06-30"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
