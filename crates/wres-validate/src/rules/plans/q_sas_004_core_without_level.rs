//! Q-SAS-004: A core check without a level.
//!
//! # What
//!
//! The check is marked as core, and its level is empty or not one of 1 to 5.
//!
//! # Why
//!
//! A level is a gate of its core checks. One that belongs to no level shuts none, so a level may seem reached that is not.
//!
//! # Example
//!
//! `yes` under core, and nothing under level.
//!
//! # Fix at source
//!
//! Enter the level that the check is a core check of, or take the mark away.
//!
//! # Reference
//!
//! Self-assessment: a level is a gate.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SAS-004",
    dataset: Some(Dataset::SelfAssessment),
    columns: &["level", "core"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a core check without a level",
    expected: "a level from 1 to 5 for every core check",
    check: Check::Rows(|rows, _| {
        let (level, core) = (rows.integers("level")?, rows.flags("core")?);
        Ok(rows.find(|row| core.yes(row) && !level.at(row).is_some_and(|level| (1..=5).contains(&level))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_core_checks_need_a_level() {
        let rows: &[&[&str]] = &[&["", "yes"], &["0", "yes"], &["5", "yes"], &["6", "yes"], &["", "no"], &["", ""]];
        assert_eq!(Exam::of(Sheet::new(Dataset::SelfAssessment, &["level", "core"], rows)).rows(&RULE), [2, 3, 5]);
    }
}
