//! Q-SUR-004: The same questionnaire twice.
//!
//! # What
//!
//! A row is the same as one before it in everything.
//!
//! # Why
//!
//! Two extracts were pasted together, or a join made copies. The copy is dropped, so that no questionnaire counts
//! twice.
//!
//! # Example
//!
//! The export of two days overlaps by an hour.
//!
//! # Fix at source
//!
//! Take the copy out, or draw the extract again without the join that makes copies.
//!
//! # Reference
//!
//! Rows balance: read is kept, rejected and repeated.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUR-004",
    dataset: Some(Dataset::Survey),
    columns: &["respondent_id"],
    effect: Effect::DropRepeat,
    tolerance: Tolerance::NONE,
    found: "a row that repeats one before it",
    expected: "each questionnaire once",
    check: Check::Repeat,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_second_of_two_equal_rows_is_dropped() {
        let rows: &[&[&str]] = &[&["1", "no"], &["2", "no"], &["1", "no"]];
        let exam = Exam::of(Sheet::new(Dataset::Survey, &["respondent_id", "discriminated"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
        assert_eq!(exam.verdict().removed.iter().map(|removed| removed.duplicate).sum::<u64>(), 1);
    }
}
