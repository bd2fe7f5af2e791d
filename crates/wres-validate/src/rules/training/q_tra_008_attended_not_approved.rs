//! Q-TRA-008: Training attended without approval.
//!
//! # What
//!
//! The course was attended and the request was not approved.
//!
//! # Why
//!
//! Either the approval or the attendance is wrong, and with it who had training.
//!
//! # Example
//!
//! The approval is set back to no when the course is over.
//!
//! # Fix at source
//!
//! Record the approval as it was, or leave the column out.
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
    code: "Q-TRA-008",
    dataset: Some(Dataset::Training),
    columns: &["approved", "attended_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "training attended without approval",
    expected: "approval before attendance",
    check: Check::Rows(|rows, _| {
        let (approved, attended_on) = (rows.flags("approved")?, rows.days("attended_on")?);
        Ok(rows.find(|row| approved.no(row) && attended_on.at(row).is_some()))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_refusal_without_attendance_is_fine() {
        let rows: &[&[&str]] = &[&["no", "2024-06-30"], &["no", ""], &["yes", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Training, &["approved", "attended_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
