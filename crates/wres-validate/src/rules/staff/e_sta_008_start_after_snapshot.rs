//! E-STA-008: Service that starts after the snapshot.
//!
//! # What
//!
//! The start of service is later than the snapshot date.
//!
//! # Why
//!
//! The list is of people in post on the snapshot date. Somebody who starts later is not one of them, and would be
//! counted a year early.
//!
//! # Example
//!
//! The snapshot is 31 March 2025 and the row starts on 7 April 2025: the extract was drawn in April.
//!
//! # Fix at source
//!
//! Draw the extract as at the snapshot date, or take out people who started later. If the date is wrong, correct it.
//!
//! # Reference
//!
//! Dataset schema: one post held on the snapshot date.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-STA-008",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a start of service after the snapshot date",
    expected: "a date on or before the snapshot date",
    check: Check::Rows(|rows, settings| {
        let start = rows.days("service_start")?;
        Ok(rows.find(|row| start.at(row).is_some_and(|day| day > settings.snapshot)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_snapshot_day_itself_is_fine_and_the_day_after_is_not() {
        let rows: &[&[&str]] = &[&["2025-03-31"], &["2025-04-01"], &[""]];
        let sheet = Sheet::new(Dataset::Staff, &["service_start"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
