//! Q-STA-025: One post in two rows that differ.
//!
//! # What
//!
//! Person and post number are the same as in a row before, and something else differs.
//!
//! # Why
//!
//! One of the rows is out of date. The person counts once, by the more senior of them.
//!
//! # Example
//!
//! The same assignment at grade 5 and, after a promotion, at grade 6.
//!
//! # Fix at source
//!
//! Draw the extract as at the snapshot date, so that each post has the one row that was in force on the day.
//!
//! # Reference
//!
//! Dataset schema: one post held on the snapshot date.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-025",
    dataset: Some(Dataset::Staff),
    columns: &["person_id", "post_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a post that stands in a row before, with other details",
    expected: "one row for each post",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn another_post_of_the_person_is_fine() {
        let rows: &[&[&str]] = &[&["1", "10", "4"], &["1", "11", "4"], &["1", "10", "5"]];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &["person_id", "post_id", "grade"], rows));
        assert_eq!(exam.rows(&RULE), [4]);
    }
}
