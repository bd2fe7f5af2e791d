//! E-INC-001: An incident without a number.
//!
//! # What
//!
//! The number of the incident is empty.
//!
//! # Why
//!
//! Later news of it, and a second incident of the same person, cannot be linked to it.
//!
//! # Example
//!
//! An incident noted in a supervision record.
//!
//! # Fix at source
//!
//! Fill in a number for each incident; numbering the rows from 1 will do.
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
    code: "E-INC-001",
    dataset: Some(Dataset::Incidents),
    columns: &["case_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no number of the incident",
    expected: "a number for each incident",
    check: Check::Empty("case_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Incidents, &["case_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
