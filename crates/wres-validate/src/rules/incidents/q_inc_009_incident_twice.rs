//! Q-INC-009: One incident in two rows that differ.
//!
//! # What
//!
//! The number is the same as in a row before, and something else differs.
//!
//! # Why
//!
//! An incident counts once; one with two people affected is two incidents that are linked.
//!
//! # Example
//!
//! One row for each contact about the incident.
//!
//! # Fix at source
//!
//! Give one row for each incident, with its state at the end of the year. Give a second person affected an incident of
//! their own, with the first as the earlier one.
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
    code: "Q-INC-009",
    dataset: Some(Dataset::Incidents),
    columns: &["case_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an incident that stands in a row before, with other details",
    expected: "one row for each incident",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["1", "home"], &["2", "home"], &["1", "office"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Incidents, &["case_id", "setting"], rows)).rows(&RULE), [4]);
    }
}
