//! Q-ACT-002: One action in two rows that differ.
//!
//! # What
//!
//! The number of the action is the same as in a row before, and something else differs.
//!
//! # Why
//!
//! Progress would be told twice, and differently.
//!
//! # Example
//!
//! One row for each quarter.
//!
//! # Fix at source
//!
//! Give one row for each action, with its state at the end of the year.
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
    code: "Q-ACT-002",
    dataset: Some(Dataset::Actions),
    columns: &["action_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an action that stands in a row before, with other details",
    expected: "one row for each action",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["1", "done"], &["2", "done"], &["1", "in_progress"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Actions, &["action_id", "status"], rows)).rows(&RULE), [4]);
    }
}
