//! E-SUR-005: One questionnaire in two rows that differ.
//!
//! # What
//!
//! The number is the same as in a row before, and the answers differ. The row is left out; the first stays.
//!
//! # Why
//!
//! A respondent counts once.
//!
//! # Example
//!
//! Somebody began on paper and finished on screen.
//!
//! # Fix at source
//!
//! Keep the complete questionnaire of each respondent.
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
    code: "E-SUR-005",
    dataset: Some(Dataset::Survey),
    columns: &["respondent_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a questionnaire that stands in a row before, with other answers",
    expected: "one row for each questionnaire",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["1", "no"], &["2", "no"], &["1", "yes"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Survey, &["respondent_id", "discriminated"], rows)).rows(&RULE), [4]);
    }
}
