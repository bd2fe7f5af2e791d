//! Q-INC-005: A response before the report.
//!
//! # What
//!
//! The first response is earlier than the day of the report.
//!
//! # Why
//!
//! Time to first response would be negative.
//!
//! # Example
//!
//! The time of the last change of the record stands in the column.
//!
//! # Fix at source
//!
//! Compare the time of the first response with the day of the report, and correct the one that is wrong.
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
    code: "Q-INC-005",
    dataset: Some(Dataset::Incidents),
    columns: &["first_response_at", "reported_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a first response before the report",
    expected: "a response on or after the day of the report",
    check: Check::Rows(|rows, _| {
        let (response, report) = (rows.moments("first_response_at")?, rows.days("reported_on")?);
        Ok(rows.find(|row| match (response.at(row), report.at(row)) {
            (Some(response), Some(report)) => response.div_euclid(MILLISECONDS) < i64::from(report),
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
    fn a_response_on_the_day_is_fine() {
        let rows: &[&[&str]] = &[&["2024-06-29", "2024-06-30"], &["2024-06-30", "2024-06-30"], &["", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Incidents, &["first_response_at", "reported_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
