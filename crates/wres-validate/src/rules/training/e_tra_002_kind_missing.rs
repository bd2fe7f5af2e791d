//! E-TRA-002: A course without a kind.
//!
//! # What
//!
//! Whether the course was mandatory is empty, or the word used is not mapped.
//!
//! # Why
//!
//! Indicator 5 counts non-mandatory training only: this course is in neither kind.
//!
//! # Example
//!
//! `E-learning`, which says how and not what.
//!
//! # Fix at source
//!
//! Fill in mandatory or cpd, or say in the mapping file what the site’s own words mean, under `[source.values.kind]`.
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
    code: "E-TRA-002",
    dataset: Some(Dataset::Training),
    columns: &["kind"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no kind of training",
    expected: "mandatory or cpd",
    check: Check::Empty("kind"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Training, &["kind"], &[&["cpd"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
