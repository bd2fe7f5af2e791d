//! E-APP-010: One application in two rows that differ.
//!
//! # What
//!
//! Vacancy and application number are the same as in a row before, and something else differs. The row is left out;
//! the first stays.
//!
//! # Why
//!
//! An application counts once. Two outcomes for it cannot both be true.
//!
//! # Example
//!
//! One row says not shortlisted, the other shortlisted: the status at two times.
//!
//! # Fix at source
//!
//! Give one row for each application, with its final status.
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
    code: "E-APP-010",
    dataset: Some(Dataset::Applications),
    columns: &["application_id", "vacancy_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "an application that stands in a row before, with other details",
    expected: "one row for each application",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["V1", "1", "no"], &["V1", "2", "no"], &["V1", "1", "yes"]];
        assert_eq!(
            Exam::of(Sheet::new(Dataset::Applications, &["vacancy_id", "application_id", "withdrew"], rows))
                .rows(&RULE),
            [4]
        );
    }
}
