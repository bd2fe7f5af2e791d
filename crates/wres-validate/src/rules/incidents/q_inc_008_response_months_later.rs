//! Q-INC-008: A response a year later.
//!
//! # What
//!
//! The first response came more than a year after the report.
//!
//! # Why
//!
//! Most often the year is wrong. If it is true, somebody should look at it.
//!
//! # Example
//!
//! Reported in June 2024, first response in June 2025: the closing date stands in the column.
//!
//! # Fix at source
//!
//! Correct the time if it is wrong; otherwise explain it by a note.
//!
//! # Reference
//!
//! Incidents: time to first response.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-INC-008",
    dataset: Some(Dataset::Incidents),
    columns: &["first_response_at", "reported_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a first response more than a year after the report",
    expected: "a response within the year",
    check: Check::Rows(|rows, _| {
        let (response, report) = (rows.moments("first_response_at")?, rows.days("reported_on")?);
        Ok(rows.find(|row| match (response.at(row), report.at(row)) {
            (Some(response), Some(report)) => response.div_euclid(MILLISECONDS) > i64::from(report) + 365,
            _ => false,
        }))
    }),
};

/// Milliseconds of a day.
const MILLISECONDS: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_year_to_the_day_is_let_pass() {
        let rows: &[&[&str]] = &[&["2025-07-01", "2024-06-30"], &["2025-06-30", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Incidents, &["first_response_at", "reported_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
