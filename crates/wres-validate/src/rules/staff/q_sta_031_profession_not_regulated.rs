//! Q-STA-031: A regulated profession shown as not regulated.
//!
//! # What
//!
//! The role is social worker, occupational therapist or nurse, and the post is shown as needing no registration.
//!
//! # Why
//!
//! The titles are protected by law, so whoever holds such a post is registered. The base of indicator 4 lacks the
//! person.
//!
//! # Example
//!
//! The column says whether registration was checked this year, not whether it is needed.
//!
//! # Fix at source
//!
//! Give the column that says whether the post needs registration.
//!
//! # Reference
//!
//! Indicator 4: regulated professionals.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-031",
    dataset: Some(Dataset::Staff),
    columns: &["regulated", "role"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a regulated profession shown as not regulated",
    expected: "yes for social workers, occupational therapists and nurses",
    check: Check::Rows(|rows, _| {
        let profession = rows.words("role")?.are(&["social_worker", "occupational_therapist", "nurse"]);
        let regulated = rows.flags("regulated")?;
        Ok(rows.find(|row| profession.at(row) && regulated.no(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_protected_title_needs_registration() {
        let rows: &[&[&str]] = &[&["no", "nurse"], &["yes", "nurse"], &["no", "care_worker"], &["", "social_worker"]];
        let sheet = Sheet::new(Dataset::Staff, &["regulated", "role"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
