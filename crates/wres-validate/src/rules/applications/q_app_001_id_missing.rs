//! Q-APP-001: An application without a number.
//!
//! # What
//!
//! The application number is empty.
//!
//! # Why
//!
//! An application that stands in the file twice cannot be noticed.
//!
//! # Example
//!
//! An application on paper, entered by hand.
//!
//! # Fix at source
//!
//! Fill in a number for each application.
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
    code: "Q-APP-001",
    dataset: Some(Dataset::Applications),
    columns: &["application_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no application number",
    expected: "a number for each application",
    check: Check::Empty("application_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Applications, &["application_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
