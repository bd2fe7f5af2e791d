//! Q-SAS-003: No, and nobody who sees to it.
//!
//! # What
//!
//! The check is answered no or partly, and has no owner.
//!
//! # Why
//!
//! What has no owner will be no again next year.
//!
//! # Example
//!
//! `partly` to “exit interviews ask about racism”.
//!
//! # Fix at source
//!
//! Name the role that will see to it, and a date.
//!
//! # Reference
//!
//! Self-assessment: owner and due date.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SAS-003",
    dataset: Some(Dataset::SelfAssessment),
    columns: &["owner", "answer"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no or partly without an owner",
    expected: "the role that will see to it",
    check: Check::Rows(|rows, _| {
        let (empty, open) = (rows.empty("owner")?, rows.words("answer")?.are(&["no", "partly"]));
        Ok(rows.find(|row| open.at(row) && empty.value(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_yes_needs_no_owner() {
        let rows: &[&[&str]] = &[&["", "partly"], &["head of service", "no"], &["", "yes"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::SelfAssessment, &["owner", "answer"], rows)).rows(&RULE), [2]);
    }
}
