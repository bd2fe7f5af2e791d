//! Q-APP-007: Appointed and withdrawn.
//!
//! # What
//!
//! The applicant was appointed and withdrew.
//!
//! # Why
//!
//! Somebody who withdrew was not appointed: the rate of appointment is too high.
//!
//! # Example
//!
//! An applicant accepted and then took another post.
//!
//! # Fix at source
//!
//! Record as appointed only those who took up the post.
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
    code: "Q-APP-007",
    dataset: Some(Dataset::Applications),
    columns: &["appointed", "withdrew"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an appointment of somebody who withdrew",
    expected: "either appointed or withdrawn",
    check: Check::Rows(|rows, _| {
        let (appointed, withdrew) = (rows.flags("appointed")?, rows.flags("withdrew")?);
        Ok(rows.find(|row| appointed.yes(row) && withdrew.yes(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn nobody_is_both() {
        let rows: &[&[&str]] = &[&["yes", "yes"], &["yes", "no"], &["no", "yes"]];
        let sheet = Sheet::new(Dataset::Applications, &["appointed", "withdrew"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
