//! Q-LEA-008: A leaver who leaves twice.
//!
//! # What
//!
//! The person is among the leavers in a row before, with other details.
//!
//! # Why
//!
//! People count once. Two departures in a year are a return in between, or two posts ended one after the other.
//!
//! # Example
//!
//! A sessional worker whose assignments end in June and in August.
//!
//! # Fix at source
//!
//! Keep the row of the day on which the person left the organisation for good.
//!
//! # Reference
//!
//! Dataset schema: one departure in the period.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-LEA-008",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a person who is among the leavers already",
    expected: "one departure for each person",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_internal_move_before_leaving_is_fine() {
        let rows: &[&[&str]] = &[
            &["1", "2024-06-30", "resignation"],
            &["1", "2024-08-31", "resignation"],
            &["2", "2024-06-30", "internal_move"],
            &["2", "2024-08-31", "resignation"],
        ];
        let exam = Exam::of(Sheet::new(Dataset::Leavers, &["person_id", "left_on", "reason"], rows));
        assert_eq!(exam.rows(&RULE), [3]);
    }
}
