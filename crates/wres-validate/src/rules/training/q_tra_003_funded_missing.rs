//! Q-TRA-003: Non-mandatory training without a word on funding.
//!
//! # What
//!
//! The course is not mandatory, and whether it was funded is empty.
//!
//! # Why
//!
//! Indicator 5 counts funded training: this course counts as not funded.
//!
//! # Example
//!
//! Courses of the site’s own academy have no funding record.
//!
//! # Fix at source
//!
//! Fill in yes or no. Courses that the site itself gives are funded.
//!
//! # Reference
//!
//! Indicator 5: funded non-mandatory training.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-TRA-003",
    dataset: Some(Dataset::Training),
    columns: &["funded", "kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "non-mandatory training without a word on funding",
    expected: "yes or no",
    check: Check::Rows(|rows, _| {
        let (funded, cpd) = (rows.flags("funded")?, rows.words("kind")?.are(&["cpd"]));
        Ok(rows.find(|row| cpd.at(row) && funded.at(row).is_none()))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn mandatory_training_needs_no_funding() {
        let rows: &[&[&str]] = &[&["", "cpd"], &["", "mandatory"], &["no", "cpd"]];
        let sheet = Sheet::new(Dataset::Training, &["funded", "kind"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
