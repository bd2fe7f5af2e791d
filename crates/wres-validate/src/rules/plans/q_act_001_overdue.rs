//! Q-ACT-001: An action that is overdue.
//!
//! # What
//!
//! The target date lies before the snapshot, and the action is neither done nor dropped.
//!
//! # Why
//!
//! A plan whose dates pass is no plan.
//!
//! # Example
//!
//! Due on 30 September 2024, and in progress.
//!
//! # Fix at source
//!
//! Set a new date, and say why, or drop the action.
//!
//! # Reference
//!
//! Actions: target date and status.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-ACT-001",
    dataset: Some(Dataset::Actions),
    columns: &["target_date", "status"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an action past its date that is not done",
    expected: "a date to come, or done",
    check: Check::Rows(|rows, settings| {
        let (date, over) = (rows.days("target_date")?, rows.words("status")?.are(&["done", "dropped"]));
        Ok(rows.find(|row| !over.at(row) && date.at(row).is_some_and(|day| day < settings.snapshot)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn what_is_done_is_not_overdue() {
        let rows: &[&[&str]] =
            &[&["2024-09-30", "in_progress"], &["2024-09-30", "done"], &["2025-09-30", "not_started"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Actions, &["target_date", "status"], rows)).rows(&RULE), [2]);
    }
}
