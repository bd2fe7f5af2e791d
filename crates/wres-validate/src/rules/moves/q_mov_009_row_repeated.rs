//! Q-MOV-009: The same move twice.
//!
//! # What
//!
//! A row is the same as one before it in everything.
//!
//! # Why
//!
//! Two extracts were pasted together, or a join made copies. The copy is dropped, so that no move counts twice.
//!
//! # Example
//!
//! A promotion stands in the list once for each of two posts.
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
    code: "Q-MOV-009",
    dataset: Some(Dataset::Moves),
    columns: &["person_id", "moved_on"],
    effect: Effect::DropRepeat,
    tolerance: Tolerance::NONE,
    found: "a row that repeats one before it",
    expected: "each move once",
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
            &[&["1", "2024-06-30", "permanent"], &["2", "2024-06-30", "permanent"], &["1", "2024-06-30", "permanent"]];
        let exam = Exam::of(Sheet::new(Dataset::Moves, &["person_id", "moved_on", "kind"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
        assert_eq!(exam.verdict().removed.iter().map(|removed| removed.duplicate).sum::<u64>(), 1);
    }
}
