//! E-APP-002: An application without a word on shortlisting.
//!
//! # What
//!
//! Whether the application was shortlisted is empty.
//!
//! # Why
//!
//! It can be in no base: the shortlisted are those among whom appointments are counted.
//!
//! # Example
//!
//! A vacancy that was withdrawn before shortlisting.
//!
//! # Fix at source
//!
//! Fill in yes or no; leave out vacancies that were withdrawn.
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
    code: "E-APP-002",
    dataset: Some(Dataset::Applications),
    columns: &["shortlisted"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no word on shortlisting",
    expected: "yes or no",
    check: Check::Empty("shortlisted"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Applications, &["shortlisted"], &[&["yes"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
