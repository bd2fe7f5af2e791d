//! Q-APP-011: An application at an impossible time.
//!
//! # What
//!
//! The application was made after the snapshot date, or more than a year before the period.
//!
//! # Why
//!
//! The application belongs to another year, or its date is wrong.
//!
//! # Example
//!
//! An application of 2022 in the file for 2024-25.
//!
//! # Fix at source
//!
//! Leave out vacancies that were not decided in the year; correct the date if it is wrong.
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
    code: "Q-APP-011",
    dataset: Some(Dataset::Applications),
    columns: &["applied_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an application after the snapshot or more than a year before the period",
    expected: "a date in the reporting year or the year before",
    check: Check::Rows(|rows, settings| {
        let applied_on = rows.days("applied_on")?;
        Ok(rows.find(|row| applied_on.at(row).is_some_and(|day| day > settings.snapshot || day < settings.from - 365)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_application_of_last_march_is_fine() {
        let rows: &[&[&str]] = &[&["2022-05-01"], &["2025-04-01"], &["2024-03-15"], &["2025-03-31"]];
        let sheet = Sheet::new(Dataset::Applications, &["applied_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3]);
    }
}
