//! Q-STA-024: The same row twice.
//!
//! # What
//!
//! A row is the same as one before it in everything.
//!
//! # Why
//!
//! Two extracts were pasted together, or a join made copies. The copy is dropped, so nobody counts twice; but if some
//! rows are there twice, others may be missing.
//!
//! # Example
//!
//! Row 812 repeats row 17.
//!
//! # Fix at source
//!
//! Take the copy out, or draw the extract again without the join that makes copies. If a person does hold two posts that
//! are alike, give each its post number.
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
    code: "Q-STA-024",
    dataset: Some(Dataset::Staff),
    columns: &["person_id"],
    effect: Effect::DropRepeat,
    tolerance: Tolerance::NONE,
    found: "a row that repeats one before it",
    expected: "each post once",
    check: Check::Repeat,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_second_of_two_equal_rows_is_dropped() {
        let rows: &[&[&str]] = &[&["1", "4"], &["2", "4"], &["1", "4"], &["1", "5"]];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &["person_id", "grade"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
        assert_eq!(exam.verdict().removed.iter().map(|removed| removed.duplicate).sum::<u64>(), 1);
    }
}
