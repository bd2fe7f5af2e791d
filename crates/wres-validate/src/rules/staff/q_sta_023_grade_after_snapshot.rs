//! Q-STA-023: On the grade after the snapshot.
//!
//! # What
//!
//! The start on the present grade is later than the snapshot date.
//!
//! # Why
//!
//! The grade shown is not the one that the person had on the snapshot date.
//!
//! # Example
//!
//! A promotion of 1 May 2025 in the extract for 31 March 2025.
//!
//! # Fix at source
//!
//! Draw the extract as at the snapshot date, with the grade of that day.
//!
//! # Reference
//!
//! Dataset schema: `grade_start`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-023",
    dataset: Some(Dataset::Staff),
    columns: &["grade_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a start on the grade after the snapshot date",
    expected: "a date on or before the snapshot date",
    check: Check::Rows(|rows, settings| {
        let grade = rows.days("grade_start")?;
        Ok(rows.find(|row| grade.at(row).is_some_and(|day| day > settings.snapshot)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_promotion_to_come_is_found() {
        let sheet = Sheet::new(Dataset::Staff, &["grade_start"], &[&["2025-05-01"], &["2025-03-31"]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
