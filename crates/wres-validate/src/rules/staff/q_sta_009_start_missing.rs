//! Q-STA-009: A post without a start of service.
//!
//! # What
//!
//! The start of continuous service is empty.
//!
//! # Why
//!
//! Retention and experience by length of service leave the person out, and events before joining cannot be noticed.
//!
//! # Example
//!
//! A record taken over from another system has no start date.
//!
//! # Fix at source
//!
//! Fill in the first day of continuous service with the organisation.
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
    code: "Q-STA-009",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no start of service that can be read",
    expected: "the first day of continuous service",
    check: Check::Empty("service_start"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["service_start"], &[&["2020-04-01"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
