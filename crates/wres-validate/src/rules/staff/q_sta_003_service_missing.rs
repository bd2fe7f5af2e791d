//! Q-STA-003: A post without a service.
//!
//! # What
//!
//! The service is empty, or the word used is not mapped to one.
//!
//! # Why
//!
//! Adults’ and children’s services are reported apart. Without a service the person is in the total only.
//!
//! # Example
//!
//! A new team has no directorate in the HR system yet.
//!
//! # Fix at source
//!
//! Fill in the service of the post, or say in the mapping file which service the team belongs to.
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
    code: "Q-STA-003",
    dataset: Some(Dataset::Staff),
    columns: &["service"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a post without a service",
    expected: "adults, children, corporate or other",
    check: Check::Empty("service"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["service"], &[&["adults"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
