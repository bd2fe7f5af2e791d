//! E-MOV-002: A move without a day.
//!
//! # What
//!
//! The day of the move is empty.
//!
//! # Why
//!
//! Whether the move lies in the period cannot be told.
//!
//! # Example
//!
//! A promotion agreed and not yet in force.
//!
//! # Fix at source
//!
//! Fill in the first day on the new grade.
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
    code: "E-MOV-002",
    dataset: Some(Dataset::Moves),
    columns: &["moved_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no day of the move",
    expected: "the first day on the new grade",
    check: Check::Empty("moved_on"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Moves, &["moved_on"], &[&["2024-06-30"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
