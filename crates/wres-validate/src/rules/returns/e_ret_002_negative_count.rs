//! E-RET-002: A count below zero.
//!
//! # What
//!
//! Cases or base are below zero. The row is left out.
//!
//! # Why
//!
//! People cannot be fewer than none: it is a difference, or a formula went wrong.
//!
//! # Example
//!
//! `-3` in a sheet that subtracts a column of leavers.
//!
//! # Fix at source
//!
//! Give the counts themselves: people, never a difference or a change from last year.
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
    code: "E-RET-002",
    dataset: Some(Dataset::Returns),
    columns: &["cases", "base"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a count below zero",
    expected: "whole numbers from zero",
    check: Check::Rows(|rows, _| {
        let (cases, base) = (rows.integers("cases")?, rows.integers("base")?);
        Ok(rows.find(|row| cases.at(row).is_some_and(|count| count < 0) || base.at(row).is_some_and(|count| count < 0)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn zero_is_a_count() {
        let rows: &[&[&str]] = &[&["-3", "40"], &["3", "-1"], &["0", "0"]];
        let sheet = Sheet::new(Dataset::Returns, &["cases", "base"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3]);
    }
}
