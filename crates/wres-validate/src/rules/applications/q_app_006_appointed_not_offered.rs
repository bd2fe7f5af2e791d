//! Q-APP-006: Appointed without an offer.
//!
//! # What
//!
//! The applicant was appointed and no offer was made.
//!
//! # Why
//!
//! The steps of the funnel contradict one another, so one of the columns is not what it says.
//!
//! # Example
//!
//! The column of offers holds offers still open.
//!
//! # Fix at source
//!
//! Record every offer, also those accepted, or leave the column out.
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
    code: "Q-APP-006",
    dataset: Some(Dataset::Applications),
    columns: &["appointed", "offered"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an appointment without an offer",
    expected: "an offer before appointment",
    check: Check::Rows(|rows, _| {
        let (appointed, offered) = (rows.flags("appointed")?, rows.flags("offered")?);
        Ok(rows.find(|row| appointed.yes(row) && offered.no(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_appointment_needs_an_offer() {
        let rows: &[&[&str]] = &[&["yes", "no"], &["yes", "yes"], &["no", "yes"]];
        let sheet = Sheet::new(Dataset::Applications, &["appointed", "offered"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
