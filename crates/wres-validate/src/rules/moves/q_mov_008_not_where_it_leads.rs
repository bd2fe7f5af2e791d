//! Q-MOV-008: A promotion that the staff list does not show.
//!
//! # What
//!
//! The move is permanent, the person is in post at the snapshot, and stands on a lower rung than the move leads to.
//!
//! # Why
//!
//! Either the promotion was undone, or one of the files is not up to date. It would count as a promotion all the same.
//!
//! # Example
//!
//! A promotion of March that payroll carried out in April.
//!
//! # Fix at source
//!
//! Draw both extracts as at the snapshot date.
//!
//! # Reference
//!
//! Progression: promotions.

use crate::{
    gathered::Kind,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-MOV-008",
    dataset: Some(Dataset::Moves),
    columns: &["to_grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a promotion to a rung above that of the staff list",
    expected: "the rung that the staff list shows, or a lower one",
    check: Check::Across(|gathered, _| {
        gathered.events_where(Dataset::Moves, |event, life| {
            let rung = life.filter(|life| life.here).map_or(0, |life| life.rung);
            event.kind == Kind::PermanentMove && rung > 0 && event.rung > rung
        })
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn acting_up_leaves_the_grade_as_it_is() {
        let staff = Sheet::new(Dataset::Staff, &["person_id", "grade"], &[&["1", "4"], &["2", "5"], &["3", "4"]]);
        let rows: &[&[&str]] = &[
            &["1", "2024-06-30", "5", "permanent"],
            &["2", "2024-06-30", "5", "permanent"],
            &["3", "2024-06-30", "5", "acting_up"],
        ];
        let moves = Sheet::new(Dataset::Moves, &["person_id", "moved_on", "to_grade", "kind"], rows);
        assert_eq!(Exam::of(moves).and(staff).rows(&RULE), [2]);
    }
}
