//! E-APP-003: An application without a word on appointment.
//!
//! # What
//!
//! Whether the applicant was appointed is empty.
//!
//! # Why
//!
//! A shortlisted application with an open end would count as a refusal.
//!
//! # Example
//!
//! A vacancy that was still open when the extract was drawn.
//!
//! # Fix at source
//!
//! Fill in yes or no; leave out vacancies that were not decided in the year.
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
    code: "E-APP-003",
    dataset: Some(Dataset::Applications),
    columns: &["appointed"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no word on appointment",
    expected: "yes or no",
    check: Check::Empty("appointed"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Applications, &["appointed"], &[&["no"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
