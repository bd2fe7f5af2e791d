//! E-APR-002: An appraisal without a day.
//!
//! # What
//!
//! The day of the appraisal is empty.
//!
//! # Why
//!
//! Whether it was held in the period cannot be told.
//!
//! # Example
//!
//! An appraisal that is due.
//!
//! # Fix at source
//!
//! Fill in the day on which it was held; leave out those that were not held.
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
    code: "E-APR-002",
    dataset: Some(Dataset::Appraisals),
    columns: &["held_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no day of the appraisal",
    expected: "the day on which it was held",
    check: Check::Empty("held_on"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Appraisals, &["held_on"], &[&["2024-06-30"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
