//! Q-STA-006: A post without hours.
//!
//! # What
//!
//! The full-time equivalent is empty.
//!
//! # Why
//!
//! The most senior post of a person is decided by rung and hours, and pay is judged against hours.
//!
//! # Example
//!
//! A casual post has no contracted hours.
//!
//! # Fix at source
//!
//! Fill in the share of full-time hours; for casual posts the hours worked in an ordinary week over full-time hours,
//! or 0.
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
    code: "Q-STA-006",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no full-time equivalent that can be read",
    expected: "a share of full-time hours between 0 and 1",
    check: Check::Empty("hours_fte"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["hours_fte"], &[&["0.6"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
