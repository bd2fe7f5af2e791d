//! Q-APP-009: The same application twice.
//!
//! # What
//!
//! A row is the same as one before it in everything.
//!
//! # Why
//!
//! Two extracts were pasted together, or a join made copies. The copy is dropped, so that no application counts twice.
//!
//! # Example
//!
//! An applicant stands in the list of the vacancy twice.
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
    code: "Q-APP-009",
    dataset: Some(Dataset::Applications),
    columns: &["application_id"],
    effect: Effect::DropRepeat,
    tolerance: Tolerance::NONE,
    found: "a row that repeats one before it",
    expected: "each application once",
    check: Check::Repeat,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_second_of_two_equal_rows_is_dropped() {
        let rows: &[&[&str]] = &[&["V1", "1"], &["V2", "1"], &["V1", "1"]];
        let exam = Exam::of(Sheet::new(Dataset::Applications, &["vacancy_id", "application_id"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
        assert_eq!(exam.verdict().removed.iter().map(|removed| removed.duplicate).sum::<u64>(), 1);
    }
}
