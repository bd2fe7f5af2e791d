//! Q-CAS-010: One case in two rows that differ.
//!
//! # What
//!
//! Case number, person and kind are the same as in a row before, and something else differs.
//!
//! # Why
//!
//! A person counts once for each kind, but dates and outcomes of the two rows cannot both be true.
//!
//! # Example
//!
//! One row for each stage of the case.
//!
//! # Fix at source
//!
//! Give one row for each case, with its day of entry and its final outcome.
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
    code: "Q-CAS-010",
    dataset: Some(Dataset::Cases),
    columns: &["case_id", "person_id", "kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a case that stands in a row before, with other details",
    expected: "one row for each case",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] =
            &[&["1", "1", "disciplinary", "a"], &["1", "2", "disciplinary", "a"], &["1", "1", "disciplinary", "b"]];
        assert_eq!(
            Exam::of(Sheet::new(Dataset::Cases, &["case_id", "person_id", "kind", "stage"], rows)).rows(&RULE),
            [4]
        );
    }
}
