//! Q-APP-004: Appointed without being shortlisted.
//!
//! # What
//!
//! The applicant was appointed and not shortlisted.
//!
//! # Why
//!
//! Indicator 2 counts the appointed among the shortlisted: this appointment is in neither.
//!
//! # Example
//!
//! An internal candidate was slotted in after a restructure, without a competition.
//!
//! # Fix at source
//!
//! If there was a competition, record the shortlisting. Leave out appointments that were made without one.
//!
//! # Reference
//!
//! Indicator 2: appointed from shortlist.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-APP-004",
    dataset: Some(Dataset::Applications),
    columns: &["appointed", "shortlisted"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an appointment without shortlisting",
    expected: "shortlisting before appointment",
    check: Check::Rows(|rows, _| {
        let (appointed, shortlisted) = (rows.flags("appointed")?, rows.flags("shortlisted")?);
        Ok(rows.find(|row| appointed.yes(row) && shortlisted.no(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_appointment_from_nowhere_is_found() {
        let rows: &[&[&str]] = &[&["yes", "no"], &["yes", "yes"], &["no", "no"], &["no", "yes"]];
        let sheet = Sheet::new(Dataset::Applications, &["appointed", "shortlisted"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
