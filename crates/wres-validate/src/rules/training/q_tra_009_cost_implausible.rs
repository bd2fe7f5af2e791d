//! Q-TRA-009: An implausible cost of training.
//!
//! # What
//!
//! The cost is below zero or above the highest plausible (£50,000 unless the policy says otherwise).
//!
//! # Why
//!
//! A misplaced decimal point, or the cost of a whole course in the row of one person.
//!
//! # Example
//!
//! £126,000 for a course of thirty people, in thirty rows.
//!
//! # Fix at source
//!
//! Give the cost of the one place in pounds: the price of the course over the number of places.
//!
//! # Reference
//!
//! Policy: `highest_course_cost`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-TRA-009",
    dataset: Some(Dataset::Training),
    columns: &["cost"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an implausible cost of training",
    expected: "the cost of one place in pounds",
    check: Check::Rows(|rows, settings| {
        let cost = rows.integers("cost")?;
        let highest = settings.policy.highest_course_cost.saturating_mul(100);
        Ok(rows.find(|row| cost.at(row).is_some_and(|pence| pence < 0 || pence > highest)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn free_training_is_fine() {
        let rows: &[&[&str]] = &[&["126000"], &["-20"], &["50000"], &["0"]];
        let sheet = Sheet::new(Dataset::Training, &["cost"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3]);
    }
}
