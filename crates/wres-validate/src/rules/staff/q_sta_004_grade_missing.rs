//! Q-STA-004: A post without a grade.
//!
//! # What
//!
//! The grade is empty.
//!
//! # Why
//!
//! Representation by rung cannot show the person.
//!
//! # Example
//!
//! A spot-salary post has no grade in the HR system.
//!
//! # Fix at source
//!
//! Fill in the grade, or a name for posts outside the grades, and map it to a rung under `[grades]` of the mapping
//! file.
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
    code: "Q-STA-004",
    dataset: Some(Dataset::Staff),
    columns: &["grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a post without a grade",
    expected: "the grade of the post",
    check: Check::Empty("grade"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["grade"], &[&["4"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
