//! Q-SUR-001: A questionnaire without a number.
//!
//! # What
//!
//! The number of the questionnaire is empty.
//!
//! # Why
//!
//! One that stands in the file twice cannot be noticed.
//!
//! # Example
//!
//! An anonymous survey tool that exports no numbers.
//!
//! # Fix at source
//!
//! Number the questionnaires from 1; the number need lead to nobody.
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
    code: "Q-SUR-001",
    dataset: Some(Dataset::Survey),
    columns: &["respondent_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no number of the questionnaire",
    expected: "a number for each questionnaire",
    check: Check::Empty("respondent_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Survey, &["respondent_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
