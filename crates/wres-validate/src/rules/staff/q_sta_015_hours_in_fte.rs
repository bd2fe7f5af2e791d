//! Q-STA-015: Hours a week where a share is expected.
//!
//! # What
//!
//! The full-time equivalent is 5 or more.
//!
//! # Why
//!
//! It is a number of hours. Pay judged against it, and every sum of full-time equivalents, is thirty times too large.
//!
//! # Example
//!
//! `37` or `22.2` in the column of full-time equivalents.
//!
//! # Fix at source
//!
//! Divide by the hours of a full-time week, or choose the column that holds the share.
//!
//! # Reference
//!
//! Dataset schema: `hours_fte`, 1 is full time.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-015",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a number of hours in the column of full-time equivalents",
    expected: "a share of full-time hours between 0 and 1",
    check: Check::Rows(|rows, _| {
        let hours = rows.hundredths("hours_fte")?;
        Ok(rows.find(|row| hours.at(row).is_some_and(|hundredths| hundredths >= 500)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn weekly_hours_are_found() {
        let rows: &[&[&str]] = &[&["37"], &["22.2"], &["1.2"], &["4.99"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Staff, &["hours_fte"], rows)).rows(&RULE), [2, 3]);
    }
}
