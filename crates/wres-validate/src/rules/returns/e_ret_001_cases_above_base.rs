//! E-RET-001: More cases than base.
//!
//! # What
//!
//! The cases of a cell are more than its base. The row is left out.
//!
//! # Why
//!
//! A rate above 100% is none: the columns were exchanged, or the two counts cover different people.
//!
//! # Example
//!
//! 52 appointed of 40 shortlisted.
//!
//! # Fix at source
//!
//! Check the order of the columns, and that cases and base cover the same people.
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
    code: "E-RET-001",
    dataset: Some(Dataset::Returns),
    columns: &["cases", "base"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "more cases than base",
    expected: "cases that are part of the base",
    check: Check::Rows(|rows, _| {
        let (cases, base) = (rows.integers("cases")?, rows.integers("base")?);
        Ok(rows.find(|row| matches!((cases.at(row), base.at(row)), (Some(cases), Some(base)) if cases > base)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_hidden_count_contradicts_nothing() {
        let rows: &[&[&str]] = &[&["52", "40"], &["40", "40"], &["", "40"]];
        let sheet = Sheet::new(Dataset::Returns, &["cases", "base"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
