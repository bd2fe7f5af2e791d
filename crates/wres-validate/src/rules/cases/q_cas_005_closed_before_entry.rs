//! Q-CAS-005: A case closed before it began.
//!
//! # What
//!
//! The case was closed before it began.
//!
//! # Why
//!
//! One of the dates is wrong, and how long cases take cannot be told.
//!
//! # Example
//!
//! Entered on 3 June and closed on 6 March: day and month changed places.
//!
//! # Fix at source
//!
//! Compare the day of closing with the day of entry in the record of the case, and correct the one that is wrong.
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
    code: "Q-CAS-005",
    dataset: Some(Dataset::Cases),
    columns: &["closed_on", "entered_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "the case was closed before it began",
    expected: "a day of closing on or after the day of entry",
    check: Check::Before { day: "closed_on", first: "entered_on" },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_day_is_fine_and_the_day_before_is_not() {
        let rows: &[&[&str]] = &[&["2024-06-30", "2024-06-30"], &["2024-06-29", "2024-06-30"], &["", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Cases, &["closed_on", "entered_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
