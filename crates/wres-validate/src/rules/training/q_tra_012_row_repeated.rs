//! Q-TRA-012: The same course twice.
//!
//! # What
//!
//! A row is the same as one before it in everything.
//!
//! # Why
//!
//! Two extracts were pasted together, or a join made copies. The copy is dropped, so that no course counts twice.
//!
//! # Example
//!
//! A course stands in the list once for each approval.
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
    code: "Q-TRA-012",
    dataset: Some(Dataset::Training),
    columns: &["person_id", "attended_on"],
    effect: Effect::DropRepeat,
    tolerance: Tolerance::NONE,
    found: "a row that repeats one before it",
    expected: "each course once",
    check: Check::Repeat,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_second_of_two_equal_rows_is_dropped() {
        let rows: &[&[&str]] =
            &[&["1", "2024-06-30", "cpd"], &["1", "2024-06-30", "mandatory"], &["1", "2024-06-30", "cpd"]];
        let exam = Exam::of(Sheet::new(Dataset::Training, &["person_id", "attended_on", "kind"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
        assert_eq!(exam.verdict().removed.iter().map(|removed| removed.duplicate).sum::<u64>(), 1);
    }
}
