//! Q-LEA-005: A leaver who is still in post.
//!
//! # What
//!
//! The person is among the leavers, not by an internal move, and in the staff of the same snapshot.
//!
//! # Why
//!
//! Either the person did not leave, or the record of the post was not closed. Both cannot be counted.
//!
//! # Example
//!
//! Somebody who left one of two posts, and keeps the other.
//!
//! # Fix at source
//!
//! Take out of the leavers those who only changed or gave up one of several posts, or enter the reason as an internal
//! move. Close the posts of those who left.
//!
//! # Reference
//!
//! Dataset schema: one departure in the period; an internal move is not leaving.

use crate::{
    gathered::Kind,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-LEA-005",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a leaver who is in post on the snapshot date",
    expected: "people who left the organisation",
    check: Check::Across(|gathered, _| {
        gathered.events_where(Dataset::Leavers, |event, life| {
            event.kind != Kind::InternalMove && life.is_some_and(|life| life.here)
        })
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_internal_move_is_not_leaving() {
        let staff = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"], &["2"]]);
        let rows: &[&[&str]] =
            &[&["1", "2024-06-30", "resignation"], &["2", "2024-06-30", "internal_move"], &["3", "2024-06-30", "tupe"]];
        let leavers = Sheet::new(Dataset::Leavers, &["person_id", "left_on", "reason"], rows);
        assert_eq!(Exam::of(leavers).and(staff).rows(&RULE), [2]);
    }
}
