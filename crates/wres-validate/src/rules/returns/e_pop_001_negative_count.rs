//! E-POP-001: A population below zero.
//!
//! # What
//!
//! The count is below zero. The row is left out.
//!
//! # Why
//!
//! People cannot be fewer than none.
//!
//! # Example
//!
//! A difference of two censuses.
//!
//! # Fix at source
//!
//! Give the count of people in the group, as the source prints it.
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
    code: "E-POP-001",
    dataset: Some(Dataset::Population),
    columns: &["count"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a count below zero",
    expected: "whole numbers from zero",
    check: Check::Rows(|rows, _| {
        let count = rows.integers("count")?;
        Ok(rows.find(|row| count.at(row).is_some_and(|count| count < 0)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn zero_is_a_count() {
        let rows: &[&[&str]] = &[&["-1"], &["0"], &[""]];
        let sheet = Sheet::new(Dataset::Population, &["count"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
