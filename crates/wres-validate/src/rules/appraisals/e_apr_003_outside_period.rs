//! E-APR-003: An appraisal outside the period.
//!
//! # What
//!
//! The date is not in the reporting year. The row is left out.
//!
//! # Why
//!
//! Appraisals are counted once, in the year in which they were held.
//!
//! # Example
//!
//! The appraisals of three years are in the file.
//!
//! # Fix at source
//!
//! Draw the extract for the reporting year. If the date is wrong, correct it.
//!
//! # Reference
//!
//! Periods are half-open: neither overlap nor gap.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-APR-003",
    dataset: Some(Dataset::Appraisals),
    columns: &["held_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a date outside the reporting year",
    expected: "a date in the reporting year",
    check: Check::Rows(|rows, settings| {
        let held_on = rows.days("held_on")?;
        Ok(rows.find(|row| held_on.at(row).is_some_and(|day| !settings.in_period(day))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_first_and_the_last_day_belong_to_the_year() {
        let rows: &[&[&str]] = &[&["2024-04-01"], &["2025-03-31"], &["2024-03-31"], &["2025-04-01"], &[""]];
        let sheet = Sheet::new(Dataset::Appraisals, &["held_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [4, 5]);
    }
}
