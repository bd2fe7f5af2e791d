//! Q-APP-005: Appointed without an interview.
//!
//! # What
//!
//! The applicant was appointed and not interviewed.
//!
//! # Why
//!
//! The steps of the funnel contradict one another, so one of the columns is not what it says.
//!
//! # Example
//!
//! Interviews by video are not recorded in the system.
//!
//! # Fix at source
//!
//! Record all interviews, or leave the column out.
//!
//! # Reference
//!
//! Recruitment funnel.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-APP-005",
    dataset: Some(Dataset::Applications),
    columns: &["appointed", "interviewed"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an appointment without an interview",
    expected: "an interview before appointment",
    check: Check::Rows(|rows, _| {
        let (appointed, interviewed) = (rows.flags("appointed")?, rows.flags("interviewed")?);
        Ok(rows.find(|row| appointed.yes(row) && interviewed.no(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_unknown_interview_contradicts_nothing() {
        let rows: &[&[&str]] = &[&["yes", "no"], &["yes", "yes"], &["no", "no"], &["yes", ""]];
        let sheet = Sheet::new(Dataset::Applications, &["appointed", "interviewed"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
