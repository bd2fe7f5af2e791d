//! E-SAS-001: One check answered twice.
//!
//! # What
//!
//! The check stands in a row before, with another answer. The row is left out; the first stays.
//!
//! # Why
//!
//! A score would count the check twice.
//!
//! # Example
//!
//! Two services answered, and both answers were put into one file.
//!
//! # Fix at source
//!
//! Agree on one answer for the organisation.
//!
//! # Reference
//!
//! Dataset schema: what a row is.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-SAS-001",
    dataset: Some(Dataset::SelfAssessment),
    columns: &["check_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a check that stands in a row before, with another answer",
    expected: "one answer for each check",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["1", "yes"], &["2", "yes"], &["1", "no"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::SelfAssessment, &["check_id", "answer"], rows)).rows(&RULE), [4]);
    }
}
