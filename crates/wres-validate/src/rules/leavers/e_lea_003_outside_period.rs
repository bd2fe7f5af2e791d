//! E-LEA-003: A leaver outside the period.
//!
//! # What
//!
//! The day of leaving is not in the reporting year.
//!
//! # Why
//!
//! Leavers are counted once, in the year in which they left. The row is left out; in the file of the right year it
//! counts.
//!
//! # Example
//!
//! A leaver of 14 April 2025 in the file for 2024-25.
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
    code: "E-LEA-003",
    dataset: Some(Dataset::Leavers),
    columns: &["left_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a day of leaving outside the reporting year",
    expected: "a day in the reporting year",
    check: Check::Rows(|rows, settings| {
        let left = rows.days("left_on")?;
        Ok(rows.find(|row| left.at(row).is_some_and(|day| !settings.in_period(day))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_first_and_the_last_day_belong_to_the_year() {
        let rows: &[&[&str]] = &[&["2024-04-01"], &["2025-03-31"], &["2024-03-31"], &["2025-04-01"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Leavers, &["left_on"], rows)).rows(&RULE), [4, 5]);
    }
}
