//! Q-LEA-004: A leaver without a reason.
//!
//! # What
//!
//! The reason for leaving is empty, or the word used is not mapped to one.
//!
//! # Why
//!
//! The person counts among all leavers, and neither among those who left of their own will nor among those who were
//! dismissed.
//!
//! # Example
//!
//! `Z9`, a code of the payroll system.
//!
//! # Fix at source
//!
//! Fill in the reason, or say in the mapping file what the site’s own words mean. If it is not known, say `not known`.
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
    code: "Q-LEA-004",
    dataset: Some(Dataset::Leavers),
    columns: &["reason"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no reason for leaving",
    expected: "a reason, or not known",
    check: Check::Empty("reason"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Leavers, &["reason"], &[&["resignation"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
