//! Q-APP-008: An offer without shortlisting.
//!
//! # What
//!
//! An offer was made and the applicant was not shortlisted.
//!
//! # Why
//!
//! The steps of the funnel contradict one another.
//!
//! # Example
//!
//! A second vacancy was offered to a candidate of the first.
//!
//! # Fix at source
//!
//! Record the application under the vacancy that was offered.
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
    code: "Q-APP-008",
    dataset: Some(Dataset::Applications),
    columns: &["offered", "shortlisted"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an offer without shortlisting",
    expected: "shortlisting before an offer",
    check: Check::Rows(|rows, _| {
        let (offered, shortlisted) = (rows.flags("offered")?, rows.flags("shortlisted")?);
        Ok(rows.find(|row| offered.yes(row) && shortlisted.no(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_offer_needs_a_shortlist() {
        let rows: &[&[&str]] = &[&["yes", "no"], &["yes", "yes"], &["no", "no"]];
        let sheet = Sheet::new(Dataset::Applications, &["offered", "shortlisted"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
